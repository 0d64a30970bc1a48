package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.api.DisconnectReason;
import zlink.api.HostUnreachableException;
import zlink.api.InvalidOptionException;
import zlink.api.MessageShapeException;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

class RouterRoutingTest {
    private static final SocketOptions DEFAULTS = SocketOptions.defaults();
    private static final SocketOptions MANDATORY = DEFAULTS.with(SocketOption.ROUTER_MANDATORY, true);
    private static final SocketOptions HANDOVER = DEFAULTS.with(SocketOption.ROUTER_HANDOVER, true);

    @Test
    void peersAreKnownByTheIdTheyAnnounce() {
        FakeSocket router = socket(DEFAULTS);
        FakePipe one = router.acceptWithId("one");
        FakePipe other = router.acceptWithId("other");
        one.arrive("hello", "");
        other.arrive("");
        assertThat(router.receive()).containsExactly("one", "hello", "");
        assertThat(router.receive()).containsExactly("other", ""); // a probe
        assertThat(router.send("other", "1", "2")).isTrue();
        assertThat(router.sendTo(RoutingId.of("one"), "3")).isTrue();
        assertThat(one.takeAll()).containsExactly(List.of("3"));
        assertThat(other.takeAll()).containsExactly(List.of("1", "2"));
    }

    @Test
    void peersWithoutIdGetOneThatNobodyCanAnnounce() {
        FakeSocket router = socket(DEFAULTS);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            FakePipe peer = router.accept("peer " + i);
            peer.arrive("hello");
            String id = router.receive().get(0);
            assertThat(id).hasSize(5).startsWith("\0");
            assertThat(ids.add(id)).isTrue();
            router.send(id, "answer");
            assertThat(peer.takeAll()).containsExactly(List.of("answer"));
        }
    }

    @Test
    void messagesToUnknownOrFullPeersAreDroppedAndCounted() {
        FakeSocket router = socket(DEFAULTS);
        FakePipe full = router.acceptWithId("full", 1);
        assertThat(router.send("unknown", "x")).isTrue();
        assertThat(router.dropped()).isEqualTo(1);
        router.send("full", "1");
        router.send("full", "2");
        assertThat(router.dropped()).isEqualTo(1);
        assertThat(router.canSend()).isTrue();
        assertThat(full.takeAll()).containsExactly(List.of("1"));
    }

    @Test
    void mandatoryThrowsForUnknownPeersAndWaitsForFullOnes() {
        FakeSocket router = socket(MANDATORY);
        assertThat(router.canSend()).isFalse();
        FakePipe full = router.acceptWithId("full", 1);
        assertThat(router.canSend()).isTrue();
        assertThatThrownBy(() -> router.send("unknown", "x")).isInstanceOf(HostUnreachableException.class)
                .extracting(e -> ((HostUnreachableException) e).routingId()).isEqualTo(RoutingId.of("unknown"));
        assertThatThrownBy(() -> router.sendTo(RoutingId.of("unknown"), "x"))
                .isInstanceOf(HostUnreachableException.class);
        assertThat(router.send("full", "1")).isTrue();
        assertThat(router.send("full", "2")).isFalse();
        assertThat(router.canSend()).isFalse();
        router.acceptWithId("roomy");
        assertThat(router.canSend()).isTrue();
        assertThat(full.takeAll()).hasSize(1);
        assertThat(router.send("full", "2")).isTrue();
        assertThat(router.dropped()).isZero();
        router.lose(full);
        assertThatThrownBy(() -> router.send("full", "3")).isInstanceOf(HostUnreachableException.class);
    }

    @Test
    void messagesWithoutIdOrBodyAreIllegal() {
        FakeSocket router = socket(DEFAULTS);
        router.acceptWithId("peer");
        assertThatThrownBy(() -> router.send("peer")).isInstanceOf(MessageShapeException.class)
                .hasMessageContaining("routing id").hasMessageContaining("1 frame");
        assertThatThrownBy(() -> router.send("", "x")).isInstanceOf(MessageShapeException.class)
                .hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> router.send("x".repeat(256), "x")).isInstanceOf(MessageShapeException.class)
                .hasMessageContaining("256 bytes");
        assertThat(router.send("peer", "still usable")).isTrue();
    }

    @Test
    void aSecondPeerOfTheSameIdIsRefused() {
        FakeSocket router = socket(DEFAULTS);
        FakePipe first = router.acceptWithId("id");
        assertThat(router.acceptWithId("id")).isNull();
        router.send("id", "x");
        assertThat(first.takeAll()).hasSize(1);
        assertThat(first.closed()).isNull();
        router.lose(first);
        assertThat(router.acceptWithId("id")).isNotNull();
    }

    @Test
    void handoverGivesTheIdToTheNewPeer() {
        FakeSocket router = socket(HANDOVER);
        FakePipe before = router.acceptWithId("id");
        before.arrive("1");
        before.arrive("2");
        assertThat(router.receive()).containsExactly("id", "1");

        FakePipe after = router.acceptWithId("id");

        assertThat(before.closed()).isEqualTo(DisconnectReason.HANDED_OVER);
        router.send("id", "x");
        assertThat(after.takeAll()).hasSize(1);
        assertThat(before.takeAll()).isEmpty();
        List<String> left = router.receive();
        assertThat(left.get(1)).isEqualTo("2");
        assertThat(left.get(0)).startsWith("\0").hasSize(5);
        router.send(left.get(0), "answer");
        assertThat(router.dropped()).isEqualTo(1);
        router.lose(before);
        router.send("id", "x");
        assertThat(after.takeAll()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"a, b, true", "b, a, false", "a, aa, true", ", a, true"})
    void ofTwoConnectionsThatCrossBothSidesKeepTheOneOfTheGreaterId(String own, String id, boolean theirsStays) {
        SocketOptions options = own == null ? HANDOVER : HANDOVER.with(SocketOption.ROUTING_ID, RoutingId.of(own));

        FakeSocket router = socket(options);
        FakePipe ours = router.connect("x", 0);
        assertThat(router.shake(ours, id)).isTrue();
        assertThat(router.acceptWithId(id) != null).as("theirs comes second").isEqualTo(theirsStays);
        assertThat(ours.closed()).isEqualTo(theirsStays ? DisconnectReason.HANDED_OVER : null);
        assertThat(ours.asked()).isEqualTo(theirsStays ? 0 : 1);

        router = socket(options);
        FakePipe theirs = router.acceptWithId(id);
        ours = router.connect("x", 0);
        assertThat(router.shake(ours, id)).as("ours comes second").isNotEqualTo(theirsStays);
        assertThat(theirs.closed()).isEqualTo(theirsStays ? null : DisconnectReason.HANDED_OVER);
        assertThat(theirs.asked()).isEqualTo(theirsStays ? 1 : 0);
    }

    @Test
    void ofTwoConnectionsThatCrossBetweenPeersOfOneIdTheFirstStays() {
        SocketOptions options = HANDOVER.with(SocketOption.ROUTING_ID, RoutingId.of("same"));

        FakeSocket router = socket(options);
        assertThat(router.shake(router.connect("x", 0), "same")).isTrue();
        assertThat(router.acceptWithId("same")).isNull();

        router = socket(options);
        assertThat(router.acceptWithId("same")).isNotNull();
        assertThat(router.shake(router.connect("x", 0), "same")).isFalse();
    }

    @Test
    void aPeerThatIsNotThereKeepsNobodyOut() {
        FakeSocket router = socket(HANDOVER.with(SocketOption.ROUTING_ID, RoutingId.of("z"))
                .with(SocketOption.CONNECT_ROUTING_ID, RoutingId.of("id")));
        FakePipe named = router.connect("x", 0);

        assertThat(router.acceptWithId("id")).isNotNull();
        assertThat(named.closed()).isEqualTo(DisconnectReason.HANDED_OVER);
    }

    @Test
    void theIdOfALostConnectionGoesToItsPeerIfItComesByAnother() {
        FakeSocket router = socket(DEFAULTS);
        FakePipe lost = router.connect("server", 0);
        assertThat(router.shake(lost, "id")).isTrue();
        router.lose(lost);
        FakePipe sought = router.connect("server", 0);
        router.send("id", "waits");

        FakePipe other = router.acceptWithId("id");

        router.send("id", "x");
        assertThat(other.takeAll()).containsExactly(List.of("x"));
        assertThat(router.shake(sought, "id")).as("two of one id").isFalse();
        router.lose(sought);
        router.lose(other);
        FakePipe found = router.connect("server", 0);
        assertThat(router.shake(found, "id")).isTrue();
        router.send("id", "y");
        assertThat(found.takeAll()).containsExactly(List.of("y"));
        assertThat(sought.takeAll()).as("for whoever follows it").containsExactly(List.of("waits"));
    }

    @Test
    void anIdThatWasGivenIsKeptForTheConnectionItWasGivenTo() {
        FakeSocket router = socket(DEFAULTS.with(SocketOption.CONNECT_ROUTING_ID, RoutingId.of("mine")));
        FakePipe sought = router.connect("server", 0);

        assertThat(router.acceptWithId("mine")).isNull();

        router.send("mine", "x");
        assertThat(sought.takeAll()).hasSize(1);
    }

    @Test
    void probesWithAnEmptyMessage() {
        FakeSocket router = socket(DEFAULTS.with(SocketOption.PROBE_ROUTER, true));
        assertThat(router.acceptWithId("peer").takeAll()).containsExactly(List.of(""));
    }

    @Test
    void theFirstPeerConnectedToMayBeGivenAnId() {
        FakeSocket router = socket(DEFAULTS.with(SocketOption.CONNECT_ROUTING_ID, RoutingId.of("mine")));
        FakePipe first = router.connect("first", 0);
        FakePipe second = router.connect("second", 0);
        router.send("mine", "early");
        assertThat(router.shake(first, "its own")).isTrue();
        assertThat(router.shake(second, "other")).isTrue();
        router.send("mine", "late");
        router.send("other", "x");
        router.send("its own", "nobody");
        assertThat(first.takeAll()).containsExactly(List.of("early"), List.of("late"));
        assertThat(second.takeAll()).containsExactly(List.of("x"));
        first.arrive("hello");
        assertThat(router.receive()).containsExactly("mine", "hello");
    }

    @Test
    void anIdThatIsInUseCannotBeGivenToTheFirstPeerConnectedTo() {
        FakeSocket router = socket(DEFAULTS.with(SocketOption.CONNECT_ROUTING_ID, RoutingId.of("mine")));
        router.acceptWithId("mine");
        assertThatThrownBy(() -> router.connect("first", 0)).isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("CONNECT_ROUTING_ID").hasMessageContaining("mine");
        assertThatThrownBy(() -> router.connect("first", 0)).isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void messagesQueueForAPeerWhoseConnectionIsLostAndSoughtAgain() {
        FakeSocket router = socket(MANDATORY);
        FakePipe before = router.connect("server", 0);
        assertThatThrownBy(() -> router.send("server id", "too early")).isInstanceOf(HostUnreachableException.class);
        router.shake(before, "server id");
        router.lose(before);
        FakePipe after = router.connect("server", 0);
        assertThat(router.send("server id", "meanwhile")).isTrue();
        assertThat(router.shake(after, "server id")).isTrue();
        assertThat(after.takeAll()).containsExactly(List.of("meanwhile"));
    }

    @Test
    void whoeverComesInThePlaceOfALostPeerHasAnIdOfItsOwn() {
        FakeSocket router = socket(DEFAULTS);
        FakePipe before = router.connect("server", 0);
        router.shake(before, "one");
        router.lose(before);
        FakePipe after = router.connect("server", 0);
        router.shake(after, "other");
        router.send("one", "x");
        router.send("other", "y");
        assertThat(after.takeAll()).containsExactly(List.of("y"));
        assertThat(router.dropped()).isEqualTo(1);
    }

    private static FakeSocket socket(SocketOptions options) {
        return new FakeSocket(options).with(new RouterRouting(options));
    }
}

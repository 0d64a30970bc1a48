package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.HostUnreachableException;
import zlink.api.MessageShapeException;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

/** The engine's notices are empty messages: the first of a pipe is its coming, the second its going. */
class StreamRoutingTest {
    private static final SocketOptions DEFAULTS = SocketOptions.defaults();
    private static final SocketOptions NAMED = DEFAULTS.with(SocketOption.CONNECT_ROUTING_ID, RoutingId.of("server"));

    private static FakeSocket socket(SocketOptions options) {
        FakeSocket socket = new FakeSocket(options);
        return socket.with(new StreamRouting(options));
    }

    private static String come(FakeSocket stream, FakePipe peer) {
        peer.arrive("");
        List<String> coming = stream.receive();
        assertThat(coming).hasSize(2).endsWith("");
        return coming.get(0);
    }

    @Test
    void eachConnectionHasAnIdOfItsOwn() {
        FakeSocket stream = socket(DEFAULTS);
        FakePipe one = stream.accept("one");
        FakePipe other = stream.accept("other");
        String first = come(stream, one);
        String second = come(stream, other);

        assertThat(first).hasSize(5).startsWith("\0").isNotEqualTo(second);
        one.arrive("GET /");
        assertThat(stream.receive()).containsExactly(first, "GET /");
        assertThat(stream.send(first, "for ")).isTrue();
        assertThat(stream.send(second, "other")).isTrue();
        assertThat(stream.sendTo(RoutingId.of(FakePipe.bytes(first)), "one")).isTrue();
        assertThat(one.takeBytes()).isEqualTo("for one");
        assertThat(other.takeBytes()).isEqualTo("other");
    }

    @Test
    void unknownPeersAreAnError() {
        FakeSocket stream = socket(DEFAULTS);
        assertThat(stream.canSend()).isFalse();
        assertThatThrownBy(() -> stream.send("unknown", "x")).isInstanceOf(HostUnreachableException.class)
                .extracting(e -> ((HostUnreachableException) e).routingId()).isEqualTo(RoutingId.of("unknown"));
        assertThatThrownBy(() -> stream.sendTo(RoutingId.of("unknown"), "x"))
                .isInstanceOf(HostUnreachableException.class);

        FakePipe peer = stream.accept("peer");
        String id = come(stream, peer);
        assertThat(stream.canSend()).isTrue();
        stream.lose(peer);
        assertThatThrownBy(() -> stream.send(id, "x")).isInstanceOf(HostUnreachableException.class);
    }

    @Test
    void fullPeersAreWaitedFor() {
        FakeSocket stream = socket(DEFAULTS);
        FakePipe peer = stream.accept("peer", 1);
        String id = come(stream, peer);

        assertThat(stream.send(id, "1")).isTrue();
        assertThat(stream.send(id, "2")).isFalse();
        assertThat(stream.canSend()).isFalse();
        assertThat(peer.takeBytes()).isEqualTo("1");
        assertThat(stream.canSend()).isTrue();
        assertThat(stream.send(id, "2")).isTrue();
        assertThat(peer.takeBytes()).isEqualTo("2");
        assertThat(stream.dropped()).isZero();
    }

    @Test
    void sendingNothingEndsTheConnectionEvenToAFullPeer() {
        FakeSocket stream = socket(DEFAULTS);
        FakePipe peer = stream.accept("peer", 1);
        String id = come(stream, peer);
        stream.send(id, "last");

        assertThat(stream.send(id, "")).isTrue();

        assertThat(peer.isFinished()).isTrue();
        assertThat(peer.takeBytes()).isEqualTo("last");
        assertThatThrownBy(() -> stream.send(id, "x")).isInstanceOf(HostUnreachableException.class);
        peer.arrive("still under way");
        peer.arrive("");
        stream.lose(peer);
        assertThat(stream.receiveAll()).containsExactly(List.of(id, "still under way"), List.of(id, ""));
    }

    @Test
    void peerThatHasEndedIsAnsweredUntilItsGoingIsReceived() {
        FakeSocket stream = socket(DEFAULTS);
        FakePipe peer = stream.accept("peer");
        String id = come(stream, peer);
        peer.arrive("request");
        peer.arrive("");

        assertThat(stream.receive()).containsExactly(id, "request");
        assertThat(stream.poll()).isTrue();
        assertThat(stream.send(id, "answer")).isTrue();
        assertThat(peer.isReleased()).isFalse();
        assertThat(stream.receive()).containsExactly(id, "");
        assertThat(peer.isReleased()).isTrue();
        assertThatThrownBy(() -> stream.send(id, "late")).isInstanceOf(HostUnreachableException.class);
        assertThat(peer.takeBytes()).isEqualTo("answer");
    }

    @Test
    void noticesCanBeLeftOutAndStillWork() {
        FakeSocket stream = socket(DEFAULTS.with(SocketOption.STREAM_NOTIFY, false));
        FakePipe peer = stream.accept("peer");
        peer.arrive("");
        assertThat(stream.receive()).isNull();
        peer.arrive("data");
        peer.arrive("");

        assertThat(stream.receive()).hasSize(2).endsWith("data");
        assertThat(peer.isReleased()).isFalse();
        assertThat(stream.receive()).isNull();
        assertThat(peer.isReleased()).isTrue();
    }

    @Test
    void firstPeerConnectedToHasTheIdThatWasGiven() {
        FakeSocket stream = socket(NAMED);
        FakePipe server = stream.connect("server", 0);
        FakePipe other = stream.connect("other", 0);
        assertThat(stream.send("server", "early")).isTrue();
        stream.shake(other);
        stream.shake(server);

        assertThat(come(stream, server)).isEqualTo("server");
        assertThat(come(stream, other)).startsWith("\0");
        assertThat(server.takeBytes()).isEqualTo("early");
    }

    @Test
    void connectionThatFollowsALostOneHasAnotherId() {
        FakeSocket stream = socket(NAMED);
        FakePipe before = stream.connect("server", 0);
        stream.shake(before);
        come(stream, before);
        stream.lose(before);
        FakePipe after = stream.connect("server", 0);

        assertThatThrownBy(() -> stream.send("server", "for the one before"))
                .isInstanceOf(HostUnreachableException.class).hasMessageContaining("another id");
        stream.shake(after);
        String id = come(stream, after);
        assertThat(id).startsWith("\0");
        stream.send(id, "hello");
        assertThat(after.takeBytes()).isEqualTo("hello");
    }

    @Test
    void withImmediateNobodyIsNamedBeforehand() {
        FakeSocket stream = socket(NAMED.with(SocketOption.IMMEDIATE, true));
        FakePipe server = stream.connect("server", 0);
        stream.shake(server);
        assertThat(come(stream, server)).startsWith("\0");
    }

    @Test
    void messagesHaveOneFrameOfBytes() {
        FakeSocket stream = socket(DEFAULTS);
        String id = come(stream, stream.accept("peer"));
        assertThatThrownBy(() -> stream.send(id)).isInstanceOf(MessageShapeException.class);
        assertThatThrownBy(() -> stream.send(id, "1", "2")).isInstanceOf(MessageShapeException.class);
        assertThatThrownBy(() -> stream.send("", "1")).isInstanceOf(MessageShapeException.class);
        assertThatThrownBy(() -> stream.send("x".repeat(256), "1")).isInstanceOf(MessageShapeException.class);
        assertThatThrownBy(() -> stream.sendTo(RoutingId.of(FakePipe.bytes(id)), "1", "2"))
                .isInstanceOf(MessageShapeException.class);
    }
}

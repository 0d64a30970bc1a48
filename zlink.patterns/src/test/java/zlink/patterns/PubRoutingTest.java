package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.DisconnectReason;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.socket.Routing;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

class PubRoutingTest {
    private static final SocketOptions DEFAULTS = SocketOptions.defaults();

    private Routing routing;
    private FakeSocket pub;

    @Test
    void sendsWholeMessagesToWhoeverSubscribedToAPrefix() {
        open(DEFAULTS);
        FakePipe one = pub.accept("one");
        FakePipe other = pub.accept("other");
        assertThat(pub.send("nobody wants it")).isTrue();
        subscribe(one, "a");
        subscribe(one, "ab");
        subscribe(other, "");
        pub.send("abc", "body");
        pub.send("b");
        assertThat(one.takeAll()).containsExactly(List.of("abc", "body"));
        assertThat(other.takeAll()).containsExactly(List.of("abc", "body"), List.of("b"));
        cancel(one, "ab");
        cancel(other, "");
        cancel(other, "never subscribed");
        pub.send("abc");
        assertThat(one.takeAll()).hasSize(1);
        assertThat(other.takeAll()).isEmpty();
        assertThat(pub.dropped()).isZero();
    }

    @Test
    void subscriptionsComeAsFramesFromOlderPeers() {
        open(DEFAULTS);
        FakePipe peer = pub.accept("peer");
        upstream(peer, false, "\1a");
        pub.send("a");
        assertThat(peer.takeAll()).hasSize(1);
        upstream(peer, false, "\0a");
        pub.send("a");
        assertThat(peer.takeAll()).isEmpty();
    }

    @Test
    void whateverElsePeersSendIsGone() {
        open(DEFAULTS);
        FakePipe peer = pub.accept("peer");
        upstream(peer, true, "junk");
        upstream(peer, true, "");
        upstream(peer, false, "x".repeat(100_000));
        pub.send("junk");
        assertThat(peer.takeAll()).isEmpty();
    }

    @Test
    void aFullSubscriberMissesMessagesAndNobodyWaits() {
        open(DEFAULTS);
        FakePipe slow = pub.accept("slow", 1);
        FakePipe fast = pub.accept("fast");
        subscribe(slow, "");
        subscribe(fast, "");
        for (int i = 0; i < 3; i++) {
            assertThat(pub.canSend()).isTrue();
            assertThat(pub.send("x")).isTrue();
        }
        assertThat(fast.takeAll()).hasSize(3);
        assertThat(slow.takeAll()).hasSize(1);
        assertThat(pub.dropped()).isEqualTo(2);
    }

    @Test
    void withNoDropEverybodyWaitsForTheSlowestSubscriber() {
        open(DEFAULTS.with(SocketOption.XPUB_NO_DROP, true));
        FakePipe slow = pub.accept("slow", 1);
        FakePipe fast = pub.accept("fast");
        subscribe(slow, "a");
        subscribe(fast, "");
        assertThat(pub.send("a1")).isTrue();
        assertThat(pub.send("a2")).isFalse();
        assertThat(pub.send("b")).isTrue();
        assertThat(fast.takeAll()).containsExactly(List.of("a1"), List.of("b"));
        slow.takeAll();
        assertThat(pub.send("a2")).isTrue();
        assertThat(pub.send("a3")).isFalse();
        pub.lose(slow);
        assertThat(pub.send("a3")).isTrue();
        assertThat(pub.dropped()).isZero();
    }

    @Test
    void invertedMatchingSendsToAllOthers() {
        open(DEFAULTS.with(SocketOption.INVERT_MATCHING, true));
        FakePipe one = pub.accept("one");
        FakePipe other = pub.accept("other");
        subscribe(one, "a");
        pub.send("abc");
        pub.send("b");
        assertThat(one.takeAll()).containsExactly(List.of("b"));
        assertThat(other.takeAll()).containsExactly(List.of("abc"), List.of("b"));
    }

    @Test
    void whoeverLeavesIsForgotten() {
        open(DEFAULTS);
        FakePipe peer = pub.accept("peer");
        subscribe(peer, "a");
        pub.lose(peer);
        FakePipe next = pub.accept("next");
        assertThat(pub.send("a")).isTrue();
        assertThat(peer.takeAll()).isEmpty();
        assertThat(next.takeAll()).isEmpty();
        subscribe(peer, "a"); // a late frame of a connection that has gone
        pub.send("a");
        assertThat(peer.takeAll()).isEmpty();
    }

    @Test
    void tooManySubscriptionsEndTheLink() {
        open(DEFAULTS.with(SocketOption.MAX_SUBSCRIPTIONS, 2).with(SocketOption.MAX_SUBSCRIPTION_BYTES, 10L));
        FakePipe many = pub.accept("many");
        FakePipe large = pub.accept("large");
        subscribe(many, "a");
        subscribe(many, "b");
        subscribe(many, "a");
        assertThat(many.closed()).isNull();
        subscribe(many, "c");
        assertThat(many.closed()).isEqualTo(DisconnectReason.LIMIT_EXCEEDED);
        subscribe(large, "x".repeat(11));
        assertThat(large.closed()).isEqualTo(DisconnectReason.LIMIT_EXCEEDED);
    }

    private void open(SocketOptions options) {
        routing = new PubRouting(options);
        pub = new FakeSocket(options).with(routing);
        assertThat(routing.takesUpstream()).isTrue();
    }

    private void subscribe(FakePipe pipe, String topic) {
        byte[] bytes = FakePipe.bytes(topic);
        routing.subscribed(pipe, ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    private void cancel(FakePipe pipe, String topic) {
        byte[] bytes = FakePipe.bytes(topic);
        routing.cancelled(pipe, ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    private void upstream(FakePipe from, boolean more, String frame) {
        byte[] bytes = FakePipe.bytes(frame);
        routing.upstream(from, ByteBuffer.wrap(bytes), 0, bytes.length, more);
    }
}

package zlink.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.DisconnectReason;
import zlink.api.Message;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketStateException;
import zlink.patterns.routing.FakePipe;
import zlink.patterns.routing.FakeSocket;

class XPubRoutingTest {
    private static final SocketOptions DEFAULTS = SocketOptions.defaults();

    private XPubRouting routing;
    private FakeSocket xpub;
    private FakePipe one;
    private FakePipe other;

    @Test
    void tellsOfTheFirstSubscriptionAndTheLastCancellation() {
        open(DEFAULTS);
        subscribe(one, "a");
        subscribe(other, "a");
        subscribe(one, "a");
        upstream(other, false, "\1b");
        cancel(one, "a");
        cancel(one, "a");
        cancel(other, "a");
        cancel(other, "never");
        assertThat(received()).containsExactly("\1a", "\1b", "\0a");
    }

    @Test
    void verboseTellsOfEverySubscription() {
        open(DEFAULTS.with(SocketOption.XPUB_VERBOSE, true));
        subscribe(one, "a");
        subscribe(other, "a");
        subscribe(other, "a");
        cancel(one, "a");
        cancel(other, "a");
        assertThat(received()).containsExactly("\1a", "\1a", "\1a", "\0a");
    }

    @Test
    void verboserTellsOfEverything() {
        open(DEFAULTS.with(SocketOption.XPUB_VERBOSER, true));
        subscribe(one, "a");
        subscribe(other, "a");
        cancel(one, "a");
        cancel(one, "a");
        xpub.lose(other);
        assertThat(received()).containsExactly("\1a", "\1a", "\0a", "\0a", "\0a");
    }

    @Test
    void whoeverLeavesIsCancelled() {
        open(DEFAULTS);
        subscribe(one, "a");
        subscribe(one, "b");
        subscribe(other, "b");
        received();
        xpub.wakeUps();
        xpub.lose(one);
        assertThat(xpub.wakeUps()).isPositive();
        assertThat(received()).containsExactly("\0a");
        xpub.lose(other);
        assertThat(received()).containsExactly("\0b");
    }

    @Test
    void messagesOfPeersComeInOrderWithSubscriptions() {
        open(DEFAULTS);
        subscribe(one, "a");
        upstream(other, true, "x");
        upstream(one, true, "1");
        upstream(other, false, "y");
        upstream(one, true, "");
        upstream(one, false, "3");
        subscribe(one, "b");
        assertThat(xpub.receiveAll()).containsExactly(List.of("\1a"), List.of("x", "y"), List.of("1", "", "3"),
                List.of("\1b"));
        assertThat(xpub.poll()).isFalse();
    }

    @Test
    void everyFrameMayBeASubscriptionOrOnlyTheFirst() {
        open(DEFAULTS);
        upstream(one, true, "\1a");
        upstream(one, true, "data");
        upstream(one, false, "\1b");
        assertThat(xpub.receiveAll()).containsExactly(List.of("\1a"), List.of("\1b"), List.of("data"));

        open(DEFAULTS.with(SocketOption.ONLY_FIRST_SUBSCRIBE, true));
        upstream(one, true, "data");
        upstream(one, false, "\1b");
        upstream(one, false, "\1c");
        assertThat(xpub.receiveAll()).containsExactly(List.of("data", "\1b"), List.of("\1c"));
    }

    @Test
    void messagesBeyondTheHighWaterMarkAreDroppedAndCountedButNotSubscriptions() {
        open(DEFAULTS.with(SocketOption.RECEIVE_HIGH_WATER_MARK, 2));
        for (int i = 0; i < 5; i++) {
            upstream(one, true, "head " + i);
            upstream(one, false, "tail " + i);
            subscribe(one, "" + i);
        }
        assertThat(xpub.dropped()).isEqualTo(3);
        assertThat(xpub.receiveAll()).containsExactly(List.of("head 0", "tail 0"), List.of("\1" + 0),
                List.of("head 1", "tail 1"), List.of("\1" + 1), List.of("\1" + 2), List.of("\1" + 3),
                List.of("\1" + 4));
        upstream(one, false, "room again");
        assertThat(xpub.receiveAll()).containsExactly(List.of("room again"));
    }

    @Test
    void aFloodOfSubscriptionsNobodyReceivesEndsTheLink() {
        open(DEFAULTS.with(SocketOption.MAX_SUBSCRIPTIONS, 3));
        for (int i = 0; i < 3; i++) {
            subscribe(one, "a");
            cancel(one, "a");
        }
        assertThat(one.closed()).isNull();
        subscribe(one, "a");
        assertThat(one.closed()).isEqualTo(DisconnectReason.LIMIT_EXCEEDED);
        assertThat(received()).hasSize(6);
    }

    @Test
    void manualLeavesSubscribingToTheApplication() {
        open(DEFAULTS.with(SocketOption.XPUB_MANUAL, true));
        assertThatThrownBy(() -> routing.subscribeLast(FakePipe.bytes("a"))).isInstanceOf(SocketStateException.class)
                .hasMessageContaining("received none yet");
        subscribe(one, "a");
        subscribe(other, "a");
        xpub.send("abc");
        assertThat(one.takeAll()).isEmpty();

        assertThat(xpub.receive()).containsExactly("\1a");
        routing.subscribeLast(FakePipe.bytes("XA"));
        xpub.send("abc");
        xpub.send("XABC");
        assertThat(one.takeAll()).containsExactly(List.of("XABC"));
        assertThat(other.takeAll()).isEmpty();

        assertThat(xpub.receive()).containsExactly("\1a");
        routing.subscribeLast(FakePipe.bytes("XB"));
        cancel(one, "a");
        assertThat(xpub.receive()).containsExactly("\0a");
        routing.cancelLast(FakePipe.bytes("XA"));
        xpub.send("XABC");
        xpub.send("XB");
        assertThat(one.takeAll()).isEmpty();
        assertThat(other.takeAll()).containsExactly(List.of("XB"));
    }

    @Test
    void manualTellsOfWhatWasAskedForWhenAPeerLeaves() {
        open(DEFAULTS.with(SocketOption.XPUB_MANUAL, true));
        subscribe(one, "a");
        subscribe(other, "a");
        xpub.receive();
        routing.subscribeLast(FakePipe.bytes("x"));
        xpub.receive();
        xpub.lose(one);
        assertThat(received()).containsExactly("\0a");
        routing.subscribeLast(FakePipe.bytes("y")); // it has gone: no effect
        xpub.send("x");
        xpub.send("y");
        assertThat(one.takeAll()).isEmpty();
        assertThat(other.takeAll()).isEmpty();
    }

    @Test
    void withoutManualTheApplicationDoesNotDecide() {
        open(DEFAULTS);
        assertThatThrownBy(() -> routing.subscribeLast(new byte[0])).isInstanceOf(SocketStateException.class)
                .hasMessageContaining("XPUB_MANUAL");
        assertThatThrownBy(() -> routing.cancelLast(new byte[0])).isInstanceOf(SocketStateException.class);
    }

    @Test
    void newSubscribersAreWelcomed() {
        open(DEFAULTS.with(SocketOption.XPUB_WELCOME_MESSAGE, Message.of("welcome")));
        assertThat(one.takeAll()).containsExactly(List.of("welcome"));
    }

    private void open(SocketOptions options) {
        routing = new XPubRouting(options);
        xpub = new FakeSocket(options).with(routing);
        one = xpub.accept("one");
        other = xpub.accept("other");
    }

    private List<String> received() {
        List<String> all = new ArrayList<>();
        for (List<String> message : xpub.receiveAll()) {
            assertThat(message).hasSize(1);
            all.addAll(message);
        }
        return all;
    }

    private void subscribe(FakePipe pipe, String topic) {
        byte[] bytes = FakePipe.bytes("#" + topic);
        routing.subscribed(pipe, ByteBuffer.wrap(bytes), 1, bytes.length - 1);
    }

    private void cancel(FakePipe pipe, String topic) {
        byte[] bytes = FakePipe.bytes("#" + topic);
        routing.cancelled(pipe, ByteBuffer.wrap(bytes), 1, bytes.length - 1);
    }

    private void upstream(FakePipe from, boolean more, String frame) {
        byte[] bytes = FakePipe.bytes(frame);
        routing.upstream(from, ByteBuffer.wrap(bytes), 0, bytes.length, more);
    }
}

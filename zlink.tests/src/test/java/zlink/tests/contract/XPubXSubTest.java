package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import zlink.api.Message;
import zlink.api.PubSocket;
import zlink.api.SocketOption;
import zlink.api.SocketStateException;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.api.XSubSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Filling;

/** RFC 29, XPUB and XSUB: subscriptions are messages. */
class XPubXSubTest extends OverEachTransport {

    private static byte[] subscription(String topic) {
        return withMark(1, topic);
    }

    private static byte[] cancellation(String topic) {
        return withMark(0, topic);
    }

    private static byte[] withMark(int mark, String topic) {
        byte[] text = bytes(topic);
        byte[] frame = new byte[text.length + 1];
        frame[0] = (byte) mark;
        System.arraycopy(text, 0, frame, 1, text.length);
        return frame;
    }

    private static void assertNextIs(XPubSocket xpub, byte[] expected) {
        assertThat(next(xpub).bytes()).isEqualTo(expected);
    }

    @Test
    void subscriptionsAndCancellationsAreReceived() {
        XPubSocket xpub = context.xpub();
        SubSocket sub = context.sub();
        sub.subscribe("before");
        join(xpub, sub);

        assertNextIs(xpub, subscription("before"));
        sub.subscribe("after");
        assertNextIs(xpub, subscription("after"));
        sub.unsubscribe("before");
        assertNextIs(xpub, cancellation("before"));
        sub.subscribe("");
        assertNextIs(xpub, subscription(""));
        xpub.send("anything");
        assertThat(nextText(sub)).isEqualTo("anything");
    }

    @Test
    void onlyTheFirstSubscriptionAndTheLastCancellationAreReceived() {
        XPubSocket xpub = context.xpub();
        SubSocket first = context.sub();
        SubSocket second = context.sub();
        join(xpub, first, second);

        first.subscribe("a");
        assertNextIs(xpub, subscription("a"));
        second.subscribe("a");
        second.subscribe("after a");
        assertNextIs(xpub, subscription("after a"));
        first.unsubscribe("a");
        first.subscribe("after the first cancellation");
        assertNextIs(xpub, subscription("after the first cancellation"));
        second.unsubscribe("a");
        assertNextIs(xpub, cancellation("a"));
    }

    @Test
    void verboseReceivesEverySubscriptionButOnlyTheLastCancellation() {
        XPubSocket xpub = context.xpub(with(SocketOption.XPUB_VERBOSE, true));
        SubSocket first = context.sub();
        SubSocket second = context.sub();
        join(xpub, first, second);

        first.subscribe("a");
        assertNextIs(xpub, subscription("a"));
        second.subscribe("a");
        assertNextIs(xpub, subscription("a"));
        first.unsubscribe("a");
        first.subscribe("end");
        assertNextIs(xpub, subscription("end"));
        second.unsubscribe("a");
        assertNextIs(xpub, cancellation("a"));
    }

    @Test
    void verboseReceivesASubscriptionThatASubscriberRepeats() {
        XPubSocket xpub = context.xpub(with(SocketOption.XPUB_VERBOSE, true));
        SubSocket sub = context.sub();
        join(xpub, sub);

        sub.subscribe("a");
        sub.subscribe("a");
        assertNextIs(xpub, subscription("a"));
        assertNextIs(xpub, subscription("a"));
        sub.unsubscribe("a");
        sub.subscribe("end");
        assertNextIs(xpub, subscription("end"));
        sub.unsubscribe("a");
        assertNextIs(xpub, cancellation("a"));
    }

    @Test
    void verboserReceivesEveryCancellationToo() {
        XPubSocket xpub = context.xpub(with(SocketOption.XPUB_VERBOSER, true));
        SubSocket first = context.sub();
        SubSocket second = context.sub();
        join(xpub, first, second);

        first.subscribe("a");
        assertNextIs(xpub, subscription("a"));
        second.subscribe("a");
        assertNextIs(xpub, subscription("a"));
        first.unsubscribe("a");
        assertNextIs(xpub, cancellation("a"));
        second.unsubscribe("a");
        assertNextIs(xpub, cancellation("a"));
    }

    @Test
    void subscriberThatLeavesCancelsItsSubscriptions() {
        XPubSocket xpub = context.xpub();
        SubSocket sub = context.sub();
        sub.subscribe("a");
        join(xpub, sub);
        assertNextIs(xpub, subscription("a"));

        sub.close();

        assertNextIs(xpub, cancellation("a"));
    }

    @Test
    void nothingIsSubscribedByHandUntilTheApplicationSaysSo() {
        XPubSocket xpub = context.xpub(with(SocketOption.XPUB_MANUAL, true));
        XSubSocket xsub = context.xsub();
        join(xpub, xsub);
        assertThatThrownBy(() -> xpub.subscribe(bytes("b"))).isInstanceOf(SocketStateException.class);

        xsub.subscribe(bytes("a"));
        assertNextIs(xpub, subscription("a"));
        xpub.subscribe(bytes("b"));
        xpub.send("a");
        xpub.send("b");
        assertThat(nextText(xsub)).isEqualTo("b");

        xsub.unsubscribe(bytes("a"));
        assertNextIs(xpub, cancellation("a"));
        xpub.unsubscribe(bytes("b"));
        xsub.subscribe(bytes("c"));
        assertNextIs(xpub, subscription("c"));
        xpub.subscribe(bytes("c"));
        xpub.send("b");
        xpub.send("c");
        assertThat(nextText(xsub)).isEqualTo("c");
    }

    @Test
    void handMadeSubscriptionsAreOfThePeerThatAskedLast() {
        XPubSocket xpub = context.xpub(with(SocketOption.XPUB_MANUAL, true));
        XSubSocket first = context.xsub();
        XSubSocket second = context.xsub();
        join(xpub, first, second);

        first.subscribe(bytes("1"));
        assertNextIs(xpub, subscription("1"));
        xpub.subscribe(bytes("one"));
        second.subscribe(bytes("2"));
        assertNextIs(xpub, subscription("2"));
        xpub.subscribe(bytes("two"));
        xpub.send("two");
        xpub.send("one");

        assertThat(nextText(first)).isEqualTo("one");
        assertThat(nextText(second)).isEqualTo("two");
    }

    @Test
    void peerByHandThatLeavesCancelsWhatItHadAskedFor() {
        XPubSocket xpub = context.xpub(with(SocketOption.XPUB_MANUAL, true));
        XSubSocket xsub = context.xsub();
        join(xpub, xsub);
        xsub.subscribe(bytes("a"));
        assertNextIs(xpub, subscription("a"));
        xpub.subscribe(bytes("b"));

        xsub.close();

        assertNextIs(xpub, cancellation("a"));
        xpub.send("b");
    }

    @Test
    void subscribingByHandNeedsTheOption() {
        XPubSocket xpub = context.xpub();
        XSubSocket xsub = context.xsub();
        join(xpub, xsub);
        xsub.subscribe(bytes("a"));
        assertNextIs(xpub, subscription("a"));

        assertThatThrownBy(() -> xpub.subscribe(bytes("b"))).isInstanceOf(SocketStateException.class)
                .hasMessageContaining("XPUB_MANUAL");
        assertThatThrownBy(() -> xpub.unsubscribe(bytes("a"))).isInstanceOf(SocketStateException.class);
    }

    @Test
    void newSubscribersAreWelcomed() {
        XPubSocket xpub = context.xpub(with(SocketOption.XPUB_WELCOME_MESSAGE, Message.of("welcome")));
        SubSocket listening = context.sub();
        SubSocket deaf = context.sub();
        listening.subscribe("w");
        deaf.subscribe("x");
        join(xpub, listening);
        assertThat(nextText(listening)).isEqualTo("welcome");
        assertNextIs(xpub, subscription("w"));

        joinTo(xpub.endpoints().get(0).endpoint(), xpub, deaf);
        assertNextIs(xpub, subscription("x"));
        xpub.send("x");
        assertThat(nextText(deaf)).isEqualTo("x");
        assertThat(stray(listening)).isEmpty();
    }

    /** Sends until there is no room; returns how many messages. */
    private static int fill(XPubSocket xpub) {
        return Filling.fill(i -> xpub.send(large("m" + i), Deadline.A_WHILE));
    }

    private static Message large(String topic) {
        return Message.copyOf(bytes(topic), new byte[32 << 10]);
    }

    @Test
    void withoutDropASenderWaitsForTheSlowestSubscriber() {
        XPubSocket xpub = context.xpub(narrow(2).with(SocketOption.XPUB_NO_DROP, true));
        SubSocket slow = context.sub(narrow(2));
        slow.subscribe("m");
        join(xpub, slow);
        assertNextIs(xpub, subscription("m"));
        int sent = fill(xpub);

        assertThat(xpub.trySend("other")).as("what nobody subscribed to").isTrue();
        assertThat(xpub.statistics().messagesDropped()).isZero();
        for (int i = 0; i < sent; i++) {
            assertThat(next(slow).text(0)).isEqualTo("m" + i);
        }
        assertThat(xpub.send(Message.of("m and on"), Deadline.PATIENCE)).isTrue();
        assertThat(nextText(slow)).isEqualTo("m and on");
    }

    @Test
    void withoutDropASenderThatWaitsIsWokenWhenTheSlowestSubscriberReads() {
        XPubSocket xpub = context.xpub(narrow(2).with(SocketOption.XPUB_NO_DROP, true));
        SubSocket slow = context.sub(narrow(2));
        slow.subscribe("m");
        join(xpub, slow);
        assertNextIs(xpub, subscription("m"));
        int sent = fill(xpub);

        try (BackgroundCall<Void> sending = BackgroundCall.running(
                () -> xpub.send(large("m" + sent))).awaitBlocked()) { // no timeout may wake it instead
            for (int i = 0; i < sent; i++) {
                assertThat(next(slow).text(0)).isEqualTo("m" + i);
            }
            sending.result();
        }
        assertThat(next(slow).text(0)).isEqualTo("m" + sent);
    }

    @Test
    void messagesGoUpstream() {
        XPubSocket xpub = context.xpub();
        XSubSocket xsub = context.xsub();
        join(xpub, xsub);

        xsub.send("hello up there");
        xsub.send(Message.of("several", "frames"));

        assertThat(nextText(xpub)).isEqualTo("hello up there");
        assertThat(next(xpub).texts()).containsExactly("several", "frames");
    }

    @Test
    void messageOfByteOneOrZeroIsASubscriptionOrACancellation() {
        XPubSocket xpub = context.xpub();
        XSubSocket xsub = context.xsub();
        join(xpub, xsub);

        xsub.send(subscription("a"));
        assertNextIs(xpub, subscription("a"));
        xpub.send("abc");
        assertThat(nextText(xsub)).isEqualTo("abc");
        xsub.send(cancellation("a"));
        assertNextIs(xpub, cancellation("a"));
        xpub.send("abc");
        assertThat(stray(xsub)).isEmpty();
    }

    @Test
    void subscriptionsOfAnXSubReachPeersOfTheFuture() {
        XSubSocket xsub = context.xsub();
        xsub.subscribe(bytes("a"));
        xsub.send(subscription("b"));
        xsub.subscribe(bytes("c"));
        xsub.unsubscribe(bytes("c"));
        XPubSocket xpub = context.xpub();
        join(xpub, xsub);

        byte[][] got = {next(xpub).bytes(), next(xpub).bytes()};
        Arrays.sort(got, Arrays::compare);
        assertThat(got).isDeepEqualTo(new byte[][] {subscription("a"), subscription("b")});
        assertThat(stray(xpub)).isEmpty();
    }

    @Test
    void everyFrameMayBeASubscriptionUnlessOnlyTheFirstMay() {
        XPubSocket xpub = context.xpub(with(SocketOption.ONLY_FIRST_SUBSCRIBE, true));
        XSubSocket xsub = context.xsub(with(SocketOption.ONLY_FIRST_SUBSCRIBE, true));
        join(xpub, xsub);

        xsub.send(Message.copyOf(bytes("data"), subscription("a")));

        assertThat(next(xpub)).isEqualTo(Message.copyOf(bytes("data"), subscription("a")));
    }

    @Test
    void pubIgnoresWhatGoesUpstream() {
        PubSocket pub = context.pub();
        XSubSocket xsub = context.xsub();
        join(pub, xsub);

        for (int i = 0; i < 5000; i++) {
            xsub.send("nobody hears this");
        }
        xsub.subscribe(bytes("a"));

        Deadline.await("the subscription works", () -> {
            pub.send("a");
            return xsub.tryReceive().isPresent();
        });
    }

    @Test
    void forwarderPassesMessagesDownAndSubscriptionsUp() {
        PubSocket pub = context.pub();
        XSubSocket backend = context.xsub();
        XPubSocket frontend = context.xpub();
        SubSocket sub = context.sub();
        join(pub, backend);
        join(frontend, sub);

        sub.subscribe("a");
        backend.send(next(frontend));
        Deadline.await("the subscription works", () -> {
            pub.send("b");
            pub.send("a");
            return backend.tryReceive().map(message -> {
                assertThat(message.text()).isEqualTo("a");
                frontend.send(message);
                return true;
            }).orElse(false);
        });

        assertThat(nextText(sub)).isEqualTo("a");
    }
}

package zlink.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Message;
import zlink.api.PubSocket;
import zlink.api.SocketType;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.api.XSubSocket;
import zlink.tests.fixture.Deadline;

/** Publishers and subscribers of different makes. */
abstract class ForeignPublishing extends ForeignContract {
    private static final Duration A_MOMENT = Duration.ofMillis(10);
    private static final AtomicInteger MARKERS = new AtomicInteger();

    /** Waits until everything that the foreign subscriber has subscribed to has reached the publisher. */
    private static void settle(PubSocket pub, ForeignSocket sub) {
        String marker = marker();
        sub.subscribe(marker);
        settle(pub, sub, marker);
    }

    /** The same where the marker, which nobody has used before, is the last that it has subscribed to. */
    private static void settle(PubSocket pub, ForeignSocket sub, String marker) {
        AtomicInteger number = new AtomicInteger();
        Deadline.await("the subscription works", () -> {
            pub.send(marker + number.incrementAndGet());
            return sub.receive(A_MOMENT).isPresent();
        });
        pub.send(marker + "end");
        Deadline.await("the last arrives", () -> sub.nextTexts().equals(List.of(marker + "end")));
    }

    /** The same the other way round. */
    private static void settle(ForeignSocket pub, SubSocket sub) {
        String marker = marker();
        AtomicInteger number = new AtomicInteger();
        sub.subscribe(marker);
        Deadline.await("the subscription works", () -> {
            pub.send(marker + number.incrementAndGet());
            return sub.receive(A_MOMENT).isPresent();
        });
        pub.send(marker + "end");
        Deadline.await("the last arrives", () -> next(sub).text().equals(marker + "end"));
        sub.unsubscribe(marker);
    }

    private static String marker() {
        return "sync-" + MARKERS.incrementAndGet() + ":";
    }

    @Test
    void pubAndForeignSub() {
        PubSocket pub = context.pub();
        ForeignSocket sub = meet(pub, SocketType.SUB);
        sub.subscribe("a");
        sub.subscribe("bc");
        settle(pub, sub);

        for (String topic : List.of("a", "abc", "b", "bc", "bcd", "c", "")) {
            pub.send(Message.of(topic, "content"));
        }
        for (String expected : List.of("a", "abc", "bc", "bcd")) {
            assertThat(sub.nextTexts()).containsExactly(expected, "content");
        }

        sub.unsubscribe("a");
        sub.subscribe("");
        settle(pub, sub);
        pub.send("anything");
        assertThat(sub.nextTexts()).containsExactly("anything");
    }

    @Test
    void subAndForeignPub() {
        SubSocket sub = context.sub();
        sub.subscribe("a");
        sub.subscribe("bc");
        ForeignSocket pub = meet(sub, SocketType.PUB);
        settle(pub, sub);

        for (String topic : List.of("a", "abc", "b", "bc", "bcd", "c", "")) {
            pub.send(topic, "content");
        }
        for (String expected : List.of("a", "abc", "bc", "bcd")) {
            assertThat(next(sub).texts()).containsExactly(expected, "content");
        }

        sub.unsubscribe("a");
        settle(pub, sub);
        pub.send("a");
        pub.send("bc");
        assertThat(next(sub).text()).isEqualTo("bc");
    }

    @Test
    void xpubAndForeignSub() {
        XPubSocket xpub = context.xpub();
        ForeignSocket sub = meet(xpub, SocketType.SUB);
        sub.subscribe("a");
        assertThat(next(xpub, sub).bytes()).containsExactly(1, 'a');
        sub.subscribe("");
        assertThat(next(xpub, sub).bytes()).containsExactly(1);
        xpub.send("b");
        assertThat(sub.nextTexts()).containsExactly("b");
        sub.unsubscribe("");
        assertThat(next(xpub, sub).bytes()).containsExactly(0);
        xpub.send("b");
        xpub.send("a");
        assertThat(sub.nextTexts()).containsExactly("a");
        sub.close();
        assertThat(next(xpub).bytes()).containsExactly(0, 'a');
    }

    @Test
    void xpubAndForeignXSub() {
        XPubSocket xpub = context.xpub();
        ForeignSocket xsub = meet(xpub, SocketType.XSUB);
        xsub.send(List.of(new byte[] {1, 'a'}));
        assertThat(next(xpub, xsub).bytes()).containsExactly(1, 'a');
        xsub.send("going", "upstream");
        assertThat(next(xpub, xsub).texts()).containsExactly("going", "upstream");
        xpub.send(Message.of("a", "b"));
        assertThat(xsub.nextTexts()).containsExactly("a", "b");
        xsub.send(List.of(new byte[] {0, 'a'}));
        assertThat(next(xpub, xsub).bytes()).containsExactly(0, 'a');
    }

    @Test
    void pubAndForeignXSub() {
        PubSocket pub = context.pub();
        ForeignSocket xsub = meet(pub, SocketType.XSUB);
        awaitConnections(pub, 1);
        xsub.send("nobody hears this");
        String marker = marker();
        xsub.send(List.of(bytes("\u0001" + marker)));
        settle(pub, xsub, marker);
        pub.send("other");
        pub.send(marker + "again");
        assertThat(xsub.nextTexts()).containsExactly(marker + "again");
    }

    @Test
    void subAndForeignXPub() {
        SubSocket sub = context.sub();
        ForeignSocket xpub = meet(sub, SocketType.XPUB);
        sub.subscribe("a");
        assertThat(xpub.next().get(0)).containsExactly(1, 'a');
        sub.subscribe("a");
        sub.subscribe("b");
        assertThat(xpub.next().get(0)).containsExactly(1, 'b');
        xpub.send("a", "content");
        assertThat(next(sub).texts()).containsExactly("a", "content");
        sub.unsubscribe("a");
        sub.unsubscribe("b");
        assertThat(xpub.next().get(0)).containsExactly(0, 'b');
        sub.unsubscribe("a");
        assertThat(xpub.next().get(0)).containsExactly(0, 'a');
        sub.subscribe("c");
        assertThat(xpub.next().get(0)).containsExactly(1, 'c');
        sub.close();
        if (binder == Binder.PEER) { // one that connects keeps its peer's subscriptions for the next connection
            assertThat(xpub.next().get(0)).containsExactly(0, 'c');
        }
    }

    @Test
    void xsubAndForeignXPub() {
        XSubSocket xsub = context.xsub();
        ForeignSocket xpub = meet(xsub, SocketType.XPUB);
        xsub.send(new byte[] {1, 'a'});
        assertThat(xpub.next().get(0)).containsExactly(1, 'a');
        xsub.send(Message.of("going", "upstream"));
        assertThat(xpub.nextTexts()).containsExactly("going", "upstream");
        xpub.send("a", "b");
        assertThat(next(xsub).texts()).containsExactly("a", "b");
        xsub.unsubscribe(bytes("a"));
        assertThat(xpub.next().get(0)).containsExactly(0, 'a');
    }

    @Test
    void xsubAndForeignPub() {
        XSubSocket xsub = context.xsub();
        xsub.subscribe(bytes("a"));
        ForeignSocket pub = meet(xsub, SocketType.PUB);
        awaitConnections(xsub, 1);
        xsub.send("nobody hears this");
        AtomicInteger number = new AtomicInteger();
        Deadline.await("the subscription works", () -> {
            pub.send("b");
            pub.send("a" + number.incrementAndGet());
            return xsub.receive(A_MOMENT).map(message -> message.text().startsWith("a")).orElse(false);
        });
    }

    /** Bytes of the longest topic that the peer survives. */
    int longestTopic() {
        return Integer.MAX_VALUE;
    }

    /** libzmq 4.3.4 sends the subscriptions to topics of 246 to 255 bytes with a broken header. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 245, 246, 248, 249, 250, 254, 255, 256, 257, 1000, 10_000})
    void topicsMayHaveAnyLength(int length) {
        assumeTrue(length <= longestTopic(), "the peer cannot have such a long topic");
        byte[] topic = new byte[length];
        Arrays.fill(topic, (byte) 't');
        XPubSocket xpub = context.xpub();
        ForeignSocket sub = meet(xpub, SocketType.SUB);
        sub.subscribe(topic);
        byte[] subscription = next(xpub, sub).bytes();
        assertThat(subscription).hasSize(length + 1).startsWith(1, 't');
        xpub.send(topic);
        assertThat(sub.next().get(0)).isEqualTo(topic);
        sub.unsubscribe(topic);
        assertThat(next(xpub, sub).bytes()).hasSize(length + 1).startsWith(0, 't');
        sub.subscribe("still in step");
        assertThat(next(xpub, sub).bytes()).endsWith(bytes("still in step"));

        SubSocket own = context.sub();
        own.subscribe(topic);
        ForeignSocket foreign = meet(own, SocketType.XPUB);
        assertThat(foreign.next().get(0)).hasSize(length + 1).startsWith(1, 't');
        foreign.send(List.of(topic, topic));
        assertThat(next(own)).isEqualTo(Message.wrap(topic, topic));
        own.unsubscribe(topic);
        assertThat(foreign.next().get(0)).hasSize(length + 1).startsWith(0, 't');
    }
}

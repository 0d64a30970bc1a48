package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.fixture.Subscriptions.settle;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.PubSocket;
import zlink.api.SocketOption;
import zlink.api.SubSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;

/** RFC 29, PUB and SUB: to everyone who has subscribed, and to nobody else. */
class PubSubTest extends OverEachTransport {
    private static final int FRAMES = 50; // many, so that most of the time one is in the middle of a message

    private SubSocket sub(String... prefixes) {
        SubSocket sub = context.sub();
        for (String prefix : prefixes) {
            sub.subscribe(prefix);
        }
        return sub;
    }

    private PubSocket pubWith(SubSocket... subs) {
        PubSocket pub = context.pub();
        join(pub, subs);
        for (SubSocket sub : subs) {
            settle(pub, sub);
        }
        return pub;
    }

    @Test
    void everySubscriberGetsEveryMessage() {
        SubSocket[] subs = {sub("message"), sub("message"), sub("message")};
        PubSocket pub = pubWith(subs);

        for (int i = 0; i < 100; i++) {
            pub.send("message " + i);
        }

        for (SubSocket sub : subs) {
            for (int i = 0; i < 100; i++) {
                assertThat(nextText(sub)).isEqualTo("message " + i);
            }
        }
    }

    @Test
    void subscriberGetsWhatBeginsWithAPrefixItSubscribedTo() {
        SubSocket sub = sub("apple", "b");
        PubSocket pub = pubWith(sub);

        for (String topic : List.of("app", "apple", "apples", "banana", "cherry", "Apple", "", "end of b", "b")) {
            pub.send(topic);
        }

        assertThat(nextTexts(sub, 4)).containsExactly("apple", "apples", "banana", "b");
    }

    @Test
    void onlyTheFirstFrameIsMatched() {
        SubSocket sub = sub("topic");
        PubSocket pub = pubWith(sub);

        pub.send(Message.of("other", "topic"));
        pub.send(Message.of("topic", "other", ""));

        assertThat(next(sub).texts()).containsExactly("topic", "other", "");
    }

    @Test
    void subscriberWithoutSubscriptionsGetsNothing() {
        SubSocket none = sub();
        SubSocket some = sub("a");
        PubSocket pub = pubWith(none, some);

        pub.send("a");

        assertThat(nextText(some)).isEqualTo("a");
        assertThat(stray(none)).isEmpty();
    }

    @Test
    void overlappingSubscriptionsDeliverOnce() {
        SubSocket sub = sub("a", "ab", "abc", "");
        PubSocket pub = pubWith(sub);

        pub.send("abcd");
        pub.send("end");

        assertThat(nextTexts(sub, 2)).containsExactly("abcd", "end");
    }

    @Test
    void whatWasSubscribedTwiceMustBeUnsubscribedTwice() {
        SubSocket sub = sub("a", "a", "b");
        PubSocket pub = pubWith(sub);

        sub.unsubscribe("a");
        settle(pub, sub);
        pub.send("a1");
        pub.send("b1");
        assertThat(nextTexts(sub, 2)).containsExactly("a1", "b1");

        sub.unsubscribe("a");
        settle(pub, sub);
        pub.send("a2");
        pub.send("b2");
        assertThat(nextText(sub)).isEqualTo("b2");
    }

    @Test
    void unsubscribingFromWhatWasNotSubscribedToChangesNothing() {
        SubSocket sub = sub("abc");
        PubSocket pub = pubWith(sub);

        sub.unsubscribe("ab");
        sub.unsubscribe("abcd");
        sub.unsubscribe("");
        settle(pub, sub);
        pub.send("abc");

        assertThat(nextText(sub)).isEqualTo("abc");
    }

    @Test
    void subscribingTakesEffectOnALiveConnection() {
        SubSocket sub = sub();
        PubSocket pub = pubWith(sub);

        sub.subscribe("late");
        settle(pub, sub);
        pub.send("late enough");

        assertThat(nextText(sub)).isEqualTo("late enough");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 245, 246, 255, 256, 1000, 70_000})
    void topicsMayHaveAnyLength(int length) {
        byte[] topic = new byte[length];
        Arrays.fill(topic, (byte) 0xE9);
        SubSocket sub = context.sub();
        sub.subscribe(topic);
        PubSocket pub = pubWith(sub);

        byte[] almost = topic.clone();
        almost[length - 1] = 0;
        pub.send(almost);
        pub.send(topic);

        assertThat(next(sub).bytes()).isEqualTo(topic);
        sub.unsubscribe(topic);
        settle(pub, sub);
        pub.send(topic);
        settle(pub, sub);
    }

    @Test
    void subscriberMayListenToManyPublishers() {
        SubSocket sub = sub("x");
        PubSocket first = context.pub();
        PubSocket second = context.pub();
        join(first, sub);
        join(second, sub);
        settle(first, sub);
        settle(second, sub);

        first.send("x from the first");
        second.send("x from the second");
        first.send("y");
        second.send("y");

        assertThat(nextTexts(sub, 2)).containsExactlyInAnyOrder("x from the first", "x from the second");
        assertThat(stray(sub)).isEmpty();
    }

    @Test
    void boundSubscriberHearsPublishersThatConnect() {
        SubSocket sub = sub("x");
        Endpoint endpoint = bind(sub);
        PubSocket pub = context.pub();
        pub.connect(endpoint);
        settle(pub, sub);

        pub.send("x");

        assertThat(nextText(sub)).isEqualTo("x");
    }

    @Test
    void publisherWithoutSubscribersNeverWaits() {
        PubSocket pub = context.pub();
        bind(pub);

        for (int i = 0; i < 10_000; i++) {
            pub.send("to nobody");
        }

        assertThat(pub.trySend("to nobody")).isTrue();
    }

    @Test
    void fullSubscriberMissesMessagesWhileOthersGetAll() {
        PubSocket pub = context.pub(narrow(4));
        SubSocket idle = context.sub(narrow(4));
        SubSocket busy = context.sub(with(SocketOption.RECEIVE_HIGH_WATER_MARK, 0));
        idle.subscribe("m");
        busy.subscribe("m");
        join(pub, idle, busy);
        settle(pub, idle);
        settle(pub, busy);
        int sent = 300;
        byte[] padding = new byte[32 << 10];

        for (int i = 0; i < sent; i++) {
            pub.send(Message.copyOf(bytes("m" + i), padding));
            assertThat(next(busy).text(0)).isEqualTo("m" + i);
        }

        long dropped = pub.statistics().messagesDropped();
        assertThat(dropped).isPositive().isLessThan(sent);
        int previous = -1;
        for (long i = 0; i < sent - dropped; i++) {
            int number = Integer.parseInt(next(idle).text(0).substring(1));
            assertThat(number).isGreaterThan(previous);
            previous = number;
        }
        assertThat(stray(idle)).isEmpty();
    }

    @Test
    void invertedMatchingDeliversWhatWasNotSubscribedTo() {
        PubSocket pub = context.pub(with(SocketOption.INVERT_MATCHING, true));
        SubSocket sub = context.sub(with(SocketOption.INVERT_MATCHING, true));
        sub.subscribe("a");
        sub.subscribe("bc");
        join(pub, sub);
        AtomicInteger round = new AtomicInteger();
        Deadline.await("the subscription has taken effect", () -> {
            int number = round.incrementAndGet();
            pub.send("a" + number);
            pub.send("z" + number);
            String got = nextText(sub);
            if (got.equals("a" + number)) {
                got = nextText(sub);
                assertThat(got).isEqualTo("z" + number);
                return false;
            }
            return got.equals("z" + number);
        });

        for (String topic : List.of("a", "b", "bc", "c", "abc", "bcd", "")) {
            pub.send(topic);
        }

        assertThat(nextTexts(sub, 3)).containsExactly("b", "c", "");
    }

    @Test
    void messagesOfSeveralFramesAreWholeForSubscribersThatComeAndGo() {
        PubSocket pub = context.pub(narrow(2)); // full now and then: what is missed is missed as a whole
        Endpoint endpoint = bind(pub);
        AtomicBoolean done = new AtomicBoolean();
        try (BackgroundCall<Void> publishing = BackgroundCall.running(() -> {
            for (int i = 0; !done.get(); i++) {
                byte[][] frames = new byte[FRAMES][];
                Arrays.fill(frames, bytes("m" + i)); // a topic, so that the end of a message is not passed over
                frames[0] = bytes("m");
                frames[2] = bytes("m".repeat(i % 700));
                pub.send(Message.copyOf(frames));
                if (i % 50 == 0) {
                    Thread.yield();
                }
            }
        }); BackgroundCall<Void> one = BackgroundCall.running(() -> comeAndGo(endpoint, true));
                BackgroundCall<Void> other = BackgroundCall.running(() -> comeAndGo(endpoint, false))) {
            Duration patience = Deadline.PATIENCE.multipliedBy(3); // for a dozen connections each, beside a publisher
            one.result(patience);
            other.result(patience);
            done.set(true);
            publishing.result();
        }
    }

    /** Reads some messages each time, and leaves by closing or by taking the subscription back. */
    private void comeAndGo(Endpoint endpoint, boolean closes) {
        SubSocket sub = context.sub(narrow(2));
        sub.connect(endpoint);
        for (int visit = 0; visit < 12; visit++) {
            sub.subscribe("m");
            int last = -1;
            for (int i = 0; i < 5; i++) {
                List<String> frames = next(sub).texts();
                assertThat(frames).hasSize(FRAMES);
                int number = Integer.parseInt(frames.get(1).substring(1));
                assertThat(number).isGreaterThan(last);
                last = number;
                assertThat(frames.get(0)).isEqualTo("m");
                assertThat(frames.get(2)).hasSize(number % 700);
                assertThat(frames.subList(3, FRAMES)).containsOnly("m" + number);
            }
            if (closes) {
                sub.close();
                sub = context.sub(narrow(2));
                sub.connect(endpoint);
            } else {
                sub.unsubscribe("m");
            }
        }
        sub.close();
    }
}

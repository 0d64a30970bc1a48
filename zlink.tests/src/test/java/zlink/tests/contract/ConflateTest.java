package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.tests.fixture.Subscriptions.settle;

import org.junit.jupiter.api.Test;
import zlink.api.DealerSocket;
import zlink.api.Message;
import zlink.api.MessageShapeException;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.Receiver;
import zlink.api.Sender;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;

/** Queues that keep only the latest message. */
class ConflateTest extends OverEachTransport {
    private static final SocketOptions LATEST = with(SocketOption.CONFLATE, true);

    /** Sends numbers and receives until the last of them came: each later than the one before, none after the last. */
    private static void assertLatestArrives(Sender sender, Receiver receiver) {
        int last = 2000;
        for (int i = 1; i <= last; i++) {
            assertThat(sender.trySend("" + i)).isTrue();
        }
        int previous = 0;
        int received = 0;
        while (previous < last) {
            int number = Integer.parseInt(nextText(receiver));
            assertThat(number).isGreaterThan(previous);
            previous = number;
            received++;
        }
        assertThat(received).isLessThan(last);
        assertThat(stray(receiver)).isEmpty();
    }

    @Test
    void pullGetsTheLatest() {
        PushSocket push = context.push(LATEST);
        PullSocket pull = context.pull(LATEST);
        join(pull, push);

        assertLatestArrives(push, pull);
    }

    @Test
    void dealerGetsTheLatest() {
        DealerSocket left = context.dealer(LATEST);
        DealerSocket right = context.dealer(LATEST);
        join(left, right);

        assertLatestArrives(left, right);
        assertLatestArrives(right, left);
    }

    @Test
    void subscriberGetsTheLatest() {
        PubSocket pub = context.pub(LATEST);
        SubSocket sub = context.sub(LATEST);
        for (char digit = '0'; digit <= '9'; digit++) {
            sub.subscribe("" + digit);
        }
        join(pub, sub);
        settle(pub, sub);

        assertLatestArrives(pub, sub);
    }

    @Test
    void latestWaitsForAPeerThatIsNotThereYet() {
        var endpoint = transport.free();
        PushSocket push = context.push(LATEST);
        push.connect(endpoint);
        for (int i = 1; i <= 100; i++) {
            push.send("" + i);
        }

        PullSocket pull = context.pull(LATEST);
        pull.bind(endpoint);

        assertThat(nextText(pull)).isEqualTo("100");
    }

    @Test
    void messageOfSeveralFramesCannotBeSent() {
        PushSocket push = context.push(LATEST);
        PullSocket pull = context.pull(LATEST);
        join(pull, push);

        assertThatThrownBy(() -> push.send(Message.of("two", "frames"))).isInstanceOf(MessageShapeException.class);
        assertThatThrownBy(() -> push.trySend(Message.of("two", "frames")))
                .isInstanceOf(MessageShapeException.class);

        push.send("one");
        assertThat(nextText(pull)).isEqualTo("one");
    }
}

package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.DealerSocket;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.RepSocket;
import zlink.api.RouterSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Filling;

/** RFC 28, DEALER: sends in turn, receives in turn, both at any time. */
class DealerTest extends OverEachTransport {
    private static final Message LARGE = Message.wrap(new byte[32 << 10]);

    @Test
    void sendsToItsPeersInTurn() {
        DealerSocket dealer = context.dealer();
        DealerSocket first = context.dealer();
        DealerSocket second = context.dealer();
        join(dealer, first, second);

        for (int i = 0; i < 6; i++) {
            dealer.send("" + i);
        }

        List<String> one = nextTexts(first, 3);
        List<String> other = nextTexts(second, 3);
        assertThat(List.of(one, other)).containsExactlyInAnyOrder(List.of("0", "2", "4"), List.of("1", "3", "5"));
    }

    @Test
    void receivesFromItsPeersInTurn() {
        DealerSocket dealer = context.dealer();
        DealerSocket[] peers = {context.dealer(), context.dealer()};
        join(dealer, peers);
        for (int k = 0; k < 20; k++) {
            peers[0].send("0:" + k);
        }
        for (int k = 0; k < 20; k++) {
            peers[1].send("1:" + k);
        }
        Deadline.await("all are in the queue", () -> dealer.statistics().receiveQueue().messages() == 40);

        for (int k = 0; k < 20; k++) {
            assertThat(nextTexts(dealer, 2)).containsExactlyInAnyOrder("0:" + k, "1:" + k);
        }
    }

    @Test
    void manyMessagesAreUnderWayBothWaysAtOnce() {
        DealerSocket left = context.dealer();
        DealerSocket right = context.dealer();
        join(left, right);

        for (int i = 0; i < 500; i++) {
            left.send("left " + i);
            right.send(Message.of("right", "" + i));
        }

        for (int i = 0; i < 500; i++) {
            assertThat(nextText(right)).isEqualTo("left " + i);
            assertThat(next(left).texts()).containsExactly("right", "" + i);
        }
    }

    @Test
    void asksRepWithAnEmptyFrameBeforeTheRequest() {
        DealerSocket dealer = context.dealer();
        RepSocket rep = context.rep();
        join(rep, dealer);

        dealer.send(Message.of("", "question"));
        assertThat(nextText(rep)).isEqualTo("question");
        rep.send("answer");

        assertThat(next(dealer).texts()).containsExactly("", "answer");
    }

    @Test
    void messagesWaitForPeerThatIsNotThereYet() {
        Endpoint endpoint = transport.free();
        DealerSocket dealer = context.dealer();
        dealer.connect(endpoint);
        dealer.send("one");
        dealer.send(Message.of("two", "frames"));

        RouterSocket router = context.router();
        router.bind(endpoint);

        assertThat(next(router).withoutFirst().texts()).containsExactly("one");
        assertThat(next(router).withoutFirst().texts()).containsExactly("two", "frames");
    }

    @Test
    void waitsWhileItsPeersAreFullAndIsWokenWhenOneReads() {
        DealerSocket dealer = context.dealer(narrow(2));
        DealerSocket one = context.dealer(narrow(2));
        DealerSocket other = context.dealer(narrow(2));
        join(dealer, one, other);
        int sent = fill(dealer);

        try (BackgroundCall<Void> sending = BackgroundCall.running(
                () -> dealer.send(LARGE)).awaitBlocked()) { // no timeout may wake it instead
            Deadline.await(() -> "the sender has been woken", Deadline.PATIENCE, () -> {
                other.tryReceive(); // it alone: whoever has room gets the message
                return sending.isDone();
            });
            sending.result();
            assertThat(one.statistics().messagesReceived()).as("taken from the peer that does not read")
                    .isLessThan(sent);
        }
    }

    @Test
    void peersThatWereFullAllGetMessagesAgainOnceTheyHaveRead() {
        DealerSocket dealer = context.dealer(narrow(2));
        DealerSocket[] peers = {context.dealer(narrow(2)), context.dealer(narrow(2))};
        join(dealer, peers);
        fill(dealer);

        for (DealerSocket peer : peers) { // both, before the sender looks at either
            Deadline.await("all is read", () -> stray(peer).isEmpty());
        }
        for (DealerSocket peer : peers) {
            Deadline.await("it gets messages again", () -> {
                dealer.trySend(LARGE);
                return peer.tryReceive().isPresent();
            });
        }
    }

    /** Sends until there is no room; returns how many messages. */
    private static int fill(DealerSocket dealer) {
        return Filling.fill(i -> dealer.send(LARGE, Deadline.A_WHILE));
    }
}

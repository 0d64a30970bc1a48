package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import zlink.api.ClosedException;
import zlink.api.InterruptedOperationException;
import zlink.api.PairSocket;
import zlink.api.Poller;
import zlink.api.Poller.Interest;
import zlink.api.Poller.Registration;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;

/** One thread that waits for many sockets. */
class PollerTest extends OverEachTransport {

    @Test
    void reportsTheSocketThatHasAMessageUntilItIsTaken() {
        PullSocket pull = context.pull();
        PullSocket silent = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        bind(silent);
        try (Poller poller = context.poller()) {
            Registration registration = poller.register(pull, Interest.RECEIVE, "attached");
            poller.register(silent, Interest.RECEIVE);
            assertThat(poller.await(Duration.ZERO)).isEmpty();
            push.send("1");
            push.send("2");

            for (int i = 1; i <= 2; i++) {
                assertThat(poller.await(Deadline.PATIENCE)).containsExactly(registration);
                assertThat(poller.await(Duration.ZERO)).containsExactly(registration);
                assertThat(registration.canReceive()).isTrue();
                assertThat(registration.canSend()).isFalse();
                assertThat(registration.socket()).isSameAs(pull);
                assertThat(registration.attachment()).isEqualTo("attached");
                assertThat(nextText(pull)).isEqualTo("" + i);
            }
            assertThat(poller.await(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void wakesWhoeverWaits() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        try (Poller poller = context.poller()) {
            poller.register(pull, Interest.RECEIVE);
            for (int i = 0; i < 20; i++) {
                BackgroundCall<Integer> waiting = BackgroundCall.of(() -> poller.await().size()).awaitBlocked();
                push.send("" + i);
                assertThat(waiting.result()).isEqualTo(1);
                assertThat(nextText(pull)).isEqualTo("" + i);
            }
        }
    }

    @Test
    void missesNothingWhileMessagesKeepComing() {
        PullSocket[] pulls = {context.pull(), context.pull(), context.pull()};
        PushSocket[] pushes = {context.push(), context.push(), context.push()};
        int each = 2000;
        try (Poller poller = context.poller()) {
            for (int i = 0; i < pulls.length; i++) {
                join(pulls[i], pushes[i]);
                poller.register(pulls[i], Interest.RECEIVE, pulls[i]);
            }
            for (PushSocket push : pushes) {
                BackgroundCall.running(() -> {
                    for (int i = 0; i < each; i++) {
                        push.send("" + i);
                    }
                });
            }
            int received = 0;
            while (received < pulls.length * each) {
                List<Registration> ready = poller.await(Deadline.PATIENCE);
                assertThat(ready).as("after " + received + " messages").isNotEmpty();
                for (Registration registration : ready) {
                    assertThat(((PullSocket) registration.attachment()).tryReceive()).isPresent();
                    received++;
                }
            }
            assertThat(poller.await(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void reportsRoomToSend() {
        PushSocket push = context.push(narrow(1));
        PullSocket pull = context.pull(narrow(1));
        try (Poller poller = context.poller()) {
            Registration registration = poller.register(push, Interest.SEND);
            bind(push);
            assertThat(poller.await(Duration.ofMillis(5))).isEmpty();
            joinTo(push.endpoints().get(0).endpoint(), push, pull);

            assertThat(poller.await(Deadline.PATIENCE)).containsExactly(registration);
            assertThat(registration.canSend()).isTrue();
            byte[] large = new byte[64 << 10];
            int sent = 0;
            while (!poller.await(Deadline.A_WHILE.multipliedBy(4)).isEmpty()) {
                assertThat(push.trySend(large)).isTrue();
                sent++;
                assertThat(sent).as("sent without a reader").isLessThan(1000);
            }
            BackgroundCall<Integer> waiting = BackgroundCall.of(() -> poller.await().size()).awaitBlocked();
            for (int i = 0; i < sent; i++) {
                next(pull);
            }
            assertThat(waiting.result()).isEqualTo(1);
            assertThat(push.trySend(large)).isTrue();
        }
    }

    @Test
    void reportsBothIfAskedForBoth() {
        PairSocket left = context.pair();
        PairSocket right = context.pair();
        join(left, right);
        right.send("hello");
        Deadline.await("it is in the queue", () -> left.statistics().receiveQueue().messages() == 1);
        try (Poller poller = context.poller()) {
            Registration registration = poller.register(left, Interest.BOTH);
            assertThat(poller.await(Deadline.PATIENCE)).containsExactly(registration);
            assertThat(registration.canReceive()).isTrue();
            assertThat(registration.canSend()).isTrue();
            assertThat(nextText(left)).isEqualTo("hello");
            assertThat(poller.await(Deadline.PATIENCE)).containsExactly(registration);
            assertThat(registration.canReceive()).isFalse();

            registration.interest(Interest.RECEIVE);
            assertThat(poller.await(Duration.ZERO)).isEmpty();
            right.send("again");
            assertThat(poller.await(Deadline.PATIENCE)).containsExactly(registration);
        }
    }

    @Test
    void removedSocketIsReportedNoMore() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        push.send("unread");
        try (Poller poller = context.poller()) {
            Registration registration = poller.register(pull, Interest.RECEIVE);
            assertThat(poller.await(Deadline.PATIENCE)).hasSize(1);

            registration.remove();
            registration.remove();

            assertThat(poller.await(Duration.ZERO)).isEmpty();
            poller.register(pull, Interest.RECEIVE);
            assertThat(poller.await(Deadline.PATIENCE)).hasSize(1);
        }
    }

    @Test
    void socketMayBeInSeveralPollers() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        try (Poller first = context.poller(); Poller second = context.poller()) {
            first.register(pull, Interest.RECEIVE);
            second.register(pull, Interest.RECEIVE);
            push.send("for either");

            assertThat(first.await(Deadline.PATIENCE)).hasSize(1);
            assertThat(second.await(Deadline.PATIENCE)).hasSize(1);
        }
    }

    @Test
    void refusesWhatCannotBeWaitedFor() {
        PullSocket pull = context.pull();
        try (Poller poller = context.poller()) {
            assertThatThrownBy(() -> poller.register(pull, Interest.SEND))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> poller.register(pull, Interest.BOTH))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> poller.register(context.push(), Interest.RECEIVE))
                    .isInstanceOf(IllegalArgumentException.class);
            poller.register(pull, Interest.RECEIVE);
            assertThatThrownBy(() -> poller.register(pull, Interest.RECEIVE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void waitEndsWithTimeInterruptionOrClose() {
        Poller poller = context.poller();
        poller.register(context.pull(), Interest.RECEIVE);
        assertThat(poller.await(Duration.ofMillis(5))).isEmpty();

        BackgroundCall<Object> interrupted = BackgroundCall.<Object>of(poller::await).awaitBlocked();
        assertThat(interrupted.interrupt().failure()).isInstanceOf(InterruptedOperationException.class);

        BackgroundCall<Object> closed = BackgroundCall.<Object>of(poller::await).awaitBlocked();
        poller.close();
        poller.close();
        assertThat(closed.failure()).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> poller.await(Duration.ZERO)).isInstanceOf(ClosedException.class);
    }

    @Test
    void contextClosesItsPollers() {
        Poller poller = context.poller();
        PullSocket pull = context.pull();
        poller.register(pull, Interest.RECEIVE);
        BackgroundCall<Object> waiting = BackgroundCall.<Object>of(() -> {
            while (true) {
                // Whoever waits hears first of the socket, which is closed, and then that the poller is.
                assertThat(poller.await()).singleElement().satisfies(
                        ready -> assertThat(ready.socket().isClosed()).isTrue());
            }
        }).awaitBlocked();

        context.close();

        assertThat(waiting.failure()).isInstanceOf(ClosedException.class);
    }

    @Test
    void socketThatClosesLeavesThePoller() {
        PullSocket closing = context.pull();
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        try (Poller poller = context.poller()) {
            poller.register(closing, Interest.RECEIVE);
            Registration registration = poller.register(pull, Interest.RECEIVE);
            closing.close();
            push.send("still here");

            Set<Object> reported = new HashSet<>();
            Deadline.await("the other is reported", () -> {
                for (Registration ready : poller.await(Deadline.PATIENCE)) {
                    reported.add(ready.socket());
                }
                return reported.contains(pull);
            });
            assertThat(nextText(pull)).isEqualTo("still here");
            registration.remove();
        }
    }

    @Test
    void findsTheFewAmongManyThatAreReady() {
        PushSocket push = context.push();
        try (Poller poller = context.poller()) {
            for (int i = 0; i < 300; i++) {
                PullSocket pull = context.pull();
                bind(pull);
                poller.register(pull, Interest.RECEIVE, i);
                if (i % 100 == 7) {
                    push.connect(pull.endpoints().get(0).endpoint());
                }
            }
            awaitConnections(push, 3);
            push.send("a");
            push.send("b");
            push.send("c");
            Set<Object> ready = new HashSet<>();
            Deadline.await("all three are ready", () -> {
                poller.await(Deadline.PATIENCE).forEach(registration -> ready.add(registration.attachment()));
                return ready.size() >= 3;
            });
            assertThat(ready).containsExactlyInAnyOrder(7, 107, 207);
        }
    }

    @Test
    void mayBeAskedInAHandlerOfARegisteredSocket() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        push.send("shown");
        push.send("left");
        try (Poller poller = context.poller()) {
            Registration registration = poller.register(pull, Interest.RECEIVE);
            BackgroundCall.running(() -> pull.receive(view -> assertThat(poller.await(Duration.ZERO)).isEmpty()))
                    .result();
            assertThat(poller.await(Deadline.PATIENCE)).containsExactly(registration);
            assertThat(nextText(pull)).isEqualTo("left");
        }
    }

    @Test
    void handlerOfOneSocketDoesNotHoldUpTheOthers() {
        PullSocket held = context.pull();
        PullSocket free = context.pull();
        PushSocket toHeld = context.push();
        PushSocket toFree = context.push();
        join(held, toHeld);
        join(free, toFree);
        toHeld.send("shown");
        toHeld.send("left");
        try (Poller poller = context.poller(); Handling handling = new Handling(held)) {
            poller.register(held, Interest.RECEIVE);
            Registration other = poller.register(free, Interest.RECEIVE);
            assertThat(await(poller, Duration.ofMillis(5)).result()).as("a time-out holds").isEmpty();

            toFree.send("urgent");
            assertThat(await(poller, Deadline.PATIENCE).result()).containsExactly(other);
            assertThat(nextText(free)).isEqualTo("urgent");

            BackgroundCall<List<Registration>> waiting = await(poller, Deadline.PATIENCE).awaitBlocked();
            handling.end();
            assertThat(waiting.result()).extracting(Registration::socket).containsExactly(held);
            assertThat(nextText(held)).isEqualTo("left");
        }
    }

    @Test
    void whatComesDuringAndAfterAHandlerIsReported() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        try (Poller poller = context.poller()) {
            poller.register(pull, Interest.RECEIVE);
            push.send("shown");
            try (Handling handling = new Handling(pull)) {
                BackgroundCall<List<Registration>> waiting = await(poller, Deadline.PATIENCE).awaitBlocked();
                push.send("during");
                handling.end();
                assertThat(waiting.result()).hasSize(1);
                assertThat(nextText(pull)).isEqualTo("during");
            }
            push.send("shown");
            try (Handling handling = new Handling(pull)) {
                BackgroundCall<List<Registration>> waiting = await(poller, Deadline.PATIENCE).awaitBlocked();
                handling.end();
                push.send("after");
                assertThat(waiting.result()).hasSize(1);
                assertThat(nextText(pull)).isEqualTo("after");
            }
        }
    }

    @Test
    void interruptionAndCloseDoNotWaitForAHandler() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        push.send("shown");
        push.send("left");
        Poller poller = context.poller();
        poller.register(pull, Interest.RECEIVE);
        try (Handling handling = new Handling(pull)) {
            BackgroundCall<Object> interrupted = BackgroundCall.<Object>of(poller::await).awaitBlocked();
            assertThat(interrupted.interrupt().failure()).isInstanceOf(InterruptedOperationException.class);

            BackgroundCall<Object> closed = BackgroundCall.<Object>of(poller::await).awaitBlocked();
            poller.close();
            assertThat(closed.failure()).isInstanceOf(ClosedException.class);
            handling.end();
        }
    }

    @Test
    void missesNothingBesideAnotherReceiver() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        int each = 2000;
        try (Poller poller = context.poller()) {
            poller.register(pull, Interest.RECEIVE);
            BackgroundCall<Void> sender = BackgroundCall.running(() -> {
                for (int i = 0; i < 2 * each; i++) {
                    push.send("" + i);
                }
            });
            BackgroundCall<Void> receiver = BackgroundCall.running(() -> {
                for (int i = 0; i < each; i++) {
                    pull.receive(view -> Thread.onSpinWait());
                }
            });
            for (int received = 0; received < each;) {
                assertThat(poller.await(Deadline.PATIENCE)).as("after " + received + " messages").isNotEmpty();
                received += pull.tryReceive().isPresent() ? 1 : 0;
            }
            sender.result();
            receiver.result();
            assertThat(poller.await(Duration.ZERO)).isEmpty();
        }
    }

    private static BackgroundCall<List<Registration>> await(Poller poller, Duration timeout) {
        return BackgroundCall.of(() -> List.copyOf(poller.await(timeout)));
    }

    /** A handler that looks at the socket's next message until it is told to end. */
    private static final class Handling implements AutoCloseable {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private final BackgroundCall<Void> call;

        Handling(PullSocket pull) {
            call = BackgroundCall.running(() -> pull.receive(view -> {
                begun.countDown();
                awaitTold(over);
            }));
            awaitTold(begun);
        }

        void end() {
            over.countDown();
            call.result();
        }

        @Override
        public void close() {
            over.countDown();
        }

        private static void awaitTold(CountDownLatch latch) {
            Deadline.await("it is told", Deadline.PATIENCE.multipliedBy(2), () -> latch.getCount() == 0);
        }
    }
}

package zlink.engine.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.Message;
import zlink.engine.fake.Crew;
import zlink.engine.fake.FakeSocket;
import zlink.engine.fake.Until;

/** Futures get messages and become complete in their order, wherever one of the threads that serve them is held up. */
class ReceiveOrderTest {

    /** Tasks that run when the test says so. */
    private static final class Held implements Executor {
        private final Deque<Runnable> tasks = new ArrayDeque<>(); // guarded by this
        private final AtomicReference<Runnable> atNext = new AtomicReference<>();

        @Override
        public void execute(Runnable task) {
            synchronized (this) {
                tasks.add(task);
            }
            Runnable interposed = atNext.getAndSet(null);
            if (interposed != null) {
                interposed.run();
            }
        }

        synchronized Runnable next() {
            return tasks.remove();
        }

        synchronized boolean isEmpty() {
            return tasks.isEmpty();
        }

        void runAll() {
            while (!isEmpty()) {
                next().run();
            }
        }
    }

    private final Held events = new Held();
    private final FakeSocket.Pull socket = new FakeSocket.Pull();
    private final AsyncReceiver receiver = new AsyncReceiver(socket::tryReceive, socket, events);

    @AfterEach
    void close() {
        receiver.close();
        events.runAll();
    }

    private CompletableFuture<Message> receive() {
        return receiver.receiveAsync().toCompletableFuture();
    }

    @Test
    void theMessageOfOneThatWaitsIsNotTakenByTheNextCall() {
        CompletableFuture<Message> first = receive();
        socket.deliver("1");
        CompletableFuture<Message> second = receive();

        assertThat(second).as("the first has not even been looked at").isNotDone();
        events.runAll();
        assertThat(first.join().text()).isEqualTo("1");
        assertThat(second).isNotDone();
        socket.deliver("2");
        events.runAll();
        assertThat(second.join().text()).isEqualTo("2");
    }

    @Test
    void noneIsCompleteBeforeAnEarlierOneThatHasItsMessage() {
        CompletableFuture<Message> first = receive();
        CompletableFuture<Message> second = receive();
        AtomicReference<Boolean> inOrder = new AtomicReference<>();
        second.thenRun(() -> inOrder.set(first.isDone()));
        socket.deliver("1");
        socket.deliver("2");

        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        events.atNext.set(() -> { // by who has taken the first message, has asked for the second, and not completed
            held.countDown();
            Until.open(goOn);
        });
        try (Crew crew = new Crew()) {
            crew.start(events.next()::run);
            Until.open(held);
            Thread overtaker = crew.start(events.next()::run);
            Until.holds("the second waits for the first", () -> second.isDone() || isIn(overtaker, "awaitDone"));
            assertThat(socket.inboxSize()).as("messages left").isZero();

            socket.deliver("3");
            CompletableFuture<Message> third = receive();
            assertThat(third).as("nobody waits any more, but the second is not complete").isNotDone();
            goOn.countDown();
            Until.holds("both are complete", () -> first.isDone() && second.isDone());
            events.runAll();
            Until.holds("the third is complete", third::isDone);
            assertThat(third.join().text()).isEqualTo("3");
        }
        assertThat(first.join().text()).isEqualTo("1");
        assertThat(second.join().text()).isEqualTo("2");
        assertThat(inOrder.get()).as("the first was complete when the second became so").isTrue();
    }

    private static boolean isIn(Thread thread, String method) {
        return Arrays.stream(thread.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals(method));
    }
}

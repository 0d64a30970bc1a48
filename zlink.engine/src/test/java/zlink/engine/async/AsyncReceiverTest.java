package zlink.engine.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.ClosedException;
import zlink.api.Message;
import zlink.api.SocketStateException;
import zlink.engine.fake.Crew;
import zlink.engine.fake.FakeSocket;
import zlink.engine.fake.Until;

class AsyncReceiverTest {
    private final ExecutorService events = Executors.newFixedThreadPool(4, work -> new Thread(work, "event"));
    private final FakeSocket.Pull socket = new FakeSocket.Pull();
    private final AsyncReceiver receiver = new AsyncReceiver(socket::tryReceive, socket, events);

    @AfterEach
    void close() throws Exception {
        receiver.close();
        events.shutdown();
        assertThat(events.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void completesAtOnceIfAMessageIsThere() {
        socket.deliver("1");
        socket.deliver("2");
        assertThat(receive().join().text()).isEqualTo("1");
        assertThat(receive()).isCompletedWithValueMatching(message -> message.text().equals("2"));
    }

    @Test
    void completesOnAnEventThread() throws Exception {
        CompletionStage<String> thread = receive().thenApply(message -> Thread.currentThread().getName());
        socket.deliver("1");
        assertThat(Until.done(thread)).isEqualTo("event");
    }

    @Test
    void servesInTheOrderOfTheCalls() throws Exception {
        int count = 1000;
        AtomicInteger overtaken = new AtomicInteger();
        List<CompletableFuture<Message>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CompletableFuture<Message> future = receive();
            CompletableFuture<Message> before = i == 0 ? CompletableFuture.completedFuture(null) : futures.get(i - 1);
            future.thenRun(() -> overtaken.addAndGet(before.isDone() ? 0 : 1));
            futures.add(future);
        }
        try (Crew crew = new Crew()) {
            crew.start(() -> {
                for (int i = 0; i < count; i++) {
                    socket.deliver(String.valueOf(i));
                }
            });
        }
        for (int i = 0; i < count; i++) {
            assertThat(Until.done(futures.get(i)).text()).isEqualTo(String.valueOf(i));
        }
        assertThat(overtaken).hasValue(0);
    }

    @Test
    void losesAndDoublesNothingUnderManyThreads() throws Exception {
        int each = 5_000;
        AtomicInteger received = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(2 * each);
        try (Crew crew = new Crew()) {
            for (int t = 0; t < 2; t++) {
                crew.start(() -> {
                    for (int i = 0; i < each; i++) {
                        socket.deliver("message");
                    }
                });
                crew.start(() -> {
                    for (int i = 0; i < each; i++) {
                        receive().thenRun(() -> {
                            received.incrementAndGet();
                            all.countDown();
                        });
                    }
                });
            }
        }
        Until.open(all);
        assertThat(received).hasValue(2 * each);
        assertThat(socket.inboxSize()).isZero();
    }

    @Test
    void aSlowContinuationHoldsUpNobody() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        CompletionStage<Void> slow = receive().thenAccept(message -> {
            entered.countDown();
            Until.open(goOn);
        });
        CompletableFuture<Message> second = receive();
        CompletableFuture<Message> third = receive();
        socket.deliver("1");
        Until.open(entered);
        socket.deliver("2"); // on this thread, as an I/O loop would
        socket.deliver("3");

        assertThat(Until.done(second).text()).isEqualTo("2");
        assertThat(Until.done(third).text()).isEqualTo("3");
        socket.deliver("4");
        assertThat(Until.done(receive()).text()).isEqualTo("4");
        goOn.countDown();
        Until.done(slow);
    }

    @Test
    void aContinuationMayWaitForTheNextMessage() throws Exception {
        CompletionStage<String> both = receive().thenApply(first -> {
            socket.deliver("2");
            return first.text() + receive().join().text();
        });
        socket.deliver("1");
        assertThat(Until.done(both)).isEqualTo("12");
    }

    @Test
    void aCancelledFutureTakesNoMessage() throws Exception {
        CompletableFuture<Message> first = receive();
        CompletableFuture<Message> second = receive();
        CompletableFuture<Message> third = receive();
        assertThat(first.cancel(false)).isTrue();
        assertThat(first.cancel(false)).as("still cancelled").isTrue();
        assertThat(third.complete(Message.of("mine"))).isTrue();
        socket.deliver("1");

        assertThat(Until.done(second).text()).isEqualTo("1");
        assertThat(second.cancel(false)).isFalse();
        assertThatThrownBy(first::join).isInstanceOf(CancellationException.class);
        assertThat(third.join().text()).isEqualTo("mine");
        socket.deliver("2");
        assertThat(Until.done(receive()).text()).isEqualTo("2");
    }

    @Test
    void aFutureThatTimesOutOrIsCompletedElsewhereTakesNoMessage() throws Exception {
        CompletableFuture<Message> late = receive().orTimeout(1, TimeUnit.MILLISECONDS);
        CompletableFuture<Message> given = receive().completeOnTimeout(Message.of("none"), 1, TimeUnit.MILLISECONDS);
        CompletableFuture<Message> made = receive().completeAsync(() -> Message.of("made"));
        CompletableFuture<Message> forced = receive();
        forced.obtrudeValue(Message.of("forced"));

        assertThatThrownBy(() -> Until.done(late)).hasCauseInstanceOf(TimeoutException.class);
        assertThat(Until.done(given).text()).isEqualTo("none");
        assertThat(Until.done(made).text()).isEqualTo("made");
        assertThat(Until.done(forced).text()).isEqualTo("forced");
        socket.deliver("1");
        assertThat(Until.done(receive()).text()).isEqualTo("1");
    }

    @Test
    void cancellingNeverSwallowsAMessage() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            CompletableFuture<Message> future = receive();
            CompletableFuture<Message> next = receive();
            try (Crew crew = new Crew()) {
                crew.start(() -> socket.deliver("message"));
                future.cancel(false);
            }
            boolean cancelled = future.isCancelled();
            assertThat(Until.done(cancelled ? next : future).text()).isEqualTo("message");
            assertThat(socket.inboxSize()).isZero();
            assertThat(cancelled || next.cancel(false)).isTrue();
        }
    }

    @Test
    void closingFailsWhoWaitsAndWhoComes() throws Exception {
        CompletableFuture<Message> first = receive();
        CompletionStage<String> second = receive().handle((message, failure) -> failure.getClass().getSimpleName()
                + " on " + Thread.currentThread().getName());
        receiver.close();
        receiver.close();

        assertThatThrownBy(() -> Until.done(first)).hasCauseInstanceOf(ClosedException.class);
        assertThat(Until.done(second)).isEqualTo("ClosedException on event");
        assertThatThrownBy(() -> Until.done(receive())).hasCauseInstanceOf(ClosedException.class);
        assertThat(socket.listeners()).isZero();
    }

    @Test
    void aClosedSocketIsNoticedWithoutBeingTold() {
        CompletableFuture<Message> first = receive();
        socket.close();
        assertThatThrownBy(() -> Until.done(first)).hasCauseInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> Until.done(receive())).hasCauseInstanceOf(ClosedException.class);
    }

    @Test
    void aReceiveThatIsNotAllowedFails() throws Exception {
        CompletableFuture<Message> first = receive();
        CompletableFuture<Message> second = receive();
        socket.failReceive(new SocketStateException("not now"));
        socket.deliver("1");
        assertThatThrownBy(() -> Until.done(first)).hasCauseInstanceOf(SocketStateException.class);
        assertThatThrownBy(() -> Until.done(second)).hasCauseInstanceOf(SocketStateException.class);
        assertThatThrownBy(() -> Until.done(receive())).hasCauseInstanceOf(SocketStateException.class);

        socket.failReceive(null);
        assertThat(Until.done(receive()).text()).isEqualTo("1");
    }

    @Test
    void aContinuationThatReceivesAgainDoesNotExhaustTheStack() throws Exception {
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            socket.deliver("message");
        }
        CompletableFuture<Integer> end = new CompletableFuture<>();
        receiveAll(0, count, end);
        assertThat(Until.done(end)).isEqualTo(count);
    }

    private void receiveAll(int before, int count, CompletableFuture<Integer> end) {
        if (before == count) {
            end.complete(before);
            return;
        }
        receive().thenAccept(message -> receiveAll(before + 1, count, end)).exceptionally(failure -> {
            end.completeExceptionally(failure);
            return null;
        });
    }

    private CompletableFuture<Message> receive() {
        return receiver.receiveAsync().toCompletableFuture();
    }
}

package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zlink.api.ClosedException;
import zlink.api.Message;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;

/** Receiving without a thread that waits. */
class AsynchronousReceiveTest extends OverEachTransport {
    private PushSocket push;
    private PullSocket pull;

    @BeforeEach
    void connect() {
        push = context.push();
        pull = context.pull();
        join(pull, push);
    }

    private CompletableFuture<Message> receive() {
        return pull.receiveAsync().toCompletableFuture();
    }

    private static Message resultOf(CompletableFuture<Message> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(Deadline.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void completesWhenAMessageComes() throws Exception {
        CompletableFuture<Message> future = receive();
        assertThat(future).isNotDone();

        push.send(Message.of("two", "frames"));

        assertThat(resultOf(future).texts()).containsExactly("two", "frames");
    }

    @Test
    void completesWithAMessageThatIsThereAlready() throws Exception {
        push.send("early");
        Deadline.await("it is in the queue", () -> pull.statistics().receiveQueue().messages() == 1);

        assertThat(resultOf(receive()).text()).isEqualTo("early");
    }

    @Test
    void callsCompleteInTheOrderTheyWereMade() throws Exception {
        List<CompletableFuture<Message>> futures = new ArrayList<>();
        ConcurrentLinkedQueue<Integer> completed = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Integer> overtakers = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            CompletableFuture<Message> future = receive();
            List<CompletableFuture<Message>> earlier = List.copyOf(futures);
            future.thenRun(() -> {
                if (earlier.stream().allMatch(CompletableFuture::isDone)) {
                    completed.add(number); // continuations may run side by side, but none before an earlier result
                } else {
                    overtakers.add(number);
                }
            });
            futures.add(future);
        }

        for (int i = 0; i < 100; i++) {
            push.send("" + i);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(resultOf(futures.get(i)).text()).isEqualTo("" + i);
        }
        Deadline.await("all have run", () -> completed.size() + overtakers.size() == 100);
        assertThat(overtakers).as("results before those of earlier calls").isEmpty();
        assertThat(List.copyOf(completed)).doesNotHaveDuplicates();
    }

    @Test
    void callbackMayReceiveAgain() {
        ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
        receiveAllInto(received);

        for (int i = 0; i < 5000; i++) {
            push.send("" + i);
        }

        Deadline.await(() -> "5000 received, not " + received.size(), Deadline.PATIENCE,
                () -> received.size() == 5000);
        int expected = 0;
        for (String text : received) {
            assertThat(text).isEqualTo("" + expected++);
        }
    }

    private void receiveAllInto(ConcurrentLinkedQueue<String> received) {
        pull.receiveAsync().thenAccept(message -> {
            received.add(message.text());
            receiveAllInto(received);
        });
    }

    @Test
    void callbackMayBlockWithoutHoldingUpTheConnection() throws Exception {
        PullSocket other = context.pull();
        PushSocket feeder = context.push();
        join(other, feeder);
        CompletableFuture<String> blocked = receive().thenApply(message -> nextText(other));
        push.send("start");

        feeder.send("finish");

        assertThat(blocked.get(Deadline.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo("finish");
    }

    @Test
    void closingTheSocketFailsWhoeverWaits() {
        CompletableFuture<Message> first = receive();
        CompletableFuture<Message> second = receive();

        pull.close();

        assertThatThrownBy(() -> resultOf(first)).hasCauseInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> resultOf(second)).hasCauseInstanceOf(ClosedException.class);
    }

    @Test
    void closingTheContextFailsWhoeverWaits() {
        CompletableFuture<Message> future = receive();

        context.close();

        assertThatThrownBy(() -> resultOf(future)).hasCauseInstanceOf(ClosedException.class);
    }

    @Test
    void callThatWasCancelledTakesNoMessage() throws Exception {
        CompletableFuture<Message> cancelled = receive();
        CompletableFuture<Message> waiting = receive();
        cancelled.cancel(false);

        push.send("for who still waits");

        assertThat(resultOf(waiting).text()).isEqualTo("for who still waits");
    }

    @Test
    void callInAHandlerCompletesAfterIt() throws Exception {
        push.send("shown");
        push.send("next");
        AtomicReference<CompletableFuture<Message>> future = new AtomicReference<>();

        pull.receive(view -> {
            future.set(receive());
            assertThat(future.get()).isNotDone();
        });

        assertThat(resultOf(future.get()).text()).isEqualTo("next");
    }

    @Test
    void callInAHandlerOfTheLastMessageCompletesWithTheNext() throws Exception {
        push.send("last");
        AtomicReference<CompletableFuture<Message>> future = new AtomicReference<>();
        pull.receive(view -> future.set(receive()));

        push.send("next");

        assertThat(resultOf(future.get()).text()).isEqualTo("next");
    }

    @Test
    void callAndSubscriptionWaitForAHandlerElsewhere() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        push.send("shown");
        BackgroundCall<Void> handling = BackgroundCall.running(() -> pull.receive(view -> {
            begun.countDown();
            Deadline.await("the handler may end", () -> over.getCount() == 0);
        }));
        assertThat(begun.await(Deadline.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

        CompletableFuture<Message> future = receive();
        CompletableFuture<Message> item = new CompletableFuture<>();
        pull.messages().subscribe(new FirstItem(item));
        push.send("one");
        push.send("two");
        assertThat(future).isNotDone();
        assertThat(item).isNotDone();
        over.countDown();

        handling.result();
        assertThat(List.of(resultOf(future).text(), resultOf(item).text())).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void closingDuringAHandlerFailsWhoeverWaits() {
        push.send("shown");
        push.send("left");
        AtomicReference<CompletableFuture<Message>> future = new AtomicReference<>();
        pull.receive(view -> {
            future.set(receive());
            pull.close();
            assertThatThrownBy(() -> resultOf(future.get())).hasCauseInstanceOf(ClosedException.class);
            assertThatThrownBy(() -> resultOf(receive())).hasCauseInstanceOf(ClosedException.class);
        });
    }

    /** Asks for one message. */
    private record FirstItem(CompletableFuture<Message> item) implements Flow.Subscriber<Message> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Message message) {
            item.complete(message);
        }

        @Override
        public void onError(Throwable failure) {
            item.completeExceptionally(failure);
        }

        @Override
        public void onComplete() { }
    }
}

package zlink.tests.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import zlink.api.Message;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Filling;

/** Receiving as a {@link Flow.Publisher}: the subscriber's demand is the peers' backpressure. */
class MessagePublisherTest extends OverEachTransport {

    /** Keeps what comes and asks for as much as it is told to. */
    private static final class Recorder implements Flow.Subscriber<Message> {
        private final List<String> received = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final CompletableFuture<String> end = new CompletableFuture<>();
        private final long initialDemand;
        private final long further;

        private Recorder(long initialDemand, long further) {
            this.initialDemand = initialDemand;
            this.further = further;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            if (initialDemand > 0) {
                given.request(initialDemand);
            }
            subscription.complete(given);
        }

        @Override
        public void onNext(Message message) {
            received.add(message.text());
            if (further > 0) {
                subscription.join().request(further);
            }
        }

        @Override
        public void onError(Throwable problem) {
            end.complete(problem.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            end.complete("complete");
        }

        private Flow.Subscription subscription() {
            return subscription.orTimeout(Deadline.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        }

        private String end() {
            return end.orTimeout(Deadline.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        }

        private void awaitReceived(int count) {
            Deadline.await(() -> count + " received, not " + received.size(), Deadline.PATIENCE,
                    () -> received.size() >= count);
            assertThat(received).hasSize(count);
        }
    }

    @Test
    void nothingIsTakenWithoutDemand() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        Recorder recorder = new Recorder(0, 0);
        pull.messages().subscribe(recorder);
        Flow.Subscription subscription = recorder.subscription();
        for (int i = 0; i < 10; i++) {
            push.send("" + i);
        }
        Deadline.await("all are in the queue", () -> pull.statistics().receiveQueue().messages() == 10);
        assertThat(recorder.received).isEmpty();

        subscription.request(3);
        recorder.awaitReceived(3);
        Deadline.await("the rest stays in the queue", () -> pull.statistics().receiveQueue().messages() == 7);

        subscription.request(1);
        subscription.request(2);
        recorder.awaitReceived(6);
        assertThat(recorder.received).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void subscriberThatAsksForOneAtATimeGetsAllInOrder() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        Recorder recorder = new Recorder(1, 1);
        pull.messages().subscribe(recorder);

        for (int i = 0; i < 5000; i++) {
            push.send("" + i);
        }

        recorder.awaitReceived(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(recorder.received.get(i)).isEqualTo("" + i);
        }
    }

    @Test
    void unlimitedDemandGetsAllInOrder() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        Recorder recorder = new Recorder(Long.MAX_VALUE, Long.MAX_VALUE);
        pull.messages().subscribe(recorder);

        for (int i = 0; i < 5000; i++) {
            push.send("" + i);
        }

        recorder.awaitReceived(5000);
    }

    @Test
    void lackOfDemandHoldsThePeerBack() {
        PullSocket pull = context.pull(narrow(4));
        PushSocket push = context.push(narrow(4));
        join(pull, push);
        Recorder recorder = new Recorder(2, 0);
        pull.messages().subscribe(recorder);
        byte[] large = "x".repeat(32 << 10).getBytes(US_ASCII);
        int sent = Filling.fill(i -> push.send(large, Deadline.A_WHILE));
        recorder.awaitReceived(2);

        recorder.subscription().request(Long.MAX_VALUE);

        recorder.awaitReceived(sent);
    }

    @Test
    void cancelledSubscriberGetsNoMoreAndNothingIsLost() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        Recorder recorder = new Recorder(1, 0);
        pull.messages().subscribe(recorder);
        push.send("0");
        recorder.awaitReceived(1);

        recorder.subscription().cancel();
        push.send("1");
        push.send("2");

        assertThat(nextTexts(pull, 2)).containsExactly("1", "2");
        Recorder next = new Recorder(10, 0);
        pull.messages().subscribe(next);
        push.send("3");
        next.awaitReceived(1);
        assertThat(next.received).containsExactly("3");
        assertThat(recorder.received).containsExactly("0");
    }

    @Test
    void secondSubscriberIsRefusedWhileTheFirstIsThere() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        Recorder first = new Recorder(10, 0);
        Recorder second = new Recorder(10, 0);
        pull.messages().subscribe(first);
        first.subscription();

        pull.messages().subscribe(second);

        assertThat(second.end()).isEqualTo("IllegalStateException");
        push.send("for the first");
        first.awaitReceived(1);
        assertThat(second.received).isEmpty();
    }

    @Test
    void demandThatIsNotPositiveIsAnError() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        join(pull, push);
        Recorder recorder = new Recorder(0, 0);
        pull.messages().subscribe(recorder);

        recorder.subscription().request(0);

        assertThat(recorder.end()).isEqualTo("IllegalArgumentException");
        push.send("not lost");
        assertThat(nextText(pull)).isEqualTo("not lost");
    }

    @Test
    void closingTheSocketEndsTheSubscription() {
        PullSocket pull = context.pull();
        Recorder recorder = new Recorder(10, 0);
        pull.messages().subscribe(recorder);
        recorder.subscription();

        pull.close();

        assertThat(recorder.end()).isIn("complete", "ClosedException");
    }
}

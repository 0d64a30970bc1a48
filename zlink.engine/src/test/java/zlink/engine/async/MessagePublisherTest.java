package zlink.engine.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.ClosedException;
import zlink.api.Message;
import zlink.api.SocketStateException;
import zlink.engine.fake.Crew;
import zlink.engine.fake.FakeSocket;
import zlink.engine.fake.Recorder;
import zlink.engine.fake.Until;

/** The rules of Reactive Streams that a publisher and its subscription have to keep; numbers are those of the rules. */
class MessagePublisherTest {
    private final ExecutorService events = Executors.newFixedThreadPool(4);
    private final FakeSocket.Pull socket = new FakeSocket.Pull();
    private final AsyncReceiver receiver = new AsyncReceiver(socket::tryReceive, socket, events);
    private final Recorder<Message> subscriber = new Recorder<>();

    @AfterEach
    void close() throws Exception {
        receiver.close();
        events.shutdown();
        assertThat(events.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(subscriber.overlaps()).as("1.3: signals are serial").isZero();
    }

    @Test
    void takesFromTheSocketWhatIsRequestedAndNoMore() throws Exception {
        receiver.messages().subscribe(subscriber);
        deliver(0, 5);
        assertThat(socket.inboxSize()).isEqualTo(5);

        subscriber.request(2);
        expect(0, 2);
        assertThat(socket.inboxSize()).as("1.1").isEqualTo(3);

        subscriber.request(4);
        expect(2, 5);
        deliver(5, 8);
        expect(5, 6);
        assertThat(socket.inboxSize()).isEqualTo(2);
        assertThat(subscriber.waiting()).isZero();
    }

    @Test
    void demandAddsUpAndDoesNotOverflow() throws Exception {
        receiver.messages().subscribe(subscriber);
        subscriber.request(Long.MAX_VALUE);
        subscriber.request(Long.MAX_VALUE);
        subscriber.request(1);
        deliver(0, 1000);
        expect(0, 1000);
    }

    @Test
    void keepsTheOrderWhileMessagesCome() throws Exception {
        int count = 50_000;
        receiver.messages().subscribe(subscriber);
        subscriber.request(Long.MAX_VALUE);
        try (Crew crew = new Crew()) {
            crew.start(() -> deliver(0, count));
            expect(0, count);
        }
    }

    @Test
    void requestsFromOnNextDoNotExhaustTheStack() throws Exception {
        int count = 50_000;
        Recorder<Message> oneByOne = new Recorder<>() {
            @Override
            protected void subscribed() {
                request(1);
            }

            @Override
            protected void took(Message item) {
                request(1);
            }
        };
        deliver(0, count);
        receiver.messages().subscribe(oneByOne);
        for (int i = 0; i < count; i++) {
            assertThat(((Message) oneByOne.next()).text()).isEqualTo(String.valueOf(i));
        }
        assertThat(oneByOne.overlaps()).as("3.3").isZero();
    }

    @Test
    void nothingIsSignalledBeforeOnSubscribeReturns() throws Exception {
        CountDownLatch requested = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Recorder<Message> slow = new Recorder<>() {
            @Override
            protected void subscribed() {
                request(1);
                requested.countDown();
                Until.open(goOn);
            }
        };
        deliver(0, 1);
        try (Crew crew = new Crew()) {
            crew.start(() -> receiver.messages().subscribe(slow));
            Until.open(requested);
            events.submit(() -> { }).get(5, TimeUnit.SECONDS);
            assertThat(slow.waiting()).isZero();
            goOn.countDown();
        }
        assertThat(((Message) slow.next()).text()).isEqualTo("0");
        assertThat(slow.overlaps()).isZero();
    }

    @Test
    void aBadRequestIsAnError() throws Exception {
        receiver.messages().subscribe(subscriber);
        subscriber.request(0);
        assertThat(subscriber.next()).as("3.9").isInstanceOf(IllegalArgumentException.class);
        subscriber.request(-1);
        subscriber.request(1);
        deliver(0, 1);
        Recorder<Message> successor = subscribeNext();
        successor.request(1);
        assertThat(((Message) successor.next()).text()).isEqualTo("0");
        assertThat(subscriber.waiting()).as("1.7: nothing after the error").isZero();
    }

    @Test
    void nothingIsTakenAfterCancelling() throws Exception {
        Deque<Runnable> turns = new ArrayDeque<>();
        FakeSocket.Pull quiet = new FakeSocket.Pull();
        AsyncReceiver inTurns = new AsyncReceiver(quiet::tryReceive, quiet, turns::add);
        inTurns.messages().subscribe(subscriber);
        subscriber.request(10);
        quiet.deliver("0");
        runAll(turns);
        expect(0, 1);
        subscriber.cancel();
        subscriber.cancel();
        subscriber.request(5);
        quiet.deliver("1");
        quiet.deliver("2");
        runAll(turns);

        Recorder<Message> successor = new Recorder<>();
        inTurns.messages().subscribe(successor);
        successor.request(2);
        runAll(turns);
        assertThat(((Message) successor.next()).text()).isEqualTo("1");
        assertThat(((Message) successor.next()).text()).isEqualTo("2");
        assertThat(subscriber.waiting()).isZero();
    }

    @Test
    void whatWasBeingTakenWhenCancellingCameIsStillSignalled() throws Exception {
        Deque<Runnable> turns = new ArrayDeque<>();
        FakeSocket.Pull quiet = new FakeSocket.Pull();
        AsyncReceiver inTurns = new AsyncReceiver(() -> {
            subscriber.cancel(); // another thread's, between the turn's look at its state and the take
            return quiet.tryReceive();
        }, quiet, turns::add);
        quiet.deliver("0");
        quiet.deliver("1");
        inTurns.messages().subscribe(subscriber);
        subscriber.request(10);
        runAll(turns);
        expect(0, 1);
        assertThat(subscriber.waiting()).isZero();
        assertThat(quiet.inboxSize()).as("left for the next one").isEqualTo(1);
    }

    @Test
    void cancellingFromOnNextTakesNoMore() throws Exception {
        Recorder<Message> brief = new Recorder<>() {
            @Override
            protected void took(Message item) {
                cancel();
            }
        };
        deliver(0, 10);
        receiver.messages().subscribe(brief);
        brief.request(Long.MAX_VALUE);
        brief.next();
        subscribeNext();
        assertThat(socket.inboxSize()).isEqualTo(9);
        assertThat(brief.waiting()).isZero();
    }

    @Test
    void aSecondSubscriberIsRefused() throws Exception {
        receiver.messages().subscribe(subscriber);
        Recorder<Message> second = new Recorder<>();
        receiver.messages().subscribe(second);
        assertThat(second.next()).isInstanceOf(IllegalStateException.class);
        second.request(1);
        second.cancel();

        deliver(0, 1);
        subscriber.request(1);
        expect(0, 1);
        assertThat(second.waiting()).isZero();
    }

    @Test
    void closingCompletes() throws Exception {
        receiver.messages().subscribe(subscriber);
        deliver(0, 1);
        receiver.close();
        assertThat(subscriber.next()).isEqualTo(Recorder.COMPLETE);
        subscriber.request(1);

        Recorder<Message> late = new Recorder<>();
        receiver.messages().subscribe(late);
        assertThat(late.next()).isInstanceOf(ClosedException.class);
        assertThat(subscriber.waiting()).isZero();
    }

    @Test
    void aClosedSocketIsNoticedWithoutBeingTold() throws Exception {
        receiver.messages().subscribe(subscriber);
        subscriber.request(1);
        socket.close();
        assertThat(subscriber.next()).isEqualTo(Recorder.COMPLETE);
    }

    @Test
    void aReceiveThatIsNotAllowedIsAnError() throws Exception {
        socket.failReceive(new SocketStateException("not now"));
        receiver.messages().subscribe(subscriber);
        subscriber.request(1);
        assertThat(subscriber.next()).isInstanceOf(SocketStateException.class);
    }

    @Test
    void aSubscriberThatThrowsIsCancelled() throws Exception {
        Recorder<Message> faulty = new Recorder<>() {
            @Override
            protected void took(Message item) {
                throw new IllegalStateException("no");
            }
        };
        deliver(0, 2);
        receiver.messages().subscribe(faulty);
        faulty.request(5);
        assertThat(((Message) faulty.next()).text()).isEqualTo("0");
        subscribeNext();
        assertThat(socket.inboxSize()).isEqualTo(1);
        assertThat(faulty.waiting()).isZero();
    }

    @Test
    void futuresAndTheSubscriberShareTheMessages() throws Exception {
        receiver.messages().subscribe(subscriber);
        subscriber.request(1);
        var future = receiver.receiveAsync();
        deliver(0, 2);
        Message one = Until.done(future);
        Message other = (Message) subscriber.next();
        assertThat(one.text()).isIn("0", "1").isNotEqualTo(other.text());
    }

    @Test
    void aSubscriberIsNeeded() {
        assertThatNullPointerException().as("1.9").isThrownBy(() -> receiver.messages().subscribe(null));
    }

    /** Its predecessor's end becomes known on another thread. */
    private Recorder<Message> subscribeNext() throws InterruptedException {
        for (int i = 0; i < 1_000_000; i++) {
            Recorder<Message> next = new Recorder<>();
            receiver.messages().subscribe(next);
            if (next.waiting() == 0) {
                return next;
            }
            Thread.yield();
        }
        throw new AssertionError("the seat stays taken");
    }

    private void deliver(int from, int to) {
        for (int i = from; i < to; i++) {
            socket.deliver(String.valueOf(i));
        }
    }

    private static void runAll(Deque<Runnable> turns) {
        while (!turns.isEmpty()) {
            turns.poll().run();
        }
    }

    private void expect(int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            Object signal = subscriber.next();
            assertThat(signal).isInstanceOf(Message.class);
            assertThat(((Message) signal).text()).isEqualTo(String.valueOf(i));
        }
    }
}

package zlink.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zlink.api.Endpoint;
import zlink.api.MonitorEvent;
import zlink.api.MonitorEvent.AcceptFailed;
import zlink.api.MonitorEvent.MonitorStopped;
import zlink.api.MonitorHandle;
import zlink.api.MonitorListener;
import zlink.engine.fake.Crew;
import zlink.engine.fake.Recorder;
import zlink.engine.fake.Until;

class SocketMonitorTest {
    private static final int QUEUE_LENGTH = 8;
    private static final Endpoint ENDPOINT = Endpoint.of("tcp://127.0.0.1:5555");

    private final EventExecutor events = new EventExecutor(Thread::new, "event");
    private final SocketMonitor monitor = new SocketMonitor(events, QUEUE_LENGTH);
    private final BlockingQueue<MonitorEvent> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        monitor.stop();
        events.close();
    }

    @Test
    void handlesSayWhatTheyAre() {
        MonitorListener listener = heard::add;
        assertThat(monitor.add(listener)).hasToString("monitoring by " + listener);
    }

    @Test
    void isActiveWhileSomebodyListens() {
        assertThat(monitor.isActive()).isFalse();
        MonitorHandle first = monitor.add(heard::add);
        MonitorHandle second = monitor.add(heard::add);
        assertThat(monitor.isActive()).isTrue();
        first.close();
        first.close();
        assertThat(monitor.isActive()).isTrue();
        second.close();
        assertThat(monitor.isActive()).isFalse();

        Recorder<MonitorEvent> subscriber = new Recorder<>();
        monitor.publisher().subscribe(subscriber);
        assertThat(monitor.isActive()).isTrue();
        subscriber.cancel();
        assertThat(monitor.isActive()).isFalse();

        monitor.add(heard::add);
        monitor.stop();
        assertThat(monitor.isActive()).isFalse();
    }

    @Test
    void tellsEveryListenerInOrder() throws Exception {
        BlockingQueue<MonitorEvent> heardToo = new LinkedBlockingQueue<>();
        monitor.add(heard::add);
        monitor.add(heardToo::add);
        for (int i = 0; i < 1000; i++) {
            monitor.emit(event(i));
            assertThat(number(Until.next(heard))).isEqualTo(i);
            assertThat(number(Until.next(heardToo))).isEqualTo(i);
        }
        assertThat(monitor.dropped()).isZero();
    }

    @Test
    void tellsOneThingAtATimeAndAlwaysTheEnd() throws Exception {
        int count = 20_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger disorder = new AtomicInteger();
        AtomicInteger last = new AtomicInteger(-1);
        CountDownLatch stopped = new CountDownLatch(1);
        monitor.add(event -> {
            overlaps.addAndGet(inside.getAndIncrement());
            if (event instanceof MonitorStopped) {
                stopped.countDown();
            } else {
                disorder.addAndGet(last.getAndSet(number(event)) < number(event) ? 0 : 1);
            }
            inside.decrementAndGet();
        });
        try (Crew crew = new Crew()) {
            crew.start(() -> {
                for (int i = 0; i < count; i++) {
                    monitor.emit(event(i));
                }
                monitor.stop();
            });
        }
        Until.open(stopped);
        assertThat(overlaps).hasValue(0);
        assertThat(disorder).hasValue(0);
        assertThat(last).hasValue(count - 1);
    }

    @Test
    void aSlowListenerLosesItsOldestEventsAndHoldsUpNobody() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        BlockingQueue<MonitorEvent> heardSlowly = new LinkedBlockingQueue<>();
        monitor.add(event -> {
            entered.countDown();
            Until.open(goOn);
            heardSlowly.add(event);
        });
        monitor.add(heard::add);
        monitor.emit(event(0));
        Until.open(entered);
        assertThat(number(Until.next(heard))).isZero();
        for (int i = 1; i <= QUEUE_LENGTH + 3; i++) {
            monitor.emit(event(i));
            assertThat(number(Until.next(heard))).isEqualTo(i);
        }
        assertThat(monitor.dropped()).isEqualTo(3);
        goOn.countDown();
        assertThat(number(Until.next(heardSlowly))).isZero();
        for (int i = 4; i <= QUEUE_LENGTH + 3; i++) {
            assertThat(number(Until.next(heardSlowly))).isEqualTo(i);
        }
    }

    @Test
    void aListenerThatThrowsIsToldOfTheNext() throws Exception {
        monitor.add(event -> {
            heard.add(event);
            throw new IllegalStateException("a listener's own fault");
        });
        monitor.emit(event(0));
        monitor.emit(event(1));
        assertThat(number(Until.next(heard))).isZero();
        assertThat(number(Until.next(heard))).isEqualTo(1);
    }

    @Test
    void theEndIsTheLastThing() throws Exception {
        monitor.add(heard::add);
        monitor.emit(event(0));
        monitor.stop();
        monitor.emit(event(1));
        monitor.stop();
        assertThat(number(Until.next(heard))).isZero();
        assertThat(Until.next(heard)).isInstanceOf(MonitorStopped.class);

        monitor.add(heard::add);
        assertThat(Until.next(heard)).as("who comes late").isInstanceOf(MonitorStopped.class);
        events.close();
        assertThat(heard).isEmpty();
    }

    @Test
    void closingTheHandleEndsItsListenerOnly() throws Exception {
        BlockingQueue<MonitorEvent> heardToo = new LinkedBlockingQueue<>();
        MonitorHandle handle = monitor.add(heard::add);
        monitor.add(heardToo::add);
        monitor.emit(event(0));
        handle.close();
        handle.close();
        monitor.emit(event(1));

        assertThat(number(Until.next(heard))).isZero();
        assertThat(Until.next(heard)).isInstanceOf(MonitorStopped.class);
        assertThat(number(Until.next(heardToo))).isZero();
        assertThat(number(Until.next(heardToo))).isEqualTo(1);
        monitor.stop();
        assertThat(Until.next(heardToo)).isInstanceOf(MonitorStopped.class);
        events.close();
        assertThat(heard).isEmpty();
        assertThat(heardToo).isEmpty();
    }

    @Test
    void eachSubscriberGetsWhatItRequests() throws Exception {
        Recorder<MonitorEvent> eager = new Recorder<>();
        Recorder<MonitorEvent> lazy = new Recorder<>();
        monitor.publisher().subscribe(eager);
        monitor.emit(event(0));
        monitor.publisher().subscribe(lazy);
        eager.request(Long.MAX_VALUE);
        for (int i = 1; i <= QUEUE_LENGTH + 2; i++) {
            monitor.emit(event(i));
            assertThat(number((MonitorEvent) eager.next())).isEqualTo(i - 1);
        }
        assertThat(lazy.waiting()).isZero();
        assertThat(monitor.dropped()).isEqualTo(2);
        lazy.request(1);
        assertThat(number((MonitorEvent) lazy.next())).isEqualTo(3);
        lazy.request(Long.MAX_VALUE);
        for (int i = 4; i <= QUEUE_LENGTH + 2; i++) {
            assertThat(number((MonitorEvent) lazy.next())).isEqualTo(i);
        }
        assertThat(eager.overlaps() + lazy.overlaps()).isZero();
    }

    @Test
    void aSubscriberIsToldOfTheEndAndCompleted() throws Exception {
        Recorder<MonitorEvent> subscriber = new Recorder<>();
        monitor.publisher().subscribe(subscriber);
        monitor.emit(event(0));
        monitor.stop();
        monitor.emit(event(1));
        subscriber.request(1);
        assertThat(number((MonitorEvent) subscriber.next())).isZero();
        subscriber.request(1);
        assertThat(subscriber.next()).isInstanceOf(MonitorStopped.class);
        assertThat(subscriber.next()).isEqualTo(Recorder.COMPLETE);

        Recorder<MonitorEvent> late = new Recorder<>();
        monitor.publisher().subscribe(late);
        late.request(5);
        assertThat(late.next()).isInstanceOf(MonitorStopped.class);
        assertThat(late.next()).isEqualTo(Recorder.COMPLETE);
    }

    @Test
    void aBadRequestIsAnErrorAndEndsTheSubscription() throws Exception {
        Recorder<MonitorEvent> subscriber = new Recorder<>();
        monitor.publisher().subscribe(subscriber);
        subscriber.request(-3);
        assertThat(subscriber.next()).isInstanceOf(IllegalArgumentException.class);
        assertThat(monitor.isActive()).isFalse();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatNullPointerException().isThrownBy(() -> monitor.add(null));
        assertThatNullPointerException().isThrownBy(() -> monitor.publisher().subscribe(null));
        assertThatIllegalArgumentException().isThrownBy(() -> new SocketMonitor(events, 0));
        assertThat(monitor.isActive()).isFalse();
    }

    private static MonitorEvent event(int number) {
        return new AcceptFailed(ENDPOINT, String.valueOf(number), Instant.EPOCH);
    }

    private static int number(MonitorEvent event) {
        return Integer.parseInt(((AcceptFailed) event).detail());
    }
}

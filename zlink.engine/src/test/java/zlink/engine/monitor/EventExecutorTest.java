package zlink.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import zlink.engine.fake.Crew;
import zlink.engine.fake.Until;

class EventExecutorTest {
    private final Set<Thread> made = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @Test
    void startsNoThreadBeforeItIsNeeded() {
        open().close();
        assertThat(made).isEmpty();
    }

    @Test
    void runsOnAFewNamedThreads() throws Exception {
        try (EventExecutor events = open()) {
            CountDownLatch goOn = new CountDownLatch(1);
            for (int i = 0; i < 20; i++) {
                events.execute(() -> {
                    ran.add(Thread.currentThread().getName());
                    Until.open(goOn);
                });
            }
            for (int i = 0; i < 4; i++) {
                assertThat(Until.next(ran)).matches("zlink-event-[0-3]");
            }
            assertThat(made).hasSize(4);
            goOn.countDown();
        }
        assertThat(ran).as("all that was asked for before it closed").hasSize(16);
    }

    @Test
    void closingEndsItsThreads() throws Exception {
        EventExecutor events = open();
        events.execute(() -> ran.add("before"));
        events.close();
        events.close();
        assertThat(ran).containsExactly("before");
        for (Thread thread : made) {
            Until.ended(thread);
        }
    }

    @Test
    void aTaskAfterTheEndIsRunAllTheSame() throws Exception {
        EventExecutor events = open();
        events.close();
        events.execute(() -> ran.add("late"));
        assertThat(Until.next(ran)).isEqualTo("late");
        for (Thread thread : made) {
            Until.ended(thread);
        }
    }

    @Test
    void aTaskMayCloseIt() throws Exception {
        EventExecutor events = open();
        CountDownLatch closed = new CountDownLatch(1);
        long startNs = System.nanoTime();
        events.execute(() -> {
            events.close();
            closed.countDown();
        });
        Until.open(closed);
        assertThat(System.nanoTime() - startNs).as("without waiting for itself").isLessThan(900_000_000L);
    }

    @Test
    void aTaskThatThrowsDoesNotEndItsThread() throws Exception {
        try (EventExecutor events = open()) {
            for (int i = 0; i < 20; i++) {
                events.execute(() -> {
                    throw new IllegalStateException("a task's own fault");
                });
            }
            events.execute(() -> ran.add("next"));
            assertThat(Until.next(ran)).isEqualTo("next");
            assertThat(made).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void anInterruptedThreadMayCloseIt() throws Exception {
        EventExecutor events = open();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        events.execute(() -> {
            entered.countDown();
            Until.open(goOn);
            ran.add("to its end");
        });
        Until.open(entered);
        try (Crew crew = new Crew()) {
            crew.start(() -> {
                Thread.currentThread().interrupt();
                events.close();
                assertThat(Thread.interrupted()).isTrue();
            });
        }
        goOn.countDown();
        assertThat(Until.next(ran)).isEqualTo("to its end");
    }

    private EventExecutor open() {
        return new EventExecutor(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            made.add(thread);
            return thread;
        }, "zlink-event");
    }
}

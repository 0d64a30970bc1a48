package zlink.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import zlink.engine.sync.Waiters;

/**
 * Threads that wait for a socket are woken.
 *
 * <p>A waiter enrols, looks, and parks, as in a socket. One whose turn has come before it looks does not park: the
 * shorter a wake-up is, the more often that happens.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WakeUpBenchmark {

    /** What every message does that nobody is waiting for. */
    @Benchmark
    @Threads(1)
    public boolean wakeNobody(Nobody nobody) {
        nobody.waiters.wakeOne();
        return nobody.waiters.any();
    }

    /** Wakes a thread and waits until it has woken us: two wake-ups, and what two waiters allocate. */
    @Benchmark
    @Threads(1)
    public long roundTrip(Partner partner) {
        long asked = partner.asked.incrementAndGet(); // volatile, so that no waiter is overlooked
        partner.there.wakeOne();
        return await(partner.here, partner.answered, asked);
    }

    /** Waits until a count has come so far; returns it. */
    private static long await(Waiters waiters, AtomicLong count, long far) {
        Waiters.Waiter waiter = waiters.enrol();
        try {
            for (;;) {
                long seen = count.get();
                if (seen >= far) {
                    return seen;
                }
                waiter.park(Long.MAX_VALUE);
                waiter.again();
            }
        } finally {
            waiters.leave(waiter, true);
        }
    }

    /** Waiters among whom there is nobody. */
    @State(Scope.Thread)
    public static class Nobody {
        private final Waiters waiters = new Waiters();
    }

    /** The thread that is woken and wakes us. */
    @State(Scope.Thread)
    public static class Partner {
        private static final long ENOUGH = Long.MAX_VALUE;

        private final Waiters here = new Waiters();
        private final Waiters there = new Waiters();
        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong answered = new AtomicLong();
        private Thread thread;

        /** Starts it. */
        @Setup
        public void start() {
            thread = new Thread(this::answer, "partner");
            thread.setDaemon(true);
            thread.start();
        }

        /** Ends it. */
        @TearDown
        public void stop() throws InterruptedException {
            asked.set(ENOUGH);
            there.wakeOne();
            thread.join();
        }

        private void answer() {
            for (long seen = await(there, asked, 1); seen != ENOUGH; seen = await(there, asked, seen + 1)) {
                answered.set(seen);
                here.wakeOne();
            }
        }
    }
}

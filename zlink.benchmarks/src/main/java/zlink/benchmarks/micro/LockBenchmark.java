package zlink.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import zlink.engine.sync.SocketLock;

/** A socket's lock is taken and given back, with a moment's work in between. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LockBenchmark {
    private final SocketLock lock = new SocketLock();
    private long count; // guarded by lock

    /** By the only thread there is; returns how often by now. */
    @Benchmark
    @Threads(1)
    public long uncontended() {
        return count();
    }

    /** By one of two threads that do nothing else; whoever has to park allocates. Returns how often by now. */
    @Benchmark
    @Threads(2)
    public long contended() {
        return count();
    }

    private long count() {
        lock.lock();
        try {
            return ++count;
        } finally {
            lock.unlock();
        }
    }
}

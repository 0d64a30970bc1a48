package zlink.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import zlink.benchmarks.measure.Outcome.Allocated;

/**
 * What the process uses between two moments.
 *
 * <p>Each thread that measures says itself what it has allocated, since it alone can be asked for that without a stop.
 */
final class Meter {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean(); // null: none
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Set<Long> measuring; // the ids of the threads that speak for themselves
    private long startedNs;
    private long cpuAtStartNs;
    private long compiledAtStartNs;
    private long othersAtStart;
    private long elapsedNs;
    private long cpuNs;
    private long compiledNs;
    private long others;

    /** Leaves out the allocations of some threads. */
    Meter(Set<Long> measuring) {
        this.measuring = Set.copyOf(measuring);
    }

    /** The first moment. */
    void start() {
        othersAtStart = allocatedByOthers();
        compiledAtStartNs = compiledNsSoFar();
        cpuAtStartNs = SYSTEM.getProcessCpuTime();
        startedNs = System.nanoTime();
    }

    /** The second moment. */
    void stop() {
        elapsedNs = System.nanoTime() - startedNs;
        cpuNs = SYSTEM.getProcessCpuTime() - cpuAtStartNs;
        compiledNs = compiledAtStartNs == Outcome.UNKNOWN ? Outcome.UNKNOWN : compiledNsSoFar() - compiledAtStartNs;
        others = Math.max(0, allocatedByOthers() - othersAtStart); // less if a thread has ended
    }

    long startedNs() {
        return startedNs;
    }

    long elapsedNs() {
        return elapsedNs;
    }

    long cpuNs() {
        return cpuNs;
    }

    long compiledNs() {
        return compiledNs;
    }

    private static long compiledNsSoFar() {
        return COMPILERS != null && COMPILERS.isCompilationTimeMonitoringSupported()
                ? COMPILERS.getTotalCompilationTime() * 1_000_000 : Outcome.UNKNOWN;
    }

    /** Together with what the measuring threads have said. */
    Allocated allocated(long senders, long receivers) {
        return new Allocated(senders, receivers, others);
    }

    /** What the calling thread has allocated since it began. */
    static long allocatedByThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private long allocatedByOthers() {
        long sum = 0;
        long self = Thread.currentThread().getId();
        for (long id : THREADS.getAllThreadIds()) {
            if (id != self && !measuring.contains(id)) {
                sum += Math.max(0, THREADS.getThreadAllocatedBytes(id)); // -1 once it has ended
            }
        }
        return sum;
    }

    /** The most memory the process has had, where the system says so. */
    static long peakRssBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException notLinux) {
            // then nobody knows
        }
        return Outcome.UNKNOWN;
    }
}

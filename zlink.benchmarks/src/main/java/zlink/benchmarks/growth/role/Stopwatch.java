package zlink.benchmarks.growth.role;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import zlink.benchmarks.measure.Fields;

/** Time, and what the process has used of all processors meanwhile. */
final class Stopwatch {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long cpuNs = SYSTEM.getProcessCpuTime();
    private final long startedNs = System.nanoTime();

    /** The answer for what was done since this was made. */
    Fields stop(long messages) {
        long elapsedNs = System.nanoTime() - startedNs;
        return new Fields().with("messages", messages).with("elapsed_ns", Math.max(1, elapsedNs))
                .with("cpu_ns", SYSTEM.getProcessCpuTime() - cpuNs);
    }
}

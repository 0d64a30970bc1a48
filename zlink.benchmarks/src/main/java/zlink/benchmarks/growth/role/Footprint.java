package zlink.benchmarks.growth.role;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import zlink.benchmarks.measure.Fields;

/**
 * The memory of a process.
 *
 * @param residentBytes what the system has given it, garbage collected before
 * @param uncollectedBytes the same without that
 * @param heapBytes of Java objects
 * @param directBytes of buffers outside the heap
 */
public record Footprint(long residentBytes, long uncollectedBytes, long heapBytes, long directBytes) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int COLLECTIONS = 3; // cleaners of direct memory run after the first
    private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** That of this process, now. */
    static Footprint take() throws IOException {
        long uncollected = residentNow();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            LockSupport.parkNanos(BETWEEN_NS);
        }
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return new Footprint(residentNow(), uncollected,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), direct);
    }

    private static long residentNow() throws IOException {
        if (!Files.exists(STATUS)) {
            throw new IOException("this system does not say how much memory a process has: there is no " + STATUS);
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException(STATUS + " has no VmRSS");
    }

    /** How much more this is than another one; less than nothing if it is not. */
    public Footprint above(Footprint other) {
        return new Footprint(residentBytes - other.residentBytes, uncollectedBytes - other.uncollectedBytes,
                heapBytes - other.heapBytes, directBytes - other.directBytes);
    }

    /** Reads it from an answer. */
    public static Footprint in(Fields answer) {
        return new Footprint(answer.number("resident"), answer.number("uncollected"), answer.number("heap"),
                answer.number("direct"));
    }

    /** Writes it into an answer. */
    Fields into(Fields answer) {
        return answer.with("resident", residentBytes).with("uncollected", uncollectedBytes).with("heap", heapBytes)
                .with("direct", directBytes);
    }
}

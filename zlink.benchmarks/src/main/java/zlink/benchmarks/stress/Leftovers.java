package zlink.benchmarks.stress;

import java.io.File;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** What a case has left behind of threads, file descriptors and direct memory. */
final class Leftovers {
    private static final File DESCRIPTORS = new File("/proc/self/fd"); // where the system shows them
    private static final long LOOK_NS = 20_000_000;
    /** The JDK keeps some direct buffers of its own for each thread that lives. */
    private static final long MEMORY_SLACK = 1L << 20;

    private final Duration patience;
    private final long threads = threads();
    private final long descriptors = descriptors();
    private final long directBytes = directBytes();

    private Leftovers(Duration patience) {
        this.patience = patience;
    }

    /**
     * Remembers what there is now; whatever is more later was left behind.
     *
     * @param patience how long to wait for what is on its way out
     */
    static Leftovers sinceNow(Duration patience) {
        System.gc();
        return new Leftovers(patience);
    }

    /** What is more than it was, after some patience; memory only if asked for, since that takes a collection. */
    Optional<String> look(boolean memoryToo) {
        List<String> left = new ArrayList<>();
        more("threads", threads, Leftovers::threads, 0).ifPresent(left::add);
        more("file descriptors", descriptors, Leftovers::descriptors, 0).ifPresent(left::add);
        if (memoryToo) {
            more("bytes of direct memory", directBytes, Leftovers::collectedDirectBytes, MEMORY_SLACK)
                    .ifPresent(left::add);
        }
        return left.isEmpty() ? Optional.empty() : Optional.of("left behind: " + String.join(", ", left));
    }

    private Optional<String> more(String what, long before, LongSupplier count, long slack) {
        long endNs = System.nanoTime() + patience.toNanos();
        long now = count.getAsLong();
        while (now > before + slack && System.nanoTime() < endNs) {
            LockSupport.parkNanos(LOOK_NS);
            now = count.getAsLong();
        }
        return now > before + slack ? Optional.of(now - before + " " + what + " (" + before + " before)")
                : Optional.empty();
    }

    /** Live threads of the program, without the virtual machine's own. */
    static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null && thread.getThreadGroup().getParent() != null)
                .filter(thread -> !thread.getName().contains("ForkJoinPool")) // carriers of virtual threads stay
                .count();
    }

    /** Open file descriptors, sockets included; 0 where they cannot be seen. */
    static long descriptors() {
        return Stream.ofNullable(DESCRIPTORS.list()).mapToLong(names -> names.length).sum();
    }

    /** The same of what is still in use: once is not enough while a thread that used some is on its way out. */
    private static long collectedDirectBytes() {
        System.gc();
        return directBytes();
    }

    /** Bytes in direct buffers. */
    static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }
}

package zlink.tests.lifecycle;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Threads, processor time, memory and file descriptors of this JVM. */
final class ProcessResources {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final File DESCRIPTORS = new File("/proc/self/fd");

    private ProcessResources() {
    }

    /** Names of the live threads that begin so. */
    static List<String> threadNames(String prefix) {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds())).filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName).filter(name -> name.startsWith(prefix)).toList();
    }

    /** Processor time that all live threads with such a name have used. */
    static Duration cpuTime(String prefix) {
        long sumNs = 0;
        for (long id : THREADS.getAllThreadIds()) {
            ThreadInfo info = THREADS.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith(prefix)) {
                sumNs += Math.max(0, THREADS.getThreadCpuTime(id));
            }
        }
        return Duration.ofNanos(sumNs);
    }

    /** Bytes that each live thread has allocated so far, by thread. */
    static Map<Long, Long> allocatedBytes() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) THREADS;
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> all = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            all.put(ids[i], bytes[i]);
        }
        return all;
    }

    /** Bytes that all threads have allocated since then, but for those that have ended. */
    static long allocatedBytesSince(Map<Long, Long> before) {
        long sum = 0;
        for (Map.Entry<Long, Long> thread : allocatedBytes().entrySet()) {
            sum += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        return sum;
    }

    /** Whether this operating system shows them. */
    static boolean descriptorsAreVisible() {
        return DESCRIPTORS.isDirectory();
    }

    /** Open file descriptors, sockets included. */
    static int descriptors() {
        return Objects.requireNonNull(DESCRIPTORS.list(), "open file descriptors").length;
    }
}

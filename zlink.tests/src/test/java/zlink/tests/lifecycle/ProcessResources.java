package zlink.tests.lifecycle;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Threads, processor time and file descriptors of this JVM. */
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

    /** Whether this operating system shows them. */
    static boolean descriptorsAreVisible() {
        return DESCRIPTORS.isDirectory();
    }

    /** Open file descriptors, sockets included. */
    static int descriptors() {
        return Objects.requireNonNull(DESCRIPTORS.list(), "open file descriptors").length;
    }
}

package zlink.benchmarks.growth;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import zlink.benchmarks.program.WrongArgumentException;

/** How many files and sockets a process may have open. */
final class Descriptors {
    private Descriptors() {
    }

    /** What the processes started from here will have. */
    static long limit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount() : Long.MAX_VALUE;
    }

    /**
     * Refuses what cannot be done, before anything is.
     *
     * @throws WrongArgumentException naming the limit, what is needed and what to do
     */
    static void check(List<Study> studies, long limit) throws WrongArgumentException {
        for (Study study : studies) {
            if (study.descriptors() > limit) {
                throw new WrongArgumentException(study.kind() + ", " + study + ": needs " + study.descriptors()
                        + " file descriptors in one process, and the limit is " + limit + "; raise it (ulimit -Hn "
                        + study.descriptors() + " as root) or choose less by --connections, --subscribers or --spread");
            }
        }
    }
}

package zlink.benchmarks.stress;

import java.util.Locale;
import java.util.concurrent.ThreadFactory;

/** What kind of threads use the sockets. */
enum Threads {
    /** The operating system's. */
    PLATFORM,
    /** The virtual machine's, from Java 21 on. */
    VIRTUAL;

    /** Those this virtual machine has. */
    static boolean hasVirtual() {
        return Runtime.version().feature() >= 21;
    }

    /** Makes such threads. */
    ThreadFactory factory() {
        if (this == PLATFORM) {
            return Thread::new;
        }
        try { // compiled for 17, where they are not
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Java " + Runtime.version() + " has no virtual threads", e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT) + " threads";
    }
}

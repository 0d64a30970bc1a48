package zlink.engine.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What becomes of exceptions that nothing should throw: they are told, and cost only what they came from. */
public final class Defects {
    private Defects() { }

    /** Loads this class while that is certain to succeed. */
    static void prepare() {
        // Being called is enough.
    }

    /**
     * Logs a defect of ours, or that the machine has run out of something. Throws nothing but assertions, which are
     * tests' and want to be seen.
     */
    public static void log(Logger logger, String what, Throwable defect) {
        if (defect instanceof AssertionError assertion) {
            throw assertion;
        }
        try {
            logger.log(Level.ERROR, what, defect);
        } catch (RuntimeException | Error unspeakable) {
            // Logging itself needs classes and files, and there may be no descriptor left to open one.
        }
    }
}

package zlink.benchmarks.run;

/** A run cannot go on. */
public final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public RunFailedException(String reason) {
        super(reason);
    }

    /** Says why, and what led to it. */
    public RunFailedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

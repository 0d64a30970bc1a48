package zlink.benchmarks.worker;

/** A worker did not do what it was asked for; the message says why. */
public final class WorkerFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what it did instead. */
    public WorkerFailedException(String message) {
        super(message);
    }
}

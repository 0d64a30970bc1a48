package zlink.benchmarks.comparison;

/** A worker did not do what it was asked for; the message says why. */
final class WorkerFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    WorkerFailedException(String message) {
        super(message);
    }
}

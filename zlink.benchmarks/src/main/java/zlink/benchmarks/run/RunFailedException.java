package zlink.benchmarks.run;

/** A run cannot go on. */
final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    RunFailedException(String reason) {
        super(reason);
    }

    RunFailedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

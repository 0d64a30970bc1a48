package zlink.benchmarks.demonstration;

/** The command line cannot be followed; the message says what could. */
final class WrongArgumentException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongArgumentException(String message) {
        super(message);
    }
}

package zlink.benchmarks.program;

/** The command line cannot be followed; the message says what could. */
public final class WrongArgumentException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong and what is allowed instead. */
    public WrongArgumentException(String message) {
        super(message);
    }
}

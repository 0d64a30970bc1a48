package zlink.benchmarks.run;

/** Something other than the next message was received: it is lost, out of order or corrupt. */
public final class WrongMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong with it. */
    public WrongMessageException(String message) {
        super(message);
    }
}

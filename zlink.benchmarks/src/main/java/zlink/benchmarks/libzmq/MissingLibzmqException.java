package zlink.benchmarks.libzmq;

/** libzmq cannot be measured on this machine; the message says what is missing. */
public final class MissingLibzmqException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingLibzmqException(String message) {
        super(message);
    }
}

package zlink.engine.queue;

/** Bytes from a peer that break the protocol or a limit; costs the connection they came on. */
public final class FrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean limit;

    /** A breach of the protocol. */
    public FrameException(String message) {
        this(message, false);
    }

    /** A breach of the protocol, or of one of our limits. */
    public FrameException(String message, boolean limit) {
        super(message, null, false, false);
        this.limit = limit;
    }

    /** Whether it was one of our limits. */
    public boolean isLimit() {
        return limit;
    }
}

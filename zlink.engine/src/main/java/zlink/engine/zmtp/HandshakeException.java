package zlink.engine.zmtp;

import zlink.api.HandshakeFailure;

/** A handshake that failed; the message says what the peer did. */
public final class HandshakeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final HandshakeFailure failure;

    /** A failure of one kind. */
    public HandshakeException(HandshakeFailure failure, String message) {
        super(message, null, false, false); // peers can cause it as fast as they can connect
        this.failure = failure;
    }

    /** What kind of failure it was. */
    public HandshakeFailure failure() {
        return failure;
    }
}

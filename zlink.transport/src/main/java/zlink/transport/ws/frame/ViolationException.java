package zlink.transport.ws.frame;

import java.io.IOException;

/** The peer broke the WebSocket protocol, or a limit of ours; the connection ends with the reason. */
public final class ViolationException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient CloseReason reason;

    private ViolationException(CloseReason reason) {
        super("the peer breaks the WebSocket protocol: " + reason.text() + " (closed with " + reason.code() + ")");
        this.reason = reason;
    }

    /** Against RFC 6455, or against ZWS. */
    public static ViolationException protocolError(String what) {
        return new ViolationException(new CloseReason(CloseReason.PROTOCOL_ERROR, what));
    }

    /** A kind of message that is not spoken here. */
    public static ViolationException unsupported(String what) {
        return new ViolationException(new CloseReason(CloseReason.UNSUPPORTED_DATA, what));
    }

    /** Text that is not UTF-8. */
    static ViolationException malformedText(String what) {
        return new ViolationException(new CloseReason(CloseReason.MALFORMED_TEXT, what));
    }

    /** More than is taken here. */
    public static ViolationException tooBig(String what) {
        return new ViolationException(new CloseReason(CloseReason.TOO_BIG, what));
    }

    /** What to tell the peer. */
    public CloseReason reason() {
        return reason;
    }

    /** Peers can cause it as fast as they can connect. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}

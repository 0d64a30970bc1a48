package zlink.api;

/**
 * Thrown when the socket's pattern or the calling thread does not allow the operation now.
 *
 * <p>A REP socket that has no request to answer, a REQ socket that sends a second request before the
 * first reply without {@link SocketOption#REQ_RELAXED}, a blocking receive from inside a handler. The
 * socket stays usable. Stands for libzmq's {@code EFSM}.
 */
public final class SocketStateException extends ZlinkException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     */
    public SocketStateException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     * @param cause what led to it
     */
    public SocketStateException(String message, Throwable cause) {
        super(message, cause);
    }
}

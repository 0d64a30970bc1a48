package zlink.api;

/**
 * Thrown when {@link SocketOption#SEND_TIMEOUT}, {@link SocketOption#RECEIVE_TIMEOUT} or the time
 * given to the call expired before a message could be sent or received.
 *
 * <p>Nothing was sent or taken and the socket stays usable. The {@code try} operations return instead
 * of throwing. Stands for libzmq's {@code EAGAIN}.
 */
public final class TimedOutException extends ZlinkException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     */
    public TimedOutException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     * @param cause what led to it
     */
    public TimedOutException(String message, Throwable cause) {
        super(message, cause);
    }
}

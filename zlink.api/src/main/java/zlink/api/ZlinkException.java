package zlink.api;

/**
 * Everything zlink throws on its own account: unchecked, closed, each kind a final class.
 *
 * <p>The message always names the thing (endpoint, option, frame), the limit that was broken and the
 * alternatives. Programming errors that no message can help with stay the JDK's own:
 * {@link NullPointerException} and {@link IndexOutOfBoundsException}.
 */
public abstract sealed class ZlinkException extends RuntimeException
        permits ClosedException, TimedOutException, InterruptedOperationException, InvalidEndpointException,
                EndpointUnavailableException, InvalidOptionException, MessageShapeException, SocketStateException,
                HostUnreachableException, LimitExceededException {
    private static final long serialVersionUID = 1L;

    ZlinkException(String message) {
        super(message);
    }

    ZlinkException(String message, Throwable cause) {
        super(message, cause);
    }
}

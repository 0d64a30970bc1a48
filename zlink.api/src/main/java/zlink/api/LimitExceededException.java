package zlink.api;

/**
 * Thrown when an operation would exceed a limit that was set: a message larger than the limit, a
 * socket more than {@link ContextOptions#maxSockets()}.
 *
 * <p>Nothing was done. A limit that a peer exceeds is never thrown: it closes that peer's connection
 * with {@link DisconnectReason#LIMIT_EXCEEDED}. Stands for libzmq's {@code EMFILE} and {@code EMSGSIZE}.
 */
public final class LimitExceededException extends ZlinkException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     */
    public LimitExceededException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     * @param cause what led to it
     */
    public LimitExceededException(String message, Throwable cause) {
        super(message, cause);
    }
}

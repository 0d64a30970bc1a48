package zlink.api;

/**
 * Thrown when the calling thread was interrupted before or while it was blocked.
 *
 * <p>Nothing was sent or taken, the socket stays usable, and the thread's interrupt flag stays set.
 * Stands for libzmq's {@code EINTR}.
 */
public final class InterruptedOperationException extends ZlinkException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     */
    public InterruptedOperationException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     * @param cause what led to it
     */
    public InterruptedOperationException(String message, Throwable cause) {
        super(message, cause);
    }
}

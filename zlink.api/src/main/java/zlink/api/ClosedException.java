package zlink.api;

/**
 * Thrown by every operation on a closed context, socket or handle, and by operations that were blocked when it closed.
 *
 * <p>The thing stays closed; nothing that a blocked operation had not yet handed over was sent or
 * taken. Stands for libzmq's {@code ETERM} and {@code ENOTSOCK}.
 */
public final class ClosedException extends ZlinkException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     */
    public ClosedException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     * @param cause what led to it
     */
    public ClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}

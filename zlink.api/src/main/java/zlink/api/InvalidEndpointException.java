package zlink.api;

/**
 * Thrown for an endpoint that is malformed or whose scheme no transport on the path provides.
 *
 * <p>The message quotes the text, says what is wrong with it and gives an example or the known schemes.
 * Stands for libzmq's {@code EINVAL} and {@code EPROTONOSUPPORT}.
 */
public final class InvalidEndpointException extends ZlinkException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     */
    public InvalidEndpointException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message names the thing, the limit and the alternatives
     * @param cause what led to it
     */
    public InvalidEndpointException(String message, Throwable cause) {
        super(message, cause);
    }
}

package zlink.api;

import java.util.OptionalLong;

/**
 * Thrown for a message of a shape the operation cannot take.
 *
 * <p>A number of frames that the operation or the pattern does not allow, a message that does not fit
 * into the caller's buffer (then {@link #neededBytes()} says how large it must be), a message for a
 * ROUTER socket without a routing id.
 */
public final class MessageShapeException extends ZlinkException {
    private static final long serialVersionUID = 1L;
    private static final long UNKNOWN = -1;

    /** Bytes the message needs, or -1. */
    private final long neededBytes;

    /**
     * Makes the exception.
     *
     * @param message names the shape, what is allowed and the alternatives
     */
    public MessageShapeException(String message) {
        this(message, UNKNOWN);
    }

    private MessageShapeException(String message, long neededBytes) {
        super(message);
        this.neededBytes = neededBytes;
    }

    /**
     * Makes the exception for a message that does not fit into a buffer.
     *
     * @param neededBytes what the message needs, at least 0
     * @param availableBytes what the buffer has room for
     * @return the exception
     */
    public static MessageShapeException doesNotFit(long neededBytes, long availableBytes) {
        return new MessageShapeException("the message needs " + neededBytes + " bytes, the buffer has room for "
                + availableBytes + "; receive it into a larger buffer or as a Message", neededBytes);
    }

    /**
     * The room a buffer must have for the message.
     *
     * @return the number of bytes, or empty if size was not the problem
     */
    public OptionalLong neededBytes() {
        return neededBytes == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(neededBytes);
    }
}

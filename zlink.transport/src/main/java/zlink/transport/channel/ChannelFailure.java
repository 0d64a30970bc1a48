package zlink.transport.channel;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;

/** Errors of channels, told in the words of the endpoint they happened at. */
public final class ChannelFailure {

    private ChannelFailure() {
    }

    /**
     * The same failure with the endpoint in its message. Its kind stays where callers act on it: refused, in use,
     * unknown.
     *
     * @param what what was tried, ending in the endpoint
     */
    public static IOException naming(String what, Exception cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String message = what + ": " + reason;
        IOException named = cause instanceof ConnectException ? new ConnectException(message)
                : cause instanceof BindException ? new BindException(message)
                : cause instanceof UnknownHostException ? new UnknownHostException(message)
                : new IOException(message);
        named.initCause(cause);
        return named;
    }
}

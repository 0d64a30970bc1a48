package zlink.api;

import java.util.Objects;

/**
 * Thrown when a well-formed endpoint cannot be bound, connected, unbound or disconnected.
 *
 * <p>The address is in use, is not one of this machine, may not be used without permission, or there is
 * nothing of the kind to unbind or disconnect. Stands for libzmq's {@code EADDRINUSE},
 * {@code EADDRNOTAVAIL}, {@code EACCES}, {@code ENODEV} and {@code ENOENT}.
 */
public final class EndpointUnavailableException extends ZlinkException {
    private static final long serialVersionUID = 1L;

    private final transient Endpoint endpoint;

    /**
     * Makes the exception.
     *
     * @param endpoint the endpoint asked for
     * @param reason why it is not to be had; the exception's message is the endpoint and this
     */
    public EndpointUnavailableException(Endpoint endpoint, String reason) {
        super(Objects.requireNonNull(endpoint, "endpoint") + ": " + reason);
        this.endpoint = endpoint;
    }

    /**
     * Makes the exception.
     *
     * @param endpoint the endpoint asked for
     * @param reason why it is not to be had; the exception's message is the endpoint and this
     * @param cause what led to it
     */
    public EndpointUnavailableException(Endpoint endpoint, String reason, Throwable cause) {
        super(Objects.requireNonNull(endpoint, "endpoint") + ": " + reason, cause);
        this.endpoint = endpoint;
    }

    /**
     * The endpoint asked for.
     *
     * @return the endpoint
     */
    public Endpoint endpoint() {
        return endpoint;
    }
}

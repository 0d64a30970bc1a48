package zlink.api;

/**
 * Thrown when a ROUTER socket with {@link SocketOption#ROUTER_MANDATORY}, or a STREAM socket, sends to a peer that is
 * not connected.
 *
 * <p>Nothing was sent and the socket stays usable. A peer that is connected but full is no reason: then
 * the send blocks until {@link SocketOption#SEND_TIMEOUT}. Stands for libzmq's {@code EHOSTUNREACH}.
 */
public final class HostUnreachableException extends ZlinkException {
    private static final long serialVersionUID = 1L;

    private final transient RoutingId routingId;

    /**
     * Makes the exception.
     *
     * @param routingId the id no connected peer has
     */
    public HostUnreachableException(RoutingId routingId) {
        this("no connected peer has the routing id \"" + routingId
                + "\"; without ROUTER_MANDATORY the message would have been dropped", routingId);
    }

    private HostUnreachableException(String message, RoutingId routingId) {
        super(message);
        this.routingId = routingId;
    }

    /**
     * Makes the exception for a STREAM socket.
     *
     * @param routingId the id no connected peer has
     * @return the exception
     */
    public static HostUnreachableException ofStream(RoutingId routingId) {
        return new HostUnreachableException("no connection has the routing id \"" + routingId
                + "\": it has ended, and the next one to the same peer has another id", routingId);
    }

    /**
     * The id no connected peer has.
     *
     * @return the first frame of the message
     */
    public RoutingId routingId() {
        return routingId;
    }
}

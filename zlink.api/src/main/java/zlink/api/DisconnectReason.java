package zlink.api;

/**
 * Why a connection ended.
 *
 * <p>{@link MonitorEvent.Disconnected} tells it of connections whose handshake had succeeded; of others
 * {@link MonitorEvent.HandshakeFailed} tells the {@link HandshakeFailure} instead.
 */
public enum DisconnectReason {
    /** The peer closed the connection in an orderly way. */
    PEER_CLOSED,
    /** Reading or writing failed; the event's detail is the operating system's words. */
    IO_ERROR,
    /** The peer sent what the protocol forbids. A socket that had connected to it connects again all the same. */
    PROTOCOL_VIOLATION,
    /** The peer did not answer a PING within {@link SocketOption#HEARTBEAT_TIMEOUT}, or its own TTL expired. */
    HEARTBEAT_TIMEOUT,
    /**
     * The handshake was not complete within {@link SocketOption#HANDSHAKE_INTERVAL}; monitors are told of
     * {@link HandshakeFailure#TIMEOUT}.
     */
    HANDSHAKE_TIMEOUT,
    /** This side closed it: the socket, its context or the endpoint's handle was closed. */
    LOCALLY_CLOSED,
    /**
     * This side does not want the peer: it announced a routing id that another one has, see
     * {@link SocketOption#ROUTER_HANDOVER}; the event's detail says which.
     */
    REFUSED,
    /** A new peer with the same routing id took its place, see {@link SocketOption#ROUTER_HANDOVER}. */
    HANDED_OVER,
    /** The peer exceeded a limit of this socket, such as {@link SocketOption#MAX_MESSAGE_SIZE}. */
    LIMIT_EXCEEDED
}

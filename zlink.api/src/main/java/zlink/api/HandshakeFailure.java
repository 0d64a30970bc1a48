package zlink.api;

/** Why a connection never got as far as exchanging messages. A socket that connected tries again whatever it was. */
public enum HandshakeFailure {
    /** The handshake was not complete within {@link SocketOption#HANDSHAKE_INTERVAL}. */
    TIMEOUT,
    /** The transport's own handshake failed, of TLS or WebSocket for example; the event's detail says how. */
    TRANSPORT,
    /** The first bytes were not a ZMTP greeting. */
    BAD_GREETING,
    /** The peer speaks a ZMTP version this socket does not accept. */
    UNSUPPORTED_VERSION,
    /** The peer wants another security mechanism. */
    MECHANISM_MISMATCH,
    /** The peer's socket type does not talk to this one's, see {@link SocketType#canTalkTo}. */
    INCOMPATIBLE_SOCKET_TYPE,
    /** A command of the handshake was malformed, unexpected or too large. */
    MALFORMED_COMMAND,
    /** The peer answered with an ERROR command; the event's detail is its reason. */
    REJECTED_BY_PEER,
    /** The connection ended in mid-handshake. */
    CONNECTION_LOST,
    /** This side does not want a further peer: a PAIR socket has one at a time. */
    REFUSED,
    /** {@link SocketOption#MAX_PENDING_HANDSHAKES} or {@link SocketOption#MAX_CONNECTIONS} was reached. */
    TOO_MANY_PENDING
}

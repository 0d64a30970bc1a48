package zlink.engine.connection;

import zlink.api.DisconnectReason;
import zlink.api.HandshakeFailure;
import zlink.engine.zmtp.PeerProperties;

/** What opened a connection and decides what becomes of it. Called on the connection's loop. */
public interface ConnectionHost {

    /** The transport has connected; the handshake begins. Not for accepted connections. */
    void connected(WireConnection connection);

    /** The transport has shaken hands, if it does that, and so the connection is meant for this host. */
    default void arrived(WireConnection connection) { }

    /**
     * Another listener has the connection now, which has not {@linkplain #arrived arrived} and is over here. As only
     * accepted connections can be, by transports that say so.
     */
    default void passedOn(WireConnection connection) {
        failed(connection, HandshakeFailure.TRANSPORT, "the transport has passed the connection on");
    }

    /**
     * The handshake is done.
     *
     * @return the pipe that is to use the connection, not attached to it yet, or null if the peer is not wanted and
     *     has been {@linkplain WireConnection#refuse refused}
     */
    WirePipe shaken(WireConnection connection, PeerProperties peer);

    /** Reading and writing are about to begin, unless the peer is {@linkplain WireConnection#refuse refused} now. */
    void ready(WireConnection connection);

    /** The connection could not be established: it never had a pipe. */
    void failed(WireConnection connection, HandshakeFailure reason, String detail);

    /** The connection is over and nobody uses its queues any more. */
    void closed(WireConnection connection, DisconnectReason reason, String detail);
}

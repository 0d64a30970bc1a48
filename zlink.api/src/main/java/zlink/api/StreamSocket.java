package zlink.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Exchanges bytes with peers that do not speak ZeroMQ, each by a routing id that is made up for its connection.
 *
 * <p>Every message has two frames: the peer's routing id, and bytes. What is received is what one read brought, at
 * most 64 KiB: streams have no messages, so what a peer wrote at once may come in pieces, or with what it wrote next.
 * An empty second frame says that the peer has come, before its first bytes, and that it has gone, behind its last,
 * unless {@link SocketOption#STREAM_NOTIFY} is off. No id is used again. Sending an empty second frame ends the
 * connection as {@link #disconnect(RoutingId)} does.
 *
 * <p>A message to a peer that is not there throws {@link HostUnreachableException}; one to a peer whose queue is full
 * waits. A peer that has ended only its own half of the connection can be answered until that end has been received.
 *
 * <p>An endpoint that was given to {@code connect} is connected to again when the connection is lost, under another id.
 * {@link SocketOption#CONNECT_ROUTING_ID} names the first connection: messages to it wait for it. The schemes are
 * {@code tcp}, {@code tls} and {@code ipc}; {@code inproc}, {@code ws} and {@code wss}, which carry messages, are
 * {@linkplain InvalidEndpointException refused}.
 *
 * <p>Source: zmq_socket(3), ZMQ_STREAM.
 */
public non-sealed interface StreamSocket extends Sender, Receiver {

    /**
     * Sends bytes to a peer; none end the connection.
     *
     * @throws HostUnreachableException if the peer is not there
     * @throws TimedOutException if {@link SocketOption#SEND_TIMEOUT} passes first
     */
    void send(RoutingId peer, byte[] frame);

    /** Sends the buffer's remaining bytes to a peer. */
    void send(RoutingId peer, ByteBuffer frame);

    /** Sends bytes to a peer if that needs no waiting; returns whether they were taken. */
    boolean trySend(RoutingId peer, byte[] frame);

    /** Sends the buffer's remaining bytes to a peer if that needs no waiting; returns whether they were taken. */
    boolean trySend(RoutingId peer, ByteBuffer frame);

    /**
     * Receives the next message's bytes into a buffer; none say that the peer has come or gone.
     *
     * @return whom they are from; always the same object for one connection
     * @throws MessageShapeException if there are more bytes than the buffer has room; they stay next
     * @throws TimedOutException if {@link SocketOption#RECEIVE_TIMEOUT} passes first
     */
    RoutingId receiveFrom(ByteBuffer target);

    /** Receives like {@link #receiveFrom(ByteBuffer)}, waiting at most this long; empty if none came. */
    Optional<RoutingId> receiveFrom(ByteBuffer target, Duration timeout);

    /**
     * Ends the connection to a peer: at once for sending, and for the peer when what was sent before has left, or
     * {@link SocketOption#LINGER} has passed. What the peer has sent until then is received, and that it has gone. An
     * endpoint that was given to {@code connect} is closed with its connection.
     *
     * @throws HostUnreachableException if the peer is not there
     */
    void disconnect(RoutingId peer);

    /** Whether a peer with this routing id is connected now. */
    boolean isConnected(RoutingId peer);
}

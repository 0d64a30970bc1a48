package zlink.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Talks to each peer by its routing id.
 *
 * <p>The inherited methods use ZeroMQ's form: the first frame of every message, received or sent, is the peer's
 * routing id; a message of only one frame cannot be sent ({@link MessageShapeException}). The methods here take
 * and give the id as a value, with the remaining frames as the message.
 *
 * <p>A message to an unknown peer, or to one whose queue is full, is dropped and counted, unless
 * {@link SocketOption#ROUTER_MANDATORY} is set: then the first throws {@link HostUnreachableException} and the
 * second waits.
 *
 * <p>Source: RFC 28 (ROUTER), zmq_socket(3).
 */
public non-sealed interface RouterSocket extends Sender, Receiver {

    /**
     * Sends one frame to a peer.
     *
     * @throws HostUnreachableException if the peer is unknown and {@link SocketOption#ROUTER_MANDATORY} is set
     */
    void send(RoutingId peer, byte[] frame);

    /** Sends the buffer's remaining bytes to a peer. */
    void send(RoutingId peer, ByteBuffer frame);

    /** Sends a message to a peer. */
    void send(RoutingId peer, Message message);

    /** Sends one frame to a peer if that needs no waiting; returns whether it was taken. */
    boolean trySend(RoutingId peer, byte[] frame);

    /** Sends the buffer's remaining bytes to a peer if that needs no waiting; returns whether they were taken. */
    boolean trySend(RoutingId peer, ByteBuffer frame);

    /** Sends a message to a peer if that needs no waiting; returns whether it was taken. */
    boolean trySend(RoutingId peer, Message message);

    /**
     * Receives the next message, which must have one frame beside the routing id, into a buffer.
     *
     * @return whom it is from; always the same object for one connection
     * @throws MessageShapeException if it has more frames or more bytes than the buffer has room; it stays next
     * @throws TimedOutException if {@link SocketOption#RECEIVE_TIMEOUT} passes first
     */
    RoutingId receiveFrom(ByteBuffer target);

    /** Receives like {@link #receiveFrom(ByteBuffer)}, waiting at most this long; empty if none came. */
    Optional<RoutingId> receiveFrom(ByteBuffer target, Duration timeout);

    /** Whether a peer with this routing id is connected now. */
    boolean isConnected(RoutingId peer);
}

package zlink.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * A socket that receives: message objects, bytes into the caller's buffer, or a handler that sees the bytes in
 * place. The last two allocate nothing.
 *
 * <p>{@code receive} waits for a message, at most {@link SocketOption#RECEIVE_TIMEOUT}; {@code tryReceive} never
 * waits; {@code receive} with a timeout waits at most that long. A message is received whole, by one caller.
 *
 * <p>All forms throw {@link ClosedException} if the socket is or gets closed, {@link InterruptedOperationException}
 * if the waiting thread is interrupted, {@link SocketStateException} if the pattern does not allow receiving now.
 */
public sealed interface Receiver extends Socket
        permits PairSocket, DealerSocket, RouterSocket, ReqSocket, RepSocket, SubSocket, XPubSocket, XSubSocket,
        PullSocket, StreamSocket {

    /**
     * Receives the next message.
     *
     * @throws TimedOutException if {@link SocketOption#RECEIVE_TIMEOUT} passes first
     */
    Message receive();

    /** Receives the next message if one is there. */
    Optional<Message> tryReceive();

    /** Receives the next message, waiting at most this long. */
    Optional<Message> receive(Duration timeout);

    /**
     * Receives the next message, which must have one frame, into a buffer at its position, which moves behind it.
     *
     * @return the frame's size in bytes
     * @throws MessageShapeException if it has several frames or more bytes than the buffer has room; it stays the
     *     next message
     * @throws TimedOutException if {@link SocketOption#RECEIVE_TIMEOUT} passes first
     */
    int receive(ByteBuffer target);

    /** Receives into a buffer if a message is there; returns its size, or -1 if there is none. */
    int tryReceive(ByteBuffer target);

    /** Receives into a buffer, waiting at most this long; returns the size, or -1 if none came. */
    int receive(ByteBuffer target, Duration timeout);

    /**
     * Shows the next message to a handler, in place. The message counts as received even if the handler throws.
     *
     * @throws TimedOutException if {@link SocketOption#RECEIVE_TIMEOUT} passes first
     */
    void receive(MessageHandler handler);

    /** Shows the next message to a handler if one is there; returns whether one was. */
    boolean tryReceive(MessageHandler handler);

    /** Shows the next message to a handler, waiting at most this long; returns whether one came. */
    boolean receive(MessageHandler handler, Duration timeout);

    /**
     * Receives the next message without a waiting thread.
     *
     * <p>Completes on a thread of the context's event executor, or at once if a message is there; exceptionally
     * with {@link ClosedException} if the socket is closed first. Calls complete in the order in which they were
     * made.
     */
    CompletionStage<Message> receiveAsync();

    /**
     * All messages from now on as a publisher with one subscriber at a time. Messages are taken from the socket
     * only as they are requested, so the subscriber's demand is the peers' backpressure. A message that was being taken
     * when the subscriber cancelled is still signalled to it: not to do so would lose it.
     */
    Flow.Publisher<Message> messages();
}

package zlink.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * A socket that sends. What is sent is copied before the call returns, so the caller may reuse its array.
 *
 * <p>{@code send} waits while the pattern says so (no peer, or every peer's queue at its
 * {@link SocketOption#SEND_HIGH_WATER_MARK}), at most {@link SocketOption#SEND_TIMEOUT}; {@code trySend} never
 * waits; {@code send} with a timeout waits at most that long. A message of several frames is queued whole or not
 * at all, and never mixed with another thread's. Once its message is queued, a thread that may wait also writes for a
 * moment, at most a millisecond, to a connection that is full, where it is the socket's only one.
 *
 * <p>All forms throw {@link ClosedException} if the socket is or gets closed, {@link InterruptedOperationException}
 * if the waiting thread is interrupted, {@link MessageShapeException} or {@link SocketStateException} if the
 * pattern does not allow this message now.
 */
public sealed interface Sender extends Socket
        permits PairSocket, DealerSocket, RouterSocket, ReqSocket, RepSocket, PubSocket, XPubSocket, XSubSocket,
        PushSocket, StreamSocket {

    /**
     * Sends one frame.
     *
     * @throws TimedOutException if {@link SocketOption#SEND_TIMEOUT} passes first
     */
    void send(byte[] frame);

    /**
     * Sends part of an array as one frame.
     *
     * @throws TimedOutException if {@link SocketOption#SEND_TIMEOUT} passes first
     */
    void send(byte[] array, int offset, int length);

    /**
     * Sends the buffer's remaining bytes as one frame; its position moves to its limit once they are taken.
     *
     * @throws TimedOutException if {@link SocketOption#SEND_TIMEOUT} passes first
     */
    void send(ByteBuffer frame);

    /**
     * Sends a message of any number of frames.
     *
     * @throws TimedOutException if {@link SocketOption#SEND_TIMEOUT} passes first
     */
    void send(Message message);

    /** Sends text as one UTF-8 frame. */
    default void send(String text) {
        send(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one frame if that needs no waiting; returns whether it was taken. */
    boolean trySend(byte[] frame);

    /** Sends part of an array as one frame if that needs no waiting; returns whether it was taken. */
    boolean trySend(byte[] array, int offset, int length);

    /** Sends the buffer's remaining bytes if that needs no waiting; its position moves only if they were taken. */
    boolean trySend(ByteBuffer frame);

    /** Sends a message if that needs no waiting; returns whether it was taken. */
    boolean trySend(Message message);

    /** Sends text as one UTF-8 frame if that needs no waiting; returns whether it was taken. */
    default boolean trySend(String text) {
        return trySend(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one frame, waiting at most this long; returns whether it was taken. */
    boolean send(byte[] frame, Duration timeout);

    /** Sends the buffer's remaining bytes, waiting at most this long; returns whether they were taken. */
    boolean send(ByteBuffer frame, Duration timeout);

    /** Sends a message, waiting at most this long; returns whether it was taken. */
    boolean send(Message message, Duration timeout);

    /** Sends text as one UTF-8 frame, waiting at most this long; returns whether it was taken. */
    default boolean send(String text, Duration timeout) {
        return send(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8), timeout);
    }

    /**
     * Hands everything sent so far to the transport now, as far as it takes it without waiting.
     *
     * <p>Never needed for progress: messages gathered into a batch leave by themselves within
     * {@link SocketOption#BATCH_DELAY}.
     */
    void flush();
}

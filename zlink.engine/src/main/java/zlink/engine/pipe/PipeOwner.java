package zlink.engine.pipe;

import java.nio.ByteBuffer;

/** The socket a pipe belongs to, as far as the pipe's far end needs it. Callable from any thread. */
public interface PipeOwner {

    /** A pipe that was found empty has a message, or has ended; wakes a receiver. */
    void becameReadable(Pipe pipe);

    /** Everything has been read from a pipe that has ended. Under the receive lock. */
    default void exhausted(Pipe pipe) { }

    /** A pipe that was found full has room; wakes a sender. */
    void becameWritable(Pipe pipe);

    /** A frame that the peer sent upstream, in place. Takes the send lock. */
    void upstream(Pipe pipe, ByteBuffer memory, int offset, int size, boolean more);

    /** The peer subscribed to a topic, or cancelled one, by command; in place. Takes the send lock. */
    void subscription(Pipe pipe, boolean subscribe, ByteBuffer memory, int offset, int size);

    /** Sends a frame of the protocol's own beside the messages. Takes the send lock. */
    void sendControl(Pipe pipe, byte[] frame);

    /**
     * Something was published whose taker has not been told: {@link Pipe#announce} follows as soon as the send lock
     * has been given back. Under the send lock.
     */
    void published(Pipe pipe);

    /** The same, and it may wait in a batch, for which somebody has to see that it leaves. Under the send lock. */
    void leftUnflushed(Pipe pipe);

    /**
     * Whether the application sends now and then, so that what it sends now may be written at once. The answer is the
     * same for all pipes that a message goes to. Under the send lock.
     *
     * @param nowNs the time, the first time it is asked for a message
     * @param bytes of the message with its headers
     */
    default boolean isQuiet(long nowNs, long bytes) {
        return true;
    }

    /** Whether to ask {@link #isQuiet} about a message that goes into a batch. Under the send lock. */
    default boolean isDueToLook() {
        return false;
    }

    /** The sender wrote, and that was over at this time. Under the send lock. */
    default void wrote(long nowNs) { }

    /**
     * Whether the thread that sends has a moment to wait for a channel that takes no more, instead of leaving it to the
     * loop; not if it must not wait, or has other peers to serve. Under the send lock.
     */
    default boolean sendersStay() {
        return false;
    }

    /** The thread that sends stays with this pipe: {@link Pipe#stay} follows. Under the send lock. */
    default void staysWith(Pipe pipe) { }

    /** Whether receivers look at their peers' channels themselves, and so will be back soon; not if there are many. */
    default boolean receiversRead() {
        return true;
    }

    /** Whether a queue of this socket keeps its chunk when it runs empty; not if it has very many peers. */
    boolean keepsChunks();
}

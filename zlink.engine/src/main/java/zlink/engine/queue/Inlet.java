package zlink.engine.queue;

import java.nio.ByteBuffer;

/**
 * The producer's side of a {@link ByteQueue} that is filled from a channel: bytes are read straight into the queue's
 * last chunk, and published there as messages. Guarded by the connection's read token.
 */
public interface Inlet {

    /** What comes beside messages for the queue. Called while the token is held. */
    interface Listener {

        /** A command; not called in the middle of a frame, but perhaps between two frames of a message. */
        void command(ByteBuffer memory, int offset, int size) throws FrameException;

        /** A frame of a message, when messages are not queued but shown at once. */
        void frame(ByteBuffer memory, int offset, int size, boolean more) throws FrameException;
    }

    /**
     * The stream begins; called once, before anything else.
     *
     * @return whether a message was published that says so
     */
    default boolean begin() {
        return false;
    }

    /** Room to read into, behind what has arrived. */
    ByteBuffer room();

    /**
     * Accounts for bytes read into {@link #room} and makes messages of them.
     *
     * @return messages that are complete now and were not before
     * @throws FrameException if the bytes break the protocol; the messages before those bytes are published and count
     */
    int arrived(int bytes, Listener listener) throws FrameException;

    /**
     * Nothing more will come. Does nothing if the stream never began or has ended.
     *
     * @return whether a message was published that says so
     */
    default boolean end() {
        return false;
    }

    /** Whether a message or frame is incomplete. */
    boolean isPartial();

    /** Messages completed so far. */
    long receivedMessages();

    /** Starts over at the front of the queue's memory; nothing is left in it, and the caller is its consumer too. */
    void restart(boolean keep);
}

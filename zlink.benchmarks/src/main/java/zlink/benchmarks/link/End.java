package zlink.benchmarks.link;

import java.nio.ByteBuffer;
import java.time.Duration;

/** One side of a link: whole bodies out and in, whatever the pattern needs around them. For one thread at a time. */
public interface End {

    /** Sends a body, waiting for room. The array may be changed as soon as this returns. */
    void send(byte[] body);

    /** Sends a body if the other side is there and has room; returns whether it was taken. */
    boolean trySend(byte[] body);

    /** Receives the next body at the buffer's position, waiting for it; returns its size in bytes. */
    int receive(ByteBuffer target);

    /** Receives the next body, waiting at most this long; returns its size, or -1 if none came. */
    int receive(ByteBuffer target, Duration timeout);

    /**
     * Receives the next body, waiting for it, and shows it to a reader where it lies.
     *
     * @param scratch has an array, and room for the body; for an end that copies into a buffer
     */
    default void receive(ByteBuffer scratch, BodyReader reader) {
        scratch.clear();
        int size = receive(scratch);
        reader.read(scratch.array(), size);
    }
}

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
}

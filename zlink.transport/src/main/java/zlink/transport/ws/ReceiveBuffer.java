package zlink.transport.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import zlink.transport.layer.BufferPool;
import zlink.transport.spi.Connection;

/** Bytes that have come and have not been looked at. The reader's only. */
final class ReceiveBuffer {
    /** What is kept without a buffer of the pool: the beginning of a frame's header. */
    private static final int REMAINDER = 16;

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final Connection below;
    private final BufferPool pool;
    private ByteBuffer bytes = NONE; // from position to limit
    private ByteBuffer pooled;       // the same as bytes, or null
    private ByteBuffer remainder;    // made when first needed
    private boolean dry;

    ReceiveBuffer(Connection below, BufferPool pool) {
        this.below = below;
        this.pool = pool;
    }

    /** What has come, to be taken from the buffer's position. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Whether the last read got less than it had room for, so that another would get nothing. */
    boolean isDry() {
        return dry;
    }

    /** Reads once; returns -1 at the end of the stream. */
    int fill() throws IOException {
        if (pooled == null) {
            pooled = pool.take().put(bytes);
            bytes = pooled;
        } else {
            bytes.compact();
        }
        try {
            int count = below.read(bytes);
            dry = bytes.hasRemaining();
            return count;
        } finally {
            bytes.flip();
        }
    }

    /** Nothing more is there for now: gives back what memory is not needed. */
    void rest() {
        if (pooled != null && bytes.remaining() <= REMAINDER) {
            if (bytes.hasRemaining()) {
                remainder = remainder == null ? ByteBuffer.allocate(REMAINDER) : remainder;
                bytes = remainder.clear().put(bytes).flip();
            } else {
                bytes = NONE;
            }
            pool.give(pooled);
            pooled = null;
        }
    }

    /** Forgets what has come. */
    void drop() {
        bytes.position(bytes.limit());
        rest();
    }
}

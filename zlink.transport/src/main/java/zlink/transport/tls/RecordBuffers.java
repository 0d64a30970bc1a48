package zlink.transport.tls;

import java.nio.ByteBuffer;
import zlink.transport.layer.BufferPool;

/**
 * Buffers for a few TLS records each, lent to connections while bytes flow: an idle connection holds none. From any
 * thread, as {@link BufferPool} has it.
 */
final class RecordBuffers {

    /** Four records of the largest size TLS has, so that one system call moves several. */
    static final int CAPACITY = 72 << 10;

    /** Direct, as channels want them. Shared by all connections of the process; at most 4.5 MiB wait in it. */
    static final RecordBuffers SHARED = new RecordBuffers(64);

    private final BufferPool pool;

    RecordBuffers(int places) {
        pool = new BufferPool(CAPACITY, places);
    }

    /** A cleared buffer for records of the given size at most. */
    ByteBuffer take(int largestRecord) {
        return CAPACITY / 2 < largestRecord
                ? ByteBuffer.allocateDirect(2 * largestRecord) // an engine with larger records than TLS has
                : pool.take();
    }

    /** Gives back what was taken; nobody may use it afterwards. */
    void give(ByteBuffer buffer) {
        if (buffer.capacity() == CAPACITY) {
            pool.give(buffer);
        }
    }

    /** How many wait to be taken; for tests. */
    int waiting() {
        return pool.waiting();
    }
}

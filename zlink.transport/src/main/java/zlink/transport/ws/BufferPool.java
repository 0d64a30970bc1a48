package zlink.transport.ws;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Buffers for connections at work; an idle one has none.
 *
 * <p>From any thread, without locks. Keeps a few, about as many as threads could use at once; more are made when more
 * connections are held up in the middle of something, and left to the garbage collector afterwards.
 */
final class BufferPool {
    /** Size of every buffer. */
    static final int BYTES = 32 << 10;

    private static final int KEPT = 32;

    private final AtomicReferenceArray<ByteBuffer> kept = new AtomicReferenceArray<>(KEPT);

    /** An empty buffer, direct. */
    ByteBuffer take() {
        for (int i = 0; i < KEPT; i++) {
            if (kept.getPlain(i) != null) {
                ByteBuffer buffer = kept.getAndSet(i, null);
                if (buffer != null) {
                    return buffer.clear();
                }
            }
        }
        return ByteBuffer.allocateDirect(BYTES);
    }

    /** Takes one back that nobody uses any more. */
    void give(ByteBuffer buffer) {
        for (int i = 0; i < KEPT; i++) {
            if (kept.getPlain(i) == null && kept.compareAndSet(i, null, buffer)) {
                return;
            }
        }
    }
}

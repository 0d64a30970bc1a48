package zlink.transport.layer;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Direct buffers of one size, lent to connections while bytes flow: an idle one has none.
 *
 * <p>From any thread; lock-free. Bounded: what comes back to a full pool is left to the garbage collector.
 */
public final class BufferPool {

    private final int bytes;
    private final AtomicReferenceArray<ByteBuffer> spares; // null: an empty place

    /**
     * An empty pool.
     *
     * @param bytes capacity of each buffer
     * @param places most buffers that wait in it
     */
    public BufferPool(int bytes, int places) {
        this.bytes = bytes;
        this.spares = new AtomicReferenceArray<>(places);
    }

    /** A cleared buffer. */
    public ByteBuffer take() {
        int places = spares.length();
        for (int i = 0, place = first(places); i < places; i++, place = place + 1 == places ? 0 : place + 1) {
            if (spares.getPlain(place) != null) {
                ByteBuffer spare = spares.getAndSet(place, null);
                if (spare != null) {
                    return spare.clear();
                }
            }
        }
        return ByteBuffer.allocateDirect(bytes);
    }

    /** Gives back what was taken; nobody may use it afterwards. */
    public void give(ByteBuffer buffer) {
        int places = spares.length();
        for (int i = 0, place = first(places); i < places; i++, place = place + 1 == places ? 0 : place + 1) {
            if (spares.getPlain(place) == null && spares.compareAndSet(place, null, buffer)) {
                return;
            }
        }
    }

    /** How many wait to be taken; for tests. */
    public int waiting() {
        int waiting = 0;
        for (int place = 0; place < spares.length(); place++) {
            waiting += spares.get(place) == null ? 0 : 1;
        }
        return waiting;
    }

    /** Where this thread looks first: threads stay out of each other's way, and get back what they gave. */
    private static int first(int places) {
        return (int) (Thread.currentThread().getId() * 7 % places); // getId: threadId is not in Java 17
    }
}

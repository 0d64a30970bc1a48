package zlink.transport.tls;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Buffers for a few TLS records each, lent to connections while bytes flow: an idle connection holds none.
 *
 * <p>From any thread; lock-free. Bounded: what comes back to a full pool is left to the garbage collector.
 */
final class RecordBuffers {

    /** Four records of the largest size TLS has, so that one system call moves several. */
    static final int CAPACITY = 72 << 10;

    /** Direct, as channels want them. Shared by all connections of the process; at most 4.5 MiB wait in it. */
    static final RecordBuffers SHARED = new RecordBuffers(64);

    private final AtomicReferenceArray<ByteBuffer> spares; // null: an empty place

    RecordBuffers(int places) {
        spares = new AtomicReferenceArray<>(places);
    }

    /** A cleared buffer for records of the given size at most. */
    ByteBuffer take(int largestRecord) {
        if (CAPACITY / 2 < largestRecord) {
            return ByteBuffer.allocateDirect(2 * largestRecord); // an engine with larger records than TLS has
        }
        int places = spares.length();
        for (int i = 0, place = first(places); i < places; i++, place = place + 1 == places ? 0 : place + 1) {
            if (spares.getPlain(place) != null) {
                ByteBuffer spare = spares.getAndSet(place, null);
                if (spare != null) {
                    return spare.clear();
                }
            }
        }
        return ByteBuffer.allocateDirect(CAPACITY);
    }

    /** Gives back what was taken; nobody may use it afterwards. */
    void give(ByteBuffer buffer) {
        if (buffer.capacity() != CAPACITY) {
            return;
        }
        int places = spares.length();
        for (int i = 0, place = first(places); i < places; i++, place = place + 1 == places ? 0 : place + 1) {
            if (spares.getPlain(place) == null && spares.compareAndSet(place, null, buffer)) {
                return;
            }
        }
    }

    /** How many wait to be taken; for tests. */
    int waiting() {
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

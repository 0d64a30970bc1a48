package zlink.engine.queue;

import java.util.concurrent.atomic.AtomicLong;
import zlink.engine.sync.SpinLock;

/**
 * A context's spare chunks, by size, for any thread.
 *
 * <p>Keeps a bounded number of each size, so that what a burst took goes back to the garbage collector. A lock
 * held for a few instructions beats a lock-free stack here: chunks change hands once per tens of kilobytes.
 */
public final class ChunkPool {
    private static final int STEP = 4 * 1024;

    /** Room for a frame's header beside a body that is a power of two, as many are: else they took twice the memory. */
    private static final int HEADER = 16;

    /** The first chunk of a queue: what an occasional message needs. */
    public static final int SMALL = STEP + HEADER;

    /** Every further chunk: what a stream needs. */
    public static final int STANDARD = 64 * 1024 + HEADER;

    /** Larger frames get a chunk of their own; up to this size such chunks are kept for reuse. */
    static final int LARGEST_KEPT = 16 * 1024 * 1024 + HEADER;

    private static final int KEPT_BYTES_PER_SIZE = 16 * 1024 * 1024;
    private static final int SIZES = shelfOf(LARGEST_KEPT) + 1;

    private final Shelf[] shelves = new Shelf[SIZES];
    private final AtomicLong inUseBytes = new AtomicLong();

    /** An empty pool. */
    public ChunkPool() {
        for (int i = 0; i < SIZES; i++) {
            shelves[i] = new Shelf(Math.max(1, KEPT_BYTES_PER_SIZE / (STEP << i)));
        }
    }

    /** A chunk of at least this capacity: a power of two and a header up to {@link #LARGEST_KEPT}, exact beyond. */
    Chunk take(int capacity) {
        int shelf = shelfOf(capacity);
        Chunk chunk = shelf < SIZES ? shelves[shelf].take() : null;
        if (chunk == null) {
            chunk = new Chunk(shelf < SIZES ? (STEP << shelf) + HEADER : capacity);
        }
        inUseBytes.addAndGet(chunk.capacity());
        return chunk;
    }

    /** Takes a chunk back that nobody looks at any more. */
    void give(Chunk chunk) {
        assert chunk.poisoned(0, chunk.capacity());
        inUseBytes.addAndGet(-chunk.capacity());
        int shelf = shelfOf(chunk.capacity());
        if (shelf < SIZES) {
            shelves[shelf].give(chunk.cleared());
        }
    }

    /** Bytes of all chunks that queues hold now. */
    public long inUseBytes() {
        return inUseBytes.get();
    }

    private static int shelfOf(int capacity) {
        return capacity <= SMALL ? 0 : 32 - Integer.numberOfLeadingZeros((capacity - HEADER - 1) / STEP);
    }

    /** Spares of one size, the last one given taken first because it is still in the cache. */
    private static final class Shelf {
        private final SpinLock lock = new SpinLock();
        private final Chunk[] spares; // guarded by lock
        private int count;            // guarded by lock

        Shelf(int limit) {
            spares = new Chunk[limit];
        }

        Chunk take() {
            lock.lock();
            try {
                if (count == 0) {
                    return null;
                }
                Chunk chunk = spares[--count];
                spares[count] = null;
                return chunk;
            } finally {
                lock.unlock();
            }
        }

        void give(Chunk chunk) {
            lock.lock();
            try {
                if (count < spares.length) {
                    spares[count++] = chunk;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}

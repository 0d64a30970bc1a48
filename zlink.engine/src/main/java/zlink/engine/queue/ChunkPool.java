package zlink.engine.queue;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import zlink.engine.sync.SpinLock;

/**
 * A context's spare chunks, by size, for any thread.
 *
 * <p>Keeps what queues need again: new memory costs more than copying to it, and goes back only when the garbage
 * collector gets to it. What nobody needed from one {@link #trim} to the next is let go, so a burst costs memory for as
 * long as it lasts, and a little longer; what a closed pool has left is for others until then. A lock held for a few
 * instructions beats a lock-free stack here: chunks change hands once per tens of kilobytes.
 */
public final class ChunkPool {
    private static final int STEP = 4 * 1024;

    /**
     * Room for the headers of frames beside bodies that are powers of two, as many are: else they took twice the
     * memory, or four of them left a quarter of it unused. Enough for sixteen frames of 4 KiB in 64 KiB.
     */
    private static final int HEADERS = 256;

    /** The first chunk of a queue: what an occasional message needs. */
    public static final int SMALL = STEP + HEADERS;

    /** Every further chunk: what a stream needs. */
    public static final int STANDARD = 64 * 1024 + HEADERS;

    /** Larger frames get a chunk of their own; up to this size such chunks are kept for reuse. */
    static final int LARGEST_KEPT = 16 * 1024 * 1024 + HEADERS;

    /** Of each size so much is kept for good. */
    static final int KEPT_BYTES_PER_SIZE = 1024 * 1024;

    /** What closed pools have left: another one's until the garbage collector, which frees memory, has come to it. */
    private static final AtomicReference<WeakReference<ChunkPool>> LEFT =
            new AtomicReference<>(new WeakReference<>(null));

    private static final int SIZES = shelfOf(LARGEST_KEPT) + 1;

    private final Shelf[] shelves = new Shelf[SIZES];
    private final AtomicLong inUseBytes = new AtomicLong();
    private final AtomicBoolean trimming = new AtomicBoolean(); // somebody has been asked to trim, and goes on doing so
    private final Runnable trimmer;

    /** An empty pool that nobody trims. */
    public ChunkPool() {
        this(() -> { });
    }

    /**
     * An empty pool.
     *
     * @param trimmer asked, on any thread, to call {@link #trim} now and then until that says that nothing is left
     */
    public ChunkPool(Runnable trimmer) {
        this.trimmer = trimmer;
        for (int i = 0; i < SIZES; i++) {
            shelves[i] = new Shelf(KEPT_BYTES_PER_SIZE / (STEP << i));
        }
    }

    /** A chunk of at least this capacity: a power of two and room for headers, exact beyond {@link #LARGEST_KEPT}. */
    Chunk take(int capacity) {
        int shelf = shelfOf(capacity);
        Chunk chunk = shelf < SIZES ? spare(shelf) : null;
        if (chunk == null) {
            chunk = new Chunk(shelf < SIZES ? (STEP << shelf) + HEADERS : capacity);
        }
        inUseBytes.addAndGet(chunk.capacity());
        return chunk;
    }

    private Chunk spare(int shelf) {
        Chunk chunk = shelves[shelf].take();
        ChunkPool left = chunk == null ? LEFT.get().get() : null;
        return left == null ? chunk : left.shelves[shelf].take();
    }

    /**
     * Leaves what is spare to other pools, for new memory has to be asked for and cleared. What is given back later
     * goes with this one. Any thread.
     */
    public void close() {
        ChunkPool left = LEFT.get().get();
        if (left == null) {
            left = new ChunkPool();
            LEFT.set(new WeakReference<>(left)); // of two that do so at once one is forgotten, and collected
        }
        for (int i = 0; i < SIZES; i++) {
            for (Chunk chunk = shelves[i].take(); chunk != null; chunk = shelves[i].take()) {
                left.shelves[i].give(chunk);
            }
        }
    }

    /** Takes a chunk back that nobody looks at any more. */
    void give(Chunk chunk) {
        assert chunk.poisoned(0, chunk.capacity());
        inUseBytes.addAndGet(-chunk.capacity());
        int shelf = shelfOf(chunk.capacity());
        if (shelf < SIZES && shelves[shelf].give(chunk.cleared()) && !trimming.get()
                && trimming.compareAndSet(false, true)) {
            trimmer.run();
        }
    }

    /**
     * Lets go of spares that nobody has needed since the last time. Any thread, one at a time.
     *
     * @return whether more than what is kept for good is left, so that it has to be called again
     */
    public boolean trim() {
        for (Shelf shelf : shelves) {
            shelf.trim();
        }
        if (hasMore()) {
            return true;
        }
        trimming.set(false);
        // Whoever gave a chunk back before that has asked nobody.
        return hasMore() && trimming.compareAndSet(false, true);
    }

    private boolean hasMore() {
        for (Shelf shelf : shelves) {
            if (shelf.hasMore()) {
                return true;
            }
        }
        return false;
    }

    /** Bytes of all spare chunks. */
    public long spareBytes() {
        long bytes = 0;
        for (int i = 0; i < SIZES; i++) {
            bytes += (long) shelves[i].spares() * ((STEP << i) + HEADERS);
        }
        return bytes;
    }

    /** Bytes of all chunks that queues hold now. */
    public long inUseBytes() {
        return inUseBytes.get();
    }

    private static int shelfOf(int capacity) {
        return capacity <= SMALL ? 0 : 32 - Integer.numberOfLeadingZeros((capacity - HEADERS - 1) / STEP);
    }

    /** Spares of one size, the last one given taken first because it is still in the cache. Guarded by its lock. */
    private static final class Shelf {
        private static final int FIRST_CAPACITY = 16;

        private final SpinLock lock = new SpinLock();
        private final int kept; // for good
        private Chunk[] spares = new Chunk[FIRST_CAPACITY];
        private int count;
        private int leastCount; // since it was trimmed

        Shelf(int kept) {
            this.kept = kept;
        }

        Chunk take() {
            lock.lock();
            try {
                if (count == 0) {
                    return null;
                }
                Chunk chunk = spares[--count];
                spares[count] = null;
                leastCount = Math.min(leastCount, count);
                return chunk;
            } finally {
                lock.unlock();
            }
        }

        /** Returns whether there are more than are kept for good. */
        boolean give(Chunk chunk) {
            lock.lock();
            try {
                if (count == spares.length) {
                    spares = Arrays.copyOf(spares, 2 * count);
                }
                spares[count++] = chunk;
                return count > kept;
            } finally {
                lock.unlock();
            }
        }

        void trim() {
            lock.lock();
            try {
                int left = Math.max(count - leastCount, Math.min(count, kept));
                Arrays.fill(spares, left, count, null);
                count = left;
                leastCount = left;
                if (count < spares.length / 4 && spares.length > FIRST_CAPACITY) {
                    spares = Arrays.copyOf(spares, Math.max(FIRST_CAPACITY, 2 * count));
                }
            } finally {
                lock.unlock();
            }
        }

        boolean hasMore() {
            lock.lock();
            try {
                return count > kept;
            } finally {
                lock.unlock();
            }
        }

        int spares() {
            lock.lock();
            try {
                return count;
            } finally {
                lock.unlock();
            }
        }
    }
}

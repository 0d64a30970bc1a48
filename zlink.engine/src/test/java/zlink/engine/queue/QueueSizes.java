package zlink.engine.queue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Sizes of frames around every edge of the code. */
final class QueueSizes {
    private QueueSizes() { }

    /** Sizes of one frame; negative ones mean what is left in the last chunk, less a few bytes. */
    static Arbitrary<Integer> frame() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(0, 40)),
                Tuple.of(4, Arbitraries.integers().between(252, 260)),
                Tuple.of(3, Arbitraries.integers().between(-30, -1)),
                Tuple.of(2, Arbitraries.integers().between(1000, 5000)),
                Tuple.of(1, Arbitraries.integers().between(ChunkPool.STANDARD - 14, ChunkPool.STANDARD + 2)),
                Tuple.of(1, Arbitraries.integers().between(20_000, 150_000)));
    }

    /** Sizes of the frames of one message, mostly a single one. */
    static Arbitrary<List<Integer>> message() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, frame().list().ofSize(1)),
                Tuple.of(1, frame().list().ofMinSize(1).ofMaxSize(5)));
    }

    /** The size meant, given what is left in the last chunk of a queue. */
    static int resolve(int size, ByteQueue queue) {
        if (size >= 0) {
            return size;
        }
        int left = queue.tail == null ? ChunkPool.SMALL : queue.tail.capacity() - queue.tailOffset;
        return Math.max(0, left + size + 12); // from 18 bytes less to 11 more than the rest of the chunk
    }
}

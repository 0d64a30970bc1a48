package zlink.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.Supplier;

/** What holds for every decoder and every input. */
final class Property {
    /** What a decoder may allocate before anything has come, that of the target included. */
    private static final long CONSTANT_BYTES = 1 << 20;

    /** What it may allocate for a byte that came: buffers that grow, and the target's notes of what happened. */
    private static final long BYTES_PER_BYTE = 400;

    /** Classes are loaded when they are first used, on the heap: what a run allocates counts if it does so again. */
    private static final int RUNS = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Property() {
    }

    /** Feeds a stream to a fresh decoder. */
    interface Decoder {

        /** What happened, as a text that does not depend on the pieces; the decoder's own exception is part of it. */
        String decode(byte[] stream, Pieces pieces);
    }

    /** Decodes a stream three times in other pieces, and compares. */
    static void holds(byte[] stream, Decoder decoder) {
        String whole = decoder.decode(stream, Pieces.whole());
        String tiny = decoder.decode(stream, Pieces.tiny(stream.length));
        same(whole, tiny, "byte by byte");
        long seed = Arrays.hashCode(stream);
        String random = bounded(stream, () -> decoder.decode(stream, Pieces.random(seed)));
        same(whole, random, "in pieces of seed " + seed);
    }

    private static void same(String whole, String split, String how) {
        if (!whole.equals(split)) {
            throw new AssertionError("at once: " + whole + "\n" + how + ": " + split);
        }
    }

    /** A run that must not allocate more than the bytes that came allow. */
    static <T> T bounded(byte[] stream, Supplier<T> run) {
        long limit = CONSTANT_BYTES + BYTES_PER_BYTE * stream.length;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            T result = run.get();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            if (least <= limit) {
                return result;
            }
        }
        throw new AssertionError(least + " bytes allocated for " + stream.length + " that came, limit " + limit);
    }

    /** Fails with a message. */
    static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}

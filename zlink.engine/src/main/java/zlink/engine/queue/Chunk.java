package zlink.engine.queue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A piece of direct memory in a {@link ByteQueue}, filled front to back and drained front to back.
 *
 * <p>{@link #memory} is only ever accessed by absolute index, so producer and consumer share it; each side has a
 * view with a position of its own for channels.
 */
public final class Chunk {
    /** {@link #end} of a chunk that still takes frames. */
    static final int OPEN = Integer.MAX_VALUE;

    final ByteBuffer memory;
    final ByteBuffer fillView;   // producer only
    final ByteBuffer drainView;  // consumer only
    private ByteBuffer publicView; // consumer only, made when a user first looks inside

    // The three fields below are the producer's, and reach the consumer with the queue's next publication.
    int end = OPEN;
    boolean startsMessage = true;
    long messagesAtEnd; // complete in the queue's history when this chunk was sealed
    Chunk next;

    Chunk(int capacity) {
        memory = ByteBuffer.allocateDirect(capacity);
        fillView = memory.duplicate();
        drainView = memory.duplicate();
    }

    int capacity() {
        return memory.capacity();
    }

    /** The memory for absolute reads between offsets the consumer was given. */
    public ByteBuffer memory() {
        return memory;
    }

    /** A part as a read-only buffer, big-endian; always the same object for one chunk. */
    public ByteBuffer view(int offset, int size) {
        if (publicView == null) {
            publicView = memory.asReadOnlyBuffer();
        }
        // The last user may have left it with another order.
        return publicView.order(ByteOrder.BIG_ENDIAN).limit(offset + size).position(offset);
    }

    /**
     * Overwrites a part nobody may look at any more, so that a look too late sees nonsense at once and not only if the
     * memory has found another use by then. Only ever called in an assertion: it costs nothing where they are off.
     *
     * @return true
     */
    boolean poisoned(int from, int to) {
        byte[] block = Poison.BLOCK;
        for (int at = from; at < to; at += block.length) {
            memory.put(at, block, 0, Math.min(block.length, to - at));
        }
        return true;
    }

    /** Makes it like new, when neither side can see it. */
    Chunk cleared() {
        end = OPEN;
        startsMessage = true;
        next = null;
        return this;
    }

    /** No frame begins like this: reserved bits, and a size below zero. */
    private static final class Poison {
        static final byte[] BLOCK = new byte[4096];

        static {
            Arrays.fill(BLOCK, (byte) 0xDB);
        }
    }
}

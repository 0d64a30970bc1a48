package zlink.engine.queue;

import java.nio.ByteBuffer;

/**
 * The inlet for peers that send bytes without frames: what one read brings becomes one message, and empty messages say
 * that the peer has come and that it has gone.
 *
 * <p>A header is put before the bytes where they lie, in room that is left for it; a message is never larger than a
 * chunk. What a peer may cost is bounded by the queue's limits alone, for nothing is ever incomplete.
 */
public final class RawInlet implements Inlet {
    /** The least to read into: less than this at the end of a chunk is left unused. */
    private static final int LEAST_ROOM = 1024;

    /** The most one read brings, as the API promises; a chunk has a little more room. */
    private static final int MOST_ROOM = 64 * 1024;

    private enum Presence { AWAITED, HERE, GONE }

    private final ByteQueue queue;
    private Presence peer = Presence.AWAITED;
    private int filled; // end of what is published in the last chunk
    private long receivedMessages;

    /** An inlet of a queue. */
    public RawInlet(ByteQueue queue) {
        this.queue = queue;
    }

    @Override
    public boolean begin() {
        return becomes(Presence.AWAITED, Presence.HERE);
    }

    @Override
    public ByteBuffer room() {
        Chunk chunk = withRoom(FrameFormat.LONG_HEADER + LEAST_ROOM);
        int start = filled + FrameFormat.LONG_HEADER;
        return chunk.fillView.limit(Math.min(chunk.capacity(), start + MOST_ROOM)).position(start);
    }

    @Override
    public int arrived(int bytes, Listener listener) {
        ByteBuffer memory = queue.tail().memory;
        memory.put(filled, (byte) FrameFormat.LONG);
        memory.putLong(filled + 1, bytes);
        publish(FrameFormat.LONG_HEADER + bytes);
        return 1;
    }

    @Override
    public boolean end() {
        return becomes(Presence.HERE, Presence.GONE);
    }

    @Override
    public boolean isPartial() {
        return false;
    }

    @Override
    public long receivedMessages() {
        return receivedMessages;
    }

    @Override
    public void restart(boolean keep) {
        queue.restart(keep);
        filled = 0;
    }

    private boolean becomes(Presence before, Presence after) {
        if (peer != before) {
            return false;
        }
        withRoom(FrameFormat.SHORT_HEADER).memory.putShort(filled, (short) 0); // an empty frame, the last one
        peer = after;
        publish(FrameFormat.SHORT_HEADER);
        return true;
    }

    private Chunk withRoom(int bytes) {
        Chunk chunk = queue.tail();
        if (chunk == null || chunk.capacity() - filled < bytes) {
            Chunk fresh = queue.newChunk(chunk == null ? ChunkPool.SMALL : ChunkPool.STANDARD);
            queue.continueIn(fresh, filled);
            filled = 0;
            return fresh;
        }
        return chunk;
    }

    private void publish(int bytes) {
        filled += bytes;
        queue.publishTo(filled, bytes, 1);
        receivedMessages++;
    }
}

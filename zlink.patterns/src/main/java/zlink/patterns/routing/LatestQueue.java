package zlink.patterns.routing;

import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/**
 * Of each peer the newest frame only, for sockets with CONFLATE.
 *
 * <p>Frames are taken from the peers as they arrive, however slow the application is: a queue that filled up would
 * hold the peer back, and what is newest would be at the peer's. They come in under the send lock and go out under the
 * receive lock; in between they are handed over one by one, through a place per peer that either side empties with a
 * single exchange.
 */
public final class LatestQueue {
    private static final int KEPT_BYTES = 64 * 1024; // larger spares go once they are half empty

    private final Map<Pipe, Latest> peers = new IdentityHashMap<>();     // guarded by the send lock
    private final Queue<Latest> arrived = new ConcurrentLinkedQueue<>(); // each at most once: whoever has a frame
    private final ByteQueue shown;                                       // guarded by the receive lock
    private final OutgoingMessage encoder = new OutgoingMessage();       // guarded by the receive lock
    private Latest source;                                               // guarded by the receive lock

    /** A queue without peers. */
    public LatestQueue(ChunkPool chunks) {
        shown = new ByteQueue(chunks, 0, 0);
    }

    /** A peer has come. Under the send lock. */
    public void attach(Pipe pipe) {
        peers.putIfAbsent(pipe, new Latest(pipe));
    }

    /** A peer has gone; its newest frame can still be received. Under the send lock. */
    public void detach(Pipe pipe) {
        peers.remove(pipe);
    }

    /**
     * A frame has come. Under the send lock.
     *
     * @return whether the receiver must be told: it may have seen that there was none
     */
    public boolean put(Pipe pipe, ByteBuffer memory, int offset, int size) {
        Latest latest = peers.get(pipe);
        if (latest == null || !latest.put(memory, offset, size)) {
            return false;
        }
        arrived.add(latest);
        return true;
    }

    /** Loads the next peer's newest frame without taking it; returns whether there is one. Under the receive lock. */
    public boolean next(IncomingMessage message) {
        if (!shown.hasMessage() && !showAnother()) {
            return false;
        }
        shown.load(message);
        message.peer(source.pipe.peer());
        return true;
    }

    private boolean showAnother() {
        Latest latest = arrived.poll();
        if (latest == null) {
            return false;
        }
        Frame frame = latest.newest.getAndSet(null);
        shown.append(encoder.array(frame.bytes, 0, frame.size));
        encoder.clear();
        latest.returned.set(frame);
        source = latest;
        return shown.hasMessage();
    }

    /** Takes the frame loaded last. Under the receive lock. */
    public void taken(IncomingMessage message) {
        shown.consume(message);
        source = null;
    }

    /** Whether nothing is there. Under the receive lock. */
    public boolean isEmpty() {
        return arrived.isEmpty() && !shown.hasMessage();
    }

    /** A frame and room for a larger one. Belongs to whoever took it out of its place. */
    private static final class Frame {
        private byte[] bytes = new byte[64];
        private int size;

        private void fill(ByteBuffer memory, int offset, int length) {
            if (length > bytes.length || bytes.length > KEPT_BYTES && length < bytes.length / 2) {
                bytes = new byte[Math.max(length, Math.min(2 * length, KEPT_BYTES))];
            }
            memory.get(offset, bytes, 0, length);
            size = length;
        }
    }

    /** One peer's newest frame. */
    private static final class Latest {
        private final Pipe pipe;
        private final AtomicReference<Frame> newest = new AtomicReference<>();
        private final AtomicReference<Frame> returned = new AtomicReference<>();
        private Frame spare; // guarded by the send lock

        private Latest(Pipe pipe) {
            this.pipe = pipe;
        }

        /** Puts a frame in the place of the last one; returns whether there was none. */
        private boolean put(ByteBuffer memory, int offset, int size) {
            Frame frame = spare != null ? spare : returned.getAndSet(null);
            if (frame == null) {
                frame = new Frame();
            }
            frame.fill(memory, offset, size);
            spare = newest.getAndSet(frame);
            return spare == null;
        }
    }
}

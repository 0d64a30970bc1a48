package zlink.engine.queue;

import java.nio.ByteBuffer;

/**
 * The inlet for peers that speak ZMTP: frame headers are scanned where they lie, and whole messages are published.
 *
 * <p>What a frame may cost is decided by the bytes that have arrived, never by the size it announces: a frame too large
 * for its chunk moves to a chunk at most twice as large as what is there, or as the largest frame there has been.
 */
public final class FrameInlet implements Inlet {
    private static final int SMALL_COMMAND = 1024;          // any heartbeat, whatever the limit of messages
    private static final int MOST_BETWEEN = 64 * 1024;      // beside the limit of messages
    private static final int COMMAND_NAME_SLACK = 10; // what libzmq 4.3.4 forgets when it decides on the long form

    private final ByteQueue queue;
    private final boolean queued;
    private final long largestMessage; // bytes of all frames of a message; 0: no limit

    private Chunk before;      // links to the last chunk, null if that is the first
    private int boundary;      // end of what is published, or shown, in the last chunk
    private int scanned;       // where the next frame header starts
    private int filled;        // end of the bytes that have arrived
    private long wanted;       // size of the frame at scanned with its header, as far as known
    private boolean inMessage; // the last frame scanned had MORE
    private long messageBytes; // of the message under way: its complete frames, without headers
    private long betweenBytes; // of the message under way: headers, and commands between its frames
    private long queuedBytes;  // bytes scanned since the last publication, for the queue's account
    private long boundaryBytes; // how many of them end at the boundary
    private int largestFrame;   // with its header, of those complete that needed a chunk of their own
    private int completed;      // messages completed by the bytes that arrived last
    private long receivedMessages;
    private long receivedBytes;

    /**
     * An inlet of a queue.
     *
     * @param queued whether messages go into the queue; otherwise {@link Listener#frame} gets them
     * @param largestMessage most bytes of a message's frames, 0 for no limit
     */
    public FrameInlet(ByteQueue queue, boolean queued, long largestMessage) {
        this.queue = queue;
        this.queued = queued;
        this.largestMessage = largestMessage;
    }

    @Override
    public ByteBuffer room() {
        Chunk chunk = queue.tail();
        if (chunk == null) {
            chunk = queue.newChunk(ChunkPool.SMALL);
            queue.continueIn(chunk, 0);
        } else if (filled == chunk.capacity() || scanned > 0 && wanted > chunk.capacity() - scanned) {
            chunk = moveOn(chunk);
        }
        return chunk.fillView.limit(chunk.capacity()).position(filled);
    }

    @Override
    public int arrived(int bytes, Listener listener) throws FrameException {
        filled += bytes;
        receivedBytes += bytes;
        completed = 0;
        try {
            scan(listener);
        } finally {
            receivedMessages += completed;
            settle();
        }
        return completed;
    }

    @Override
    public boolean isPartial() {
        return inMessage || filled > scanned;
    }

    @Override
    public long receivedMessages() {
        return receivedMessages;
    }

    /** Bytes received so far, headers and commands included. */
    public long receivedBytes() {
        return receivedBytes;
    }

    @Override
    public void restart(boolean keep) {
        assert !isPartial() : "bytes that have arrived would be lost";
        queue.restart(keep);
        startIn(null, 0);
    }

    private void scan(Listener listener) throws FrameException {
        ByteBuffer memory = queue.tail().memory;
        wanted = 0;
        while (filled - scanned >= FrameFormat.SHORT_HEADER) {
            int flags = memory.get(scanned);
            checkFlags(flags);
            int header = FrameFormat.SHORT_HEADER;
            long size = memory.get(scanned + 1) & 0xFF;
            boolean forgotten = flags == FrameFormat.COMMAND && size == 0;
            if ((flags & FrameFormat.LONG) != 0 || forgotten) {
                header = FrameFormat.LONG_HEADER;
                if (filled - scanned < header) {
                    wanted = header;
                    break;
                }
                size = memory.getLong(scanned + 1);
                check(flags, size, forgotten);
            } else if (largestMessage != 0) {
                checkLimit(flags, size);
            }
            wanted = header + size;
            if (wanted > filled - scanned) {
                break;
            }
            int body = scanned + header;
            scanned = body + (int) size;
            if (wanted > ChunkPool.STANDARD) {
                largestFrame = (int) Math.max(largestFrame, wanted);
            }
            wanted = 0;
            if ((flags & FrameFormat.COMMAND) != 0) {
                if (forgotten) {
                    memory.put(body - header, (byte) (FrameFormat.COMMAND | FrameFormat.LONG)); // for the reader
                }
                queuedBytes += header + size;
                if (inMessage) {
                    addBetween(header + size); // else commands without end would be free
                }
                listener.command(memory, body, (int) size);
                continue;
            }
            queuedBytes += header + size;
            messageBytes += size;
            addBetween(header);
            inMessage = (flags & FrameFormat.MORE) != 0;
            if (!queued) {
                listener.frame(memory, body, (int) size, inMessage);
            }
            if (!inMessage) {
                messageBytes = 0;
                betweenBytes = 0;
                boundary = scanned;
                boundaryBytes = queuedBytes;
                completed++;
            }
        }
    }

    private static void checkFlags(int flags) throws FrameException {
        if ((flags & FrameFormat.RESERVED) != 0) {
            throw new FrameException("reserved bits in frame flags 0x" + Integer.toHexString(flags & 0xFF));
        }
        if ((flags & FrameFormat.COMMAND) != 0 && (flags & FrameFormat.MORE) != 0) {
            throw new FrameException("command with MORE");
        }
    }

    private void check(int flags, long size, boolean forgotten) throws FrameException {
        if (size < 0) {
            throw new FrameException("negative frame size " + size);
        }
        if (forgotten && (size <= FrameFormat.SHORT_LIMIT
                || size > FrameFormat.SHORT_LIMIT + COMMAND_NAME_SLACK)) {
            throw new FrameException("command without a name");
        }
        checkLimit(flags, size);
        if (size > Integer.MAX_VALUE - 64) {
            throw new FrameException("frame of " + size + " bytes, more than a frame can have here");
        }
    }

    private void checkLimit(int flags, long size) throws FrameException {
        if (largestMessage == 0) {
            return;
        }
        if ((flags & FrameFormat.COMMAND) != 0) {
            if (size > Math.max(largestMessage, SMALL_COMMAND)) {
                throw new FrameException("command of " + size + " bytes, limit " + largestMessage, true);
            }
        } else if (size > largestMessage - messageBytes) {
            throw new FrameException((messageBytes == 0 ? "frame of " + size + " bytes" : "frame of " + size
                    + " bytes in a message that has " + messageBytes) + ", limit " + largestMessage, true);
        }
    }

    /** The limit is one of what the application gets; what else a message under way costs has another. */
    private void addBetween(long bytes) throws FrameException {
        betweenBytes += bytes;
        if (largestMessage != 0 && betweenBytes - MOST_BETWEEN > largestMessage) {
            throw new FrameException("message with " + betweenBytes + " bytes of headers and commands, limit "
                    + largestMessage + " and " + MOST_BETWEEN, true);
        }
    }

    /** After a scan: publishes what is complete and closes the gap that commands or shown frames left. */
    private void settle() {
        if (queued && completed > 0) {
            queue.publishTo(boundary, boundaryBytes, completed);
            queuedBytes -= boundaryBytes;
            boundaryBytes = 0;
        }
        boolean reclaimable = !queued || !inMessage;
        if (reclaimable && scanned > boundary || !queued && boundary > 0) {
            int target = queued ? boundary : 0;
            int left = filled - scanned;
            if (left > 0) {
                move(queue.tail(), scanned, queue.tail(), target, left);
            }
            assert queue.tail().poisoned(target + left, filled);
            boundary = target;
            scanned = target;
            filled = target + left;
            queuedBytes = 0;
        }
        if (!queued && filled == 0 && queue.tail().capacity() > ChunkPool.STANDARD) {
            queue.restart(false); // what a large frame needed goes back once it has been shown
        }
    }

    /** The last chunk is full, or too small for the frame that is arriving: takes that frame to a new one. */
    private Chunk moveOn(Chunk chunk) {
        int held = filled - scanned;
        long capacity = ChunkPool.STANDARD;
        if (wanted > capacity) {
            capacity = Math.min(wanted, Math.max(Math.max(capacity, largestFrame), 2L * held));
        }
        Chunk fresh = queue.newChunk((int) capacity);
        move(chunk, scanned, fresh, 0, held);
        if (scanned == 0) {
            queue.replaceTail(before, fresh); // nothing of it was published: the frame grows in a larger chunk
        } else {
            queue.continueIn(fresh, scanned);
            startIn(chunk, held);
        }
        return fresh;
    }

    private void startIn(Chunk previous, int held) {
        before = previous;
        boundary = 0;
        scanned = 0;
        filled = held;
    }

    private static void move(Chunk from, int offset, Chunk to, int target, int size) {
        // Absolute bulk put copes with overlap: it copies as if through a temporary array.
        to.memory.put(target, from.memory, offset, size);
    }
}

package zlink.engine.queue;

import java.nio.ByteBuffer;

/**
 * A queue of messages as the bytes of their frames: linked chunks, one producer and one consumer at a time.
 *
 * <p>What is in the queue is the wire form. The consumer is either a reader, which takes whole messages
 * ({@link #load}, {@link #consume}), or a writer, which takes bytes as a channel accepts them ({@link #gather},
 * {@link #drained}). A frame never straddles chunks, a message is published at once, and bytes once published do not
 * move until they are consumed.
 *
 * <p><b>Memory order</b>, tested by ByteQueueRaces in zlink.races. The producer writes frames and chunk links plainly
 * and then publishes with two release stores, bytes first, messages second. A consumer that reads either count with
 * acquire sees everything before it; one that reads messages first and bytes second never believes in a message whose
 * bytes it does not see. Credit guards no memory, which goes back through the pool. Whoever hands the producer's or the
 * consumer's side on does so through a lock or token, which orders its plain fields.
 */
public final class ByteQueue extends BackPadding {
    private final ChunkPool pool;
    private int messageLimit; // 0: none; set before the consumer sees the queue, see limit
    private long byteLimit;   // 0: none; likewise
    private int lowWater;     // messages consumed before credit is returned; likewise

    /**
     * An empty queue, which holds no memory.
     *
     * @param messageLimit most messages in the queue, 0 for no limit
     * @param byteLimit most bytes in the queue, except that one message always fits; 0 for no limit
     */
    public ByteQueue(ChunkPool pool, int messageLimit, long byteLimit) {
        this.pool = pool;
        limit(messageLimit, byteLimit);
    }

    /** Both sides, before the consumer sees the queue: replaces the limits. */
    public void limit(int messages, long bytes) {
        messageLimit = messages;
        byteLimit = bytes;
        lowWater = (messages + 1) / 2;
    }

    /** Any thread, for statistics: messages that are in the queue, roughly. */
    public long depthMessages() {
        return isAllWritten() ? 0 : Math.max(0, (long) PUBLISHED_MESSAGES.getAcquire(this) - consumedMessages);
    }

    /** Any thread, for statistics: bytes that are in the queue, roughly. */
    public long depthBytes() {
        return Math.max(0, (long) PUBLISHED_BYTES.getAcquire(this) - consumedBytes);
    }

    // ---- producer ------------------------------------------------------------------------------------------

    /** Producer: whether one more message fits within the limits. */
    public boolean hasRoom() {
        if (messageLimit != 0 && writtenMessages - creditedMessagesSeen >= messageLimit) {
            creditedMessagesSeen = (long) CREDIT_MESSAGES.getAcquire(this);
            if (writtenMessages - creditedMessagesSeen >= messageLimit && !isEmptied()) {
                return false;
            }
        }
        if (byteLimit != 0 && writtenBytes - creditedBytesSeen >= byteLimit) {
            creditedBytesSeen = (long) CREDIT_BYTES.getAcquire(this);
            return writtenBytes - creditedBytesSeen < byteLimit;
        }
        return true;
    }

    /** Any thread, without the producer's token: whether the queue, last seen full, has room by now. */
    public boolean roomIsBack() {
        return (messageLimit == 0 || writtenMessages - (long) CREDIT_MESSAGES.getVolatile(this) < messageLimit)
                && (byteLimit == 0 || writtenBytes - (long) CREDIT_BYTES.getVolatile(this) < byteLimit);
    }

    /**
     * Whether everything has been consumed, whatever the credit in messages says: a writer may have taken a message's
     * bytes before it could know of the message, and gives credit for it only with the next one.
     */
    private boolean isEmptied() {
        return (long) CREDIT_BYTES.getAcquire(this) == writtenBytes;
    }

    /** Producer: encodes a message and publishes it. Limits are the caller's business ({@link #hasRoom}). */
    public void append(OutgoingMessage message) {
        if (message.isPlainArray()) {
            int length = message.plainLength();
            int header = FrameFormat.headerSize(length);
            int at = reserve(header + length, true);
            ByteBuffer memory = tail.memory;
            putHeader(memory, at, 0, length);
            memory.put(at + header, message.plainArray(), message.plainOffset(), length);
            appendedBody += length;
        } else {
            appendFrames(message);
        }
        publish(1);
    }

    /**
     * Producer: queues the bytes of a message of one frame without a header, for a peer that knows none, and publishes
     * them. Nobody can tell the messages of such a queue apart: it is never rewound and nothing is taken back.
     */
    public void appendBare(OutgoingMessage message) {
        int length = message.size(0);
        int at = reserve(length, true);
        message.copyTo(0, tail.memory, at);
        appendedBody += length;
        publish(1);
    }

    private void appendFrames(OutgoingMessage message) {
        Chunk startTail = tail;
        int startOffset = tailOffset;
        long startBytes = writtenBytes;
        long body = 0;
        boolean complete = false;
        try {
            int last = message.frameCount() - 1;
            for (int i = 0; i <= last; i++) {
                int length = message.size(i);
                body += length;
                int at = reserve(FrameFormat.headerSize(length) + length, i == 0);
                ByteBuffer memory = tail.memory;
                message.copyTo(i, memory, at + putHeader(memory, at, i == last ? 0 : FrameFormat.MORE, length));
            }
            appendedBody += body;
            complete = true;
        } finally {
            if (!complete) {
                rollBack(startTail, startOffset, startBytes); // out of memory in mid-message: as if never begun
            }
        }
    }

    private void rollBack(Chunk startTail, int startOffset, long startBytes) {
        Chunk unused = startTail == null ? first : startTail.next;
        if (startTail == null) {
            first = null;
        } else {
            startTail.next = null;
            startTail.end = Chunk.OPEN;
        }
        while (unused != null) {
            Chunk next = unused.next;
            pool.give(unused);
            unused = next;
        }
        tail = startTail;
        tailOffset = startOffset;
        writtenBytes = startBytes;
    }

    /** Producer: queues bytes that are frames already, a command for example; not counted as a message. */
    public void appendEncoded(byte[] frames) {
        int at = reserve(frames.length, true);
        tail.memory.put(at, frames);
        publish(0);
    }

    /** Producer: messages appended and not yet credited by the consumer, as far as the producer knows. */
    public long backlogMessages() {
        return writtenMessages - (long) CREDIT_MESSAGES.getAcquire(this);
    }

    /** Producer: bytes appended and not yet credited by the consumer. */
    public long backlogBytes() {
        return writtenBytes - creditedBytes();
    }

    /** Producer: bytes the consumer has given credit for since the queue was made. */
    public long creditedBytes() {
        return (long) CREDIT_BYTES.getAcquire(this);
    }

    /** Producer: messages appended since the queue was made. */
    public long appendedMessages() {
        return writtenMessages;
    }

    /** Producer: bytes appended since the queue was made. */
    public long appendedBytes() {
        return writtenBytes;
    }

    /** Any thread: messages published since the queue was made. */
    public long publishedMessages() {
        return (long) PUBLISHED_MESSAGES.getAcquire(this);
    }

    /** Bytes of the frames of all messages appended, without headers. Others than the producer read it roughly. */
    public long appendedBodyBytes() {
        return appendedBody;
    }

    private static int putHeader(ByteBuffer memory, int at, int flags, int length) {
        if (length <= FrameFormat.SHORT_LIMIT) {
            memory.putShort(at, (short) (flags << 8 | length));
            return FrameFormat.SHORT_HEADER;
        }
        memory.put(at, (byte) (flags | FrameFormat.LONG));
        memory.putLong(at + 1, length);
        return FrameFormat.LONG_HEADER;
    }

    /** Makes room for a frame in one chunk and returns where it starts. */
    private int reserve(int bytes, boolean startsMessage) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a frame with its header is larger than 2 GiB");
        }
        Chunk chunk = tail;
        int at = tailOffset;
        if (chunk == null || chunk.capacity() - at < bytes) {
            extend(bytes, startsMessage);
            at = 0;
        }
        tailOffset = at + bytes;
        writtenBytes += bytes;
        return at;
    }

    private void extend(int bytes, boolean startsMessage) {
        Chunk chunk = pool.take(tail == null ? bytes : Math.max(bytes, ChunkPool.STANDARD));
        chunk.startsMessage = startsMessage;
        link(chunk);
    }

    /** Producer: seals the last chunk where it is filled up to and goes on in another. */
    private void link(Chunk chunk) {
        if (tail == null) {
            first = chunk;
        } else {
            tail.end = tailOffset;
            tail.messagesAtEnd = writtenMessages;
            tail.next = chunk;
        }
        tail = chunk;
        tailOffset = 0;
    }

    private void publish(int messages) {
        PUBLISHED_BYTES.setRelease(this, writtenBytes);
        if (messages != 0) {
            PUBLISHED_MESSAGES.setRelease(this, writtenMessages += messages);
        }
    }

    // ---- producer that fills chunks from a channel, see Inlet ------------------------------------------------

    Chunk tail() {
        return tail;
    }

    Chunk newChunk(int capacity) {
        return pool.take(capacity);
    }

    /** Seals the last chunk at {@code end} and goes on in another. */
    void continueIn(Chunk chunk, int end) {
        tailOffset = end;
        link(chunk);
    }

    /** Puts another chunk in the place of the last one, of which nothing has been published. */
    void replaceTail(Chunk before, Chunk chunk) {
        Chunk replaced = tail;
        if (before == null) {
            first = chunk;
        } else {
            before.next = chunk;
        }
        tail = chunk;
        pool.give(replaced);
    }

    /** Publishes what lies in the last chunk up to an offset. */
    void publishTo(int offset, long bytes, int messages) {
        tailOffset = offset;
        writtenBytes += bytes;
        publish(messages);
    }

    // ---- consumer that reads messages --------------------------------------------------------------------------

    /** Reader: whether a message is there. */
    public boolean hasMessage() {
        return consumedMessages != publishedSeen
                || consumedMessages != (publishedSeen = (long) PUBLISHED_MESSAGES.getAcquire(this));
    }

    /** Messages taken since the queue was made; by others than the consumer read roughly, for statistics. */
    public long consumedMessages() {
        return consumedMessages;
    }

    /** Reader: shows the next message, which stays where it is; {@link #hasMessage} was true. */
    public void load(IncomingMessage message) {
        message.clear();
        Chunk chunk = head;
        int offset = headOffset;
        if (chunk == null) {
            chunk = first;
            head = chunk;
        }
        int flags;
        do {
            while (offset == chunk.end) {
                chunk = chunk.next;
                offset = 0;
            }
            ByteBuffer memory = chunk.memory;
            flags = memory.get(offset);
            int header;
            int size;
            if ((flags & FrameFormat.LONG) == 0) {
                header = FrameFormat.SHORT_HEADER;
                size = memory.get(offset + 1) & 0xFF;
            } else {
                header = FrameFormat.LONG_HEADER;
                size = (int) memory.getLong(offset + 1);
            }
            if ((flags & FrameFormat.COMMAND) == 0) {
                message.add(chunk, offset + header, size);
            } else {
                flags |= FrameFormat.MORE; // commands between the frames: look on
            }
            offset += header + size;
            message.bytes += header + size;
        } while ((flags & FrameFormat.MORE) != 0);
        if (message.endChunk != chunk) {
            message.endChunk = chunk;
        }
        message.endOffset = offset;
    }

    /**
     * Reader: takes the message that was loaded.
     *
     * @return whether credit went back to the producer, which may be waiting for it
     */
    public boolean consume(IncomingMessage message) {
        Chunk start = head;
        releaseUpTo(message.endChunk);
        assert head.poisoned(head == start ? headOffset : 0, message.endOffset);
        headOffset = message.endOffset;
        consumedMessages++;
        consumedBytes += message.bytes;
        consumedBody += message.bodyBytes();
        if (messageLimit == 0 ? byteLimit != 0 && consumedBytes - creditedBytes >= byteLimit / 4
                : consumedMessages - creditedMessages >= lowWater
                        || byteLimit != 0 && consumedBytes - creditedBytes >= byteLimit / 4) {
            returnCredit();
            return true;
        }
        return false;
    }

    /** Consumer: tells the producer of everything consumed so far. */
    public void returnCredit() {
        creditedMessages = consumedMessages;
        creditedBytes = consumedBytes;
        CREDIT_BYTES.setRelease(this, consumedBytes);
        CREDIT_MESSAGES.setRelease(this, consumedMessages);
    }

    private void releaseUpTo(Chunk chunk) {
        while (head != chunk) {
            Chunk done = head;
            head = done.next;
            pool.give(done);
        }
    }

    /** Bytes of the frames of all messages taken, without headers. Others than the reader read it roughly. */
    public long consumedBodyBytes() {
        return consumedBody;
    }

    // ---- consumer that writes bytes ------------------------------------------------------------------------------

    /** Any thread: whether anything was published that the writer has not written. */
    public boolean looksUnwritten() {
        return (long) PUBLISHED_BYTES.getVolatile(this) != (long) CREDIT_BYTES.getAcquire(this);
    }

    /**
     * Writer: collects what is there, in order, as buffers to write from.
     *
     * @return how many buffers; 0 if nothing is there
     */
    public int gather(ByteBuffer[] buffers, long mostBytes) {
        gatheredMessages = (long) PUBLISHED_MESSAGES.getAcquire(this); // before the bytes: see the class comment
        gatheredUpTo = (long) PUBLISHED_BYTES.getAcquire(this);
        long left = Math.min(mostBytes, gatheredUpTo - consumedBytes);
        if (left == 0) {
            creditLateCount();
            return 0;
        }
        int count = 0;
        if (head == null) {
            head = first; // not earlier: the producer may still take back what it has not published
        }
        Chunk chunk = head;
        int offset = headOffset;
        while (left > 0 && count < buffers.length) {
            if (offset == chunk.end) {
                chunk = chunk.next;
                offset = 0;
                if (head.end == headOffset) {
                    passHead();
                }
                continue;
            }
            int size = (int) Math.min(left, Math.min(chunk.end, chunk.capacity()) - offset);
            buffers[count++] = chunk.drainView.limit(offset + size).position(offset);
            left -= size;
            offset += size;
        }
        return count;
    }

    /** The count of messages is published after their bytes: what was written before it was seen is credited now. */
    private void creditLateCount() {
        if (consumedMessages != gatheredMessages) {
            consumedMessages = gatheredMessages;
            returnCredit();
        }
    }

    /** Writer: takes the first bytes of what was gathered, and returns credit for them. */
    public void drained(long bytes) {
        long left = bytes;
        while (left > 0) {
            int inChunk = Math.min(head.end, head.capacity()) - headOffset;
            if (left <= inChunk) {
                headOffset += (int) left;
                break;
            }
            left -= inChunk;
            passHead();
        }
        consumedBytes += bytes;
        if (consumedBytes == gatheredUpTo) {
            consumedMessages = gatheredMessages;
        }
        returnCredit();
    }

    /** Goes on in the next chunk, which is there; the messages that end in this one are known to be written. */
    void passHead() {
        Chunk done = head;
        head = done.next;
        headOffset = 0;
        messagesBeforeHead = done.messagesAtEnd;
        consumedMessages = messagesBeforeHead;
        pool.give(done);
    }

    void moveTo(int offset) {
        consumedBytes += offset - headOffset;
        headOffset = offset;
    }

    boolean isAllWritten() {
        return (long) PUBLISHED_BYTES.getAcquire(this) == consumedBytes;
    }

    // ---- both sides at once --------------------------------------------------------------------------------------

    /**
     * Both sides, after the channel is gone: goes back to the start of the message that was cut, or, if its start is
     * no longer there, on to the next one; commands, which were for that peer, are dropped.
     *
     * @return whether a message was lost that way
     */
    public boolean rewind() {
        return UnwrittenFrames.rewind(this);
    }

    /**
     * Both sides: takes back messages that have been published and of which nothing has been written; one that is under
     * way stays whole, and commands stay.
     *
     * @return messages taken back
     */
    public int takeBackUnstarted() {
        return UnwrittenFrames.takeBack(this);
    }

    /** Makes the first chunk the last one, up to an offset. */
    void cut(int end, int messages) {
        Chunk unused = head.next;
        tail = head;
        tailOffset = end;
        head.end = Chunk.OPEN;
        head.next = null;
        while (unused != null) {
            Chunk next = unused.next;
            pool.give(unused);
            unused = next;
        }
        writtenBytes = consumedBytes + end - headOffset;
        writtenMessages -= messages;
        PUBLISHED_BYTES.setRelease(this, writtenBytes);
        PUBLISHED_MESSAGES.setRelease(this, writtenMessages);
    }

    /**
     * Both sides, at the moment when everything has been consumed: starts over at the front of the chunk, which is
     * still in the cache, or gives it back.
     *
     * @param keep whether to keep the chunk for the next message
     */
    public void restart(boolean keep) {
        Chunk chunk = tail;
        if (chunk == null) {
            return;
        }
        if (head == null) {
            head = first;
        }
        releaseUpTo(chunk);
        assert chunk.poisoned(0, tailOffset);
        tailOffset = 0;
        headOffset = 0;
        head = null; // the reader starts with first again, which an inlet may still replace
        messagesBeforeHead = writtenMessages;
        if (keep && chunk.capacity() <= ChunkPool.STANDARD) {
            first = chunk.cleared();
        } else {
            pool.give(chunk);
            tail = null;
            first = null;
        }
    }

    /** Both sides: forgets what is left and gives all memory back. */
    public void discard() {
        if (head == null) {
            head = first;
        }
        while (head != null) {
            Chunk done = head;
            head = done.next;
            pool.give(done);
        }
        tail = null;
        first = null;
        tailOffset = 0;
        headOffset = 0;
        consumedBytes = writtenBytes;
        consumedMessages = writtenMessages;
        messagesBeforeHead = writtenMessages;
        publishedSeen = writtenMessages; // what was seen before is gone too
        PUBLISHED_BYTES.setRelease(this, writtenBytes);
        returnCredit();
    }
}

package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** A queue written to a channel, beside a list of what is in it. */
final class WriterRig {
    private static final ChunkPool POOL = new ChunkPool();

    /** What was appended at once, as places in the stream of all bytes ever appended. */
    private record Unit(int start, int end, boolean message, boolean oneChunk) { }

    private final long heldBefore = POOL.inUseBytes();
    private final ByteQueue queue;
    private final int messageLimit;
    private final long byteLimit;
    private final List<Unit> units = new ArrayList<>();
    private byte[] stream = new byte[1024];
    private int end;     // of the stream
    private int written; // of it
    private int rewound; // bytes that were taken back, at most
    private int largestUnit;

    WriterRig(int messageLimit, long byteLimit) {
        this.queue = new ByteQueue(POOL, messageLimit, byteLimit);
        this.messageLimit = messageLimit;
        this.byteLimit = byteLimit;
    }

    int end() {
        return end;
    }

    void append(List<Integer> sizes) {
        if (!queue.hasRoom()) {
            return;
        }
        OutgoingMessage message = new OutgoingMessage();
        List<byte[]> frames = new ArrayList<>();
        int seed = units.size();
        for (int size : sizes) {
            frames.add(Reference.body(QueueSizes.resolve(size, queue), seed++));
        }
        byte[] last = frames.get(frames.size() - 1);
        byte[] around = Reference.join(new byte[3], last, new byte[2]);
        if (units.size() % 2 == 0) {
            message.array(around, 3, last.length);
        } else {
            message.buffer(ByteBuffer.wrap(around, 3, last.length));
        }
        message.envelope(frames.toArray(byte[][]::new), frames.size() - 1);
        Chunk before = queue.tail;
        queue.append(message);
        add(Reference.message(frames), true, queue.tail == before || before == null && frames.size() == 1);
    }

    /** A message whose last frame cannot be copied, as when the caller's buffer shrinks meanwhile. */
    void appendInVain(List<Integer> sizes) {
        ByteBuffer shrinking = ByteBuffer.allocate(1);
        OutgoingMessage message = new OutgoingMessage().buffer(shrinking);
        message.envelope(sizes.stream().map(size -> new byte[QueueSizes.resolve(size, queue)]).toArray(byte[][]::new),
                sizes.size());
        shrinking.limit(0);
        long heldBeforehand = held();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> queue.append(message));
        assertThat(held()).as("bytes in chunks").isEqualTo(heldBeforehand);
    }

    void command(int size) {
        byte[] command = Reference.command(Reference.body(size, units.size()));
        queue.appendEncoded(command);
        add(command, false, true);
    }

    private void add(byte[] bytes, boolean message, boolean oneChunk) {
        if (stream.length - end < bytes.length) {
            stream = Arrays.copyOf(stream, 2 * (end + bytes.length));
        }
        System.arraycopy(bytes, 0, stream, end, bytes.length);
        units.add(new Unit(end, end + bytes.length, message, oneChunk));
        end += bytes.length;
        largestUnit = Math.max(largestUnit, bytes.length);
    }

    void write(int buffers, long mostBytes, int perMille) {
        ByteBuffer[] gathered = new ByteBuffer[buffers];
        int count = queue.gather(gathered, mostBytes);
        int offered = 0;
        for (int i = 0; i < count; i++) {
            ByteBuffer buffer = gathered[i];
            assertThat(buffer.hasRemaining()).as("an empty buffer").isTrue();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            int from = written + offered;
            assertThat(Arrays.equals(bytes, 0, bytes.length, stream, from, from + bytes.length))
                    .as("bytes " + from + " to " + (from + bytes.length)).isTrue();
            offered += bytes.length;
        }
        assertThat(offered).isLessThanOrEqualTo((int) mostBytes);
        assertThat(offered > 0).as("something is offered").isEqualTo(written < end);
        int taken = (int) ((long) offered * perMille / 1000);
        if (taken > 0) {
            queue.drained(taken);
            written += taken;
        }
    }

    /** Writes exactly up to a place in the stream. */
    void writeUpTo(int place) {
        while (written < place) {
            write(8, place - written, 1000);
        }
    }

    /** The channel is gone. */
    void cut() {
        boolean lost = queue.rewind();
        Unit cut = units.stream().filter(unit -> unit.start < written && written < unit.end).findAny().orElse(null);
        if (cut == null) {
            assertThat(lost).as("nothing was cut").isFalse();
        } else if (lost) {
            assertThat(cut.oneChunk).as("the start of the message is still there").isFalse();
            written = cut.end;
        } else {
            rewound += written - cut.start;
            written = cut.start;
        }
        keep(written, Unit::message); // commands were for the peer that is gone
        assertThat(queue.backlogMessages()).as("backlog in messages").isEqualTo(messagesInQueue());
        assertThat(queue.depthMessages()).as("depth").isEqualTo(messagesInQueue());
    }

    /** What has not begun to be written is replaced. */
    void takeBack() {
        int messages = queue.takeBackUnstarted();
        Unit cut = units.stream().filter(unit -> unit.start < written && written < unit.end).findAny().orElse(null);
        int started = cut == null ? written : cut.end;
        int unstarted = (int) units.stream().filter(unit -> unit.start >= started && unit.message).count();
        if (messages == 0 && unstarted > 0) {
            assertThat(cut != null && !cut.oneChunk).as("the message under way goes on in another chunk").isTrue();
            return;
        }
        assertThat(messages).isEqualTo(unstarted);
        keep(started, unit -> !unit.message);
    }

    /** From a place on only some units are left; they close the gaps. */
    private void keep(int from, Predicate<Unit> wanted) {
        List<Unit> before = List.copyOf(units);
        units.clear();
        end = from;
        for (Unit unit : before) {
            if (unit.start < from) {
                units.add(unit);
            } else if (wanted.test(unit)) {
                int size = unit.end - unit.start;
                System.arraycopy(stream, unit.start, stream, end, size);
                units.add(new Unit(end, end + size, unit.message, unit.oneChunk));
                end += size;
            }
        }
    }

    void restart(boolean keep) {
        if (written == end) {
            queue.restart(keep);
            assertThat(held()).isLessThanOrEqualTo(keep ? ChunkPool.STANDARD : 0);
        }
    }

    void discard() {
        queue.discard();
        written = end;
        assertThat(held()).as("bytes in chunks").isZero();
        assertThat(queue.hasMessage()).as("message after discard").isFalse();
    }

    void check() {
        long inQueue = messagesInQueue();
        assertThat(queue.appendedBytes()).isEqualTo(end);
        assertThat(queue.appendedMessages()).isEqualTo(units.stream().filter(Unit::message).count());
        assertThat(queue.backlogBytes()).as("backlog").isEqualTo(end - written);
        assertThat(queue.backlogMessages()).as("backlog in messages").isGreaterThanOrEqualTo(inQueue);
        assertThat(queue.looksUnwritten()).isEqualTo(written < end);
        if (messageLimit != 0) {
            assertThat(inQueue).isLessThanOrEqualTo(messageLimit);
        }
        boolean messagesFull = messageLimit != 0 && queue.backlogMessages() >= messageLimit;
        boolean bytesFull = byteLimit != 0 && end - written >= byteLimit;
        if (!queue.hasRoom()) {
            assertThat(messagesFull || bytesFull).as("full for a reason").isTrue();
            assertThat(written).as("an empty queue has room").isLessThan(end);
        } else {
            assertThat(messagesFull).as("room beyond the messages").isFalse();
            assertThat(byteLimit != 0 && end - written - rewound >= byteLimit).as("room beyond the bytes").isFalse();
        }
        if (written == end) {
            assertThat(queue.backlogMessages()).as("backlog of an empty queue").isZero();
        }
        // Two chunks in a row hold more than the smaller of them could; the first may be mostly written.
        long chunkOfLargest = 2L * Math.max(largestUnit, ChunkPool.STANDARD);
        assertThat(held()).isLessThanOrEqualTo(2L * (end - written) + 2 * chunkOfLargest);
    }

    void finish() {
        if (units.size() % 3 == 0) {
            discard();
            return;
        }
        writeUpTo(end);
        check();
        assertThat(queue.rewind()).as("a message lost at the end").isFalse();
        check();
        restart(false);
        assertThat(held()).as("bytes in chunks").isZero();
    }

    private long messagesInQueue() {
        return units.stream().filter(unit -> unit.message && unit.end > written).count();
    }

    private long held() {
        return POOL.inUseBytes() - heldBefore;
    }

    @Override
    public String toString() {
        return "limits " + messageLimit + " messages, " + byteLimit + " bytes; written " + written + " of " + end
                + ", " + units;
    }
}

package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A queue read message by message, beside a list of what is in it. */
final class ReaderRig {
    private static final ChunkPool POOL = new ChunkPool();

    private final long heldBefore = POOL.inUseBytes();
    private final ByteQueue queue;
    private final int messageLimit;
    private final long byteLimit;
    private final OutgoingMessage outgoing = new OutgoingMessage();
    private final IncomingMessage incoming = new IncomingMessage();
    private final Deque<List<byte[]>> messages = new ArrayDeque<>();
    private final Deque<Long> ends = new ArrayDeque<>(); // of the messages, in the stream of all bytes appended
    private int seed;
    private long appendedMessages;
    private long appendedBytes;
    private long consumedMessages;
    private long consumedBytes;
    private long creditedMessages; // as the producer is told
    private long creditedBytes;

    ReaderRig(int messageLimit, long byteLimit) {
        this.queue = new ByteQueue(POOL, messageLimit, byteLimit);
        this.messageLimit = messageLimit;
        this.byteLimit = byteLimit;
    }

    void append(List<Integer> sizes) {
        if (!queue.hasRoom()) {
            return;
        }
        List<byte[]> frames = new ArrayList<>();
        for (int size : sizes) {
            frames.add(Reference.body(QueueSizes.resolve(size, queue), seed++));
        }
        int last = frames.size() - 1;
        outgoing.array(frames.get(last), 0, frames.get(last).length);
        outgoing.envelope(frames.toArray(byte[][]::new), last);
        queue.append(outgoing);
        outgoing.clear();
        messages.add(frames);
        appendedMessages++;
        appendedBytes += Reference.message(frames).length;
        ends.add(appendedBytes);
    }

    void command(int size) {
        byte[] command = Reference.command(Reference.body(size, seed++));
        queue.appendEncoded(command);
        appendedBytes += command.length;
    }

    /** Looks at the next message and leaves it. */
    void look() {
        if (queue.hasMessage()) {
            queue.load(incoming);
            compare(messages.getFirst());
        }
    }

    void read() {
        assertThat(queue.hasMessage()).isEqualTo(!messages.isEmpty());
        if (messages.isEmpty()) {
            return;
        }
        queue.load(incoming);
        compare(messages.removeFirst());
        boolean credited = queue.consume(incoming);
        consumedMessages++;
        consumedBytes = ends.removeFirst();
        boolean enoughMessages = messageLimit != 0
                && consumedMessages - creditedMessages >= (messageLimit + 1) / 2;
        boolean enoughBytes = byteLimit != 0 && consumedBytes - creditedBytes >= byteLimit / 4;
        if (credited) {
            creditedMessages = consumedMessages;
            creditedBytes = consumedBytes;
        }
        if (messageLimit != 0 || byteLimit != 0) {
            assertThat(credited).as("credit").isEqualTo(enoughMessages || enoughBytes);
        }
    }

    private void compare(List<byte[]> frames) {
        assertThat(incoming.bodyFrames()).isEqualTo(frames.size());
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            assertThat(incoming.bodySize(i)).isEqualTo(frame.length);
            assertThat(Arrays.equals(incoming.bodyBytes(i), frame)).as("frame " + i).isTrue();
            assertThat(incoming.frame(i)).matches(view -> view.equals(ByteBuffer.wrap(frame)));
            if (frame.length > 0) {
                assertThat(incoming.bodyByte(i, frame.length - 1)).isEqualTo(frame[frame.length - 1]);
            }
        }
    }

    void giveCredit() {
        queue.returnCredit();
        creditedMessages = consumedMessages;
        creditedBytes = consumedBytes;
    }

    void restart(boolean keep) {
        if (messages.isEmpty() && consumedBytes == appendedBytes) {
            queue.restart(keep);
            assertThat(held()).isLessThanOrEqualTo(keep ? ChunkPool.STANDARD : 0);
        }
    }

    void discard() {
        queue.discard();
        messages.clear();
        ends.clear();
        consumedMessages = appendedMessages;
        consumedBytes = appendedBytes;
        creditedMessages = consumedMessages;
        creditedBytes = consumedBytes;
        assertThat(held()).as("bytes in chunks").isZero();
    }

    void check() {
        assertThat(queue.hasMessage()).isEqualTo(!messages.isEmpty());
        assertThat(queue.appendedMessages()).isEqualTo(appendedMessages);
        assertThat(queue.appendedBytes()).isEqualTo(appendedBytes);
        if (messageLimit != 0 || byteLimit != 0) {
            assertThat(queue.backlogMessages()).as("backlog in messages")
                    .isEqualTo(appendedMessages - creditedMessages);
            assertThat(queue.backlogBytes()).as("backlog").isEqualTo(appendedBytes - creditedBytes);
        }
        if (messageLimit != 0) {
            assertThat(messages.size()).isLessThanOrEqualTo(messageLimit);
        }
        assertThat(queue.hasRoom()).as("room")
                .isEqualTo((messageLimit == 0 || appendedMessages - creditedMessages < messageLimit)
                        && (byteLimit == 0 || appendedBytes - creditedBytes < byteLimit));
    }

    void finish() {
        while (!messages.isEmpty()) {
            read();
            check();
        }
        if (consumedBytes == appendedBytes) {
            assertThat(queue.hasRoom()).as("an empty queue has room").isTrue();
            restart(false);
        } else {
            discard(); // commands are left
        }
        assertThat(held()).as("bytes in chunks").isZero();
    }

    private long held() {
        return POOL.inUseBytes() - heldBefore;
    }

    @Override
    public String toString() {
        return "limits " + messageLimit + " messages, " + byteLimit + " bytes; consumed " + consumedMessages + " of "
                + appendedMessages + " messages";
    }
}

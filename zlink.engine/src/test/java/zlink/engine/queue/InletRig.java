package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An inlet that is fed a stream in pieces, and what came out of it, as texts that can be compared. */
final class InletRig implements FrameInlet.Listener {
    private static final ChunkPool POOL = new ChunkPool();

    /** What a connection may cost before anything came: its first chunk, and the next one. */
    private static final int CONSTANT = ChunkPool.SMALL + 2 * ChunkPool.STANDARD;

    private final long heldBefore = POOL.inUseBytes();
    private final ByteQueue queue = new ByteQueue(POOL, 0, 0);
    private final FrameInlet inlet;
    private final boolean queued;
    private final IncomingMessage incoming = new IncomingMessage();
    private final List<String> messages = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private String failure = "";
    private long mostHeld;
    private long completed;

    InletRig(boolean queued, long largestMessage) {
        this.inlet = new FrameInlet(queue, queued, largestMessage);
        this.queued = queued;
    }

    /** A text that says which body it was. */
    static String name(byte[] body) {
        return body.length + ":" + Integer.toHexString(Arrays.hashCode(body));
    }

    /**
     * Feeds a stream.
     *
     * @param pieces sizes of the pieces, again from the start when they are used up
     * @param reading after which pieces to read how many messages, or, if negative, to start over
     */
    InletRig feed(byte[] stream, List<Integer> pieces, List<Integer> reading) {
        int at = 0;
        for (int i = 0; at < stream.length && failure.isEmpty(); i++) {
            ByteBuffer room = inlet.room();
            assertThat(room.hasRemaining()).as("room").isTrue();
            checkHeld(at);
            int size = Math.min(Math.min(pieces.get(i % pieces.size()), room.remaining()), stream.length - at);
            room.put(stream, at, size);
            at += size;
            arrived(size);
            checkHeld(at);
            int then = reading.get(i % reading.size());
            if (then >= 0) {
                read(then);
            } else {
                restart(then % 2 == 0);
            }
        }
        return this;
    }

    private void arrived(int size) {
        long bytesBefore = inlet.receivedBytes();
        long messagesBefore = inlet.receivedMessages();
        try {
            assertThat(inlet.arrived(size, this)).isEqualTo((int) (inlet.receivedMessages() - messagesBefore));
        } catch (FrameException e) {
            failure = (e.isLimit() ? "limit: " : "protocol: ") + e.getMessage();
        }
        completed = inlet.receivedMessages();
        if (!queued && (!inlet.isPartial() || queue.tail() == null)) {
            assertThat(POOL.inUseBytes() - heldBefore).as("what was shown").isLessThanOrEqualTo(ChunkPool.STANDARD);
        }
        assertThat(inlet.receivedBytes()).isEqualTo(bytesBefore + size);
    }

    /** What came, rounded up to a power of two, and as much for a frame that says it is as large as one that came. */
    private void checkHeld(int received) {
        long held = POOL.inUseBytes() - heldBefore;
        mostHeld = Math.max(mostHeld, held);
        assertThat(held).as("bytes in chunks after " + received + " bytes")
                .isLessThanOrEqualTo(CONSTANT + 4L * received);
    }

    void read(int most) {
        for (int i = 0; i < most && queue.hasMessage(); i++) {
            queue.load(incoming);
            List<String> frames = new ArrayList<>();
            for (int frame = 0; frame < incoming.bodyFrames(); frame++) {
                frames.add(name(incoming.bodyBytes(frame)));
            }
            messages.add(frames.toString());
            queue.consume(incoming);
        }
        if (!queue.hasMessage()) {
            assertThat(queue.depthBytes()).as("bytes of no messages").isZero();
        }
    }

    private void restart(boolean keep) {
        if (!queue.hasMessage() && !inlet.isPartial() && failure.isEmpty()) {
            inlet.restart(keep);
            assertThat(POOL.inUseBytes() - heldBefore).isLessThanOrEqualTo(keep ? ChunkPool.STANDARD : 0);
        }
    }

    @Override
    public void command(ByteBuffer memory, int offset, int size) {
        commands.add(name(copy(memory, offset, size)));
        shown.add("command " + name(copy(memory, offset, size)));
    }

    @Override
    public void frame(ByteBuffer memory, int offset, int size, boolean more) {
        assertThat(queued).as("messages are queued").isFalse();
        shown.add((more ? "more " : "last ") + name(copy(memory, offset, size)));
    }

    private static byte[] copy(ByteBuffer memory, int offset, int size) {
        byte[] copy = new byte[size];
        memory.get(offset, copy);
        return copy;
    }

    /** Reads what is left and gives all memory back. */
    InletRig finish() {
        read(Integer.MAX_VALUE);
        assertThat(queued ? messages.size() : 0).isEqualTo(queued ? (int) completed : 0);
        queue.discard();
        assertThat(POOL.inUseBytes() - heldBefore).as("bytes in chunks").isZero();
        return this;
    }

    boolean isPartial() {
        return inlet.isPartial();
    }

    List<String> messages() {
        return messages;
    }

    List<String> commands() {
        return commands;
    }

    /** Frames and commands in their order, if messages are not queued. */
    List<String> shown() {
        return shown;
    }

    String failure() {
        return failure;
    }

    long mostHeld() {
        return mostHeld;
    }

    long receivedMessages() {
        return completed;
    }

    /** All that must not depend on how the stream was cut. */
    String outcome() {
        return "messages " + messages + ", commands " + commands + (queued ? "" : ", shown " + shown)
                + ", completed " + completed + ", failure " + failure;
    }
}

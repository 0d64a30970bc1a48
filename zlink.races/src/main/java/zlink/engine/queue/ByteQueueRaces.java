package zlink.engine.queue;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A producer beside a consumer. Each queue gives its memory back, for the next one to find it used. */
public class ByteQueueRaces {
    private static final ChunkPool POOL = new ChunkPool();
    private static final FrameInlet.Listener NOBODY = new FrameInlet.Listener() {
        @Override
        public void command(ByteBuffer memory, int offset, int size) { }

        @Override
        public void frame(ByteBuffer memory, int offset, int size, boolean more) { }
    };

    private static final int NOTHING = 0;
    private static final int WHOLE = 1;
    private static final int BROKEN = 2;

    /** A queue, and one message that differs from what the memory held before. */
    abstract static class Queue {
        final ByteQueue queue;
        final byte[] body;
        final OutgoingMessage message;
        private final IncomingMessage incoming = new IncomingMessage();

        Queue(int messageLimit, int bodySize) {
            queue = new ByteQueue(POOL, messageLimit, 0);
            body = new byte[bodySize];
            int salt = System.identityHashCode(this);
            for (int i = 0; i < bodySize; i++) {
                body[i] = (byte) (salt + i);
            }
            message = new OutgoingMessage().array(body, 0, bodySize);
        }

        /** What a reader finds: nothing, the message, or something else. */
        int read() {
            if (!queue.hasMessage()) {
                return NOTHING;
            }
            queue.load(incoming);
            if (incoming.bodyFrames() != 1 || incoming.bodySize(0) != body.length) {
                return BROKEN;
            }
            for (int i = 0; i < body.length; i++) {
                if (incoming.bodyByte(0, i) != body[i]) {
                    return BROKEN;
                }
            }
            return WHOLE;
        }

        void take() {
            if (!queue.hasMessage()) {
                throw new IllegalStateException("nothing to take");
            }
            queue.load(incoming);
            queue.consume(incoming);
        }
    }

    /** The message in a chunk that the queue has. */
    @JCStressTest
    @Description("A reader that sees a message sees all of its bytes.")
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "not there yet")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "seen before its bytes")
    @State
    public static class Publication extends Queue {
        public Publication() {
            super(0, 20);
            queue.append(message);
            take();
        }

        @Actor
        public void produce() {
            queue.append(message);
        }

        @Actor
        public void consume(I_Result result) {
            result.r1 = read();
        }

        @Arbiter
        public void clean() {
            queue.discard();
        }
    }

    /** The message in a chunk of its own, behind another. */
    @JCStressTest
    @Description("A reader that sees a message sees the link to its chunk, and where the chunk before it ends.")
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "not there yet")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "seen before its bytes or its chunk")
    @State
    public static class NextChunk extends Queue {
        public NextChunk() {
            super(0, ChunkPool.SMALL - 2000);
            queue.append(message);
            take();
        }

        @Actor
        public void produce() {
            queue.append(message);
        }

        @Actor
        public void consume(I_Result result) {
            result.r1 = read();
        }

        @Arbiter
        public void clean() {
            queue.discard();
        }
    }

    /** A message of several frames, the last of them in another chunk. */
    @JCStressTest
    @Description("A message of several frames is seen whole or not at all.")
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "not there yet")
    @Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "all frames")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a part of it")
    @State
    public static class SeveralFrames extends Queue {
        private final IncomingMessage incoming = new IncomingMessage();

        public SeveralFrames() {
            super(0, ChunkPool.SMALL - 20);
            message.envelope(new byte[][] {{1}, {2}}, 2);
        }

        @Actor
        public void produce() {
            queue.append(message);
        }

        @Actor
        public void consume(I_Result result) {
            if (queue.hasMessage()) {
                queue.load(incoming);
                result.r1 = incoming.bodyFrames();
                if (incoming.bodyByte(0, 0) != 1 || incoming.bodyByte(1, 0) != 2
                        || incoming.bodyByte(2, body.length - 1) != body[body.length - 1]) {
                    result.r1 = -1;
                }
            }
        }

        @Arbiter
        public void clean() {
            queue.discard();
        }
    }

    /** A writer that looks once. */
    @JCStressTest
    @Description("A writer believes in no message whose bytes it does not see, and sees all bytes it believes in.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "nothing there yet")
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the bytes, and not yet the count")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the bytes and the count")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message without its bytes")
    @State
    public static class GatherOrder extends Queue {
        private final ByteBuffer[] buffers = new ByteBuffer[2];

        public GatherOrder() {
            super(1, 20);
            queue.append(message);
            queue.gather(buffers, Long.MAX_VALUE);
            queue.drained(buffers[0].remaining());
        }

        @Actor
        public void produce() {
            queue.append(message);
        }

        @Actor
        public void write(II_Result result) {
            int count = queue.gather(buffers, Long.MAX_VALUE);
            if (count == 1) {
                int size = buffers[0].remaining();
                boolean whole = size == 22 && buffers[0].get(buffers[0].position() + 21) == body[19];
                queue.drained(size);
                result.r1 = whole ? 1 : -1;
            }
            result.r2 = (int) queue.consumedMessages - 1;
        }

        @Arbiter
        public void clean() {
            queue.discard();
        }
    }

    /** A writer that looks until it has all, as the holder of the write token does. */
    @JCStressTest
    @Description("A message whose bytes were written before its count could be seen does not take room for ever.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "written, and room again")
    @Outcome(expect = Expect.FORBIDDEN, desc = "written, and no room")
    @State
    public static class LateCount extends Queue {
        private final ByteBuffer[] buffers = new ByteBuffer[2];

        public LateCount() {
            super(1, 20);
            queue.append(message);
            drain();
        }

        @Actor
        public void produce() {
            queue.append(message);
        }

        @Actor
        public void write() {
            drain();
        }

        final void drain() {
            while (queue.gather(buffers, Long.MAX_VALUE) > 0) {
                queue.drained(buffers[0].remaining());
            }
        }

        @Arbiter
        public void look(II_Result result) {
            drain();
            result.r1 = queue.looksUnwritten() ? 0 : 1;
            result.r2 = queue.hasRoom() && queue.roomIsBack() ? 1 : 0;
            queue.discard();
        }
    }

    /** A queue that was full: what the producer goes on in is memory that the consumer has given back, or other. */
    @JCStressTest
    @Description("A producer that sees room may use it, whatever the consumer has not finished doing.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "still full; room afterwards")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "room, and the message is whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message that is lost or broken")
    @State
    public static class Credit extends Queue {
        private boolean appended;

        public Credit() {
            super(1, ChunkPool.SMALL - 2000);
            queue.append(message);
        }

        @Actor
        public void produce() {
            if (queue.hasRoom()) {
                appended = true;
                queue.append(message);
            }
        }

        @Actor
        public void consume() {
            take();
        }

        @Arbiter
        public void look(II_Result result) {
            result.r1 = appended ? 1 : 0;
            result.r2 = appended ? read() : queue.hasRoom() ? 0 : -1;
            queue.discard();
        }
    }

    /** Two queues that need a chunk. */
    @JCStressTest
    @Description("A chunk belongs to one queue.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "two chunks")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one for both")
    @State
    public static class Pool {
        private Chunk left;
        private Chunk right;

        @Actor
        public void one() {
            left = POOL.take(1);
        }

        @Actor
        public void other() {
            right = POOL.take(1);
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = left == right ? 0 : 1;
            POOL.give(left);
            if (left != right) {
                POOL.give(right);
            }
        }
    }

    /** A frame that comes in two reads. */
    @JCStressTest
    @Description("A reader sees what a channel brought whole, also if it moved to a larger chunk on the way.")
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "not there yet")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "something else")
    @State
    public static class Inlet extends Queue {
        private final FrameInlet inlet;

        public Inlet() {
            super(0, ChunkPool.SMALL);
            inlet = new FrameInlet(queue, true, 0);
            inlet.room().put((byte) FrameFormat.LONG).putLong(body.length);
            arrive(9);
        }

        @Actor
        public void produce() {
            for (int at = 0; at < body.length; ) {
                ByteBuffer room = inlet.room();
                int some = Math.min(room.remaining(), body.length - at);
                room.put(body, at, some);
                at += some;
                arrive(some);
            }
        }

        private void arrive(int bytes) {
            try {
                inlet.arrived(bytes, NOBODY);
            } catch (FrameException e) {
                throw new IllegalStateException(e);
            }
        }

        @Actor
        public void consume(I_Result result) {
            result.r1 = read();
        }

        @Arbiter
        public void clean() {
            queue.discard();
        }
    }
}

package zlink.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import zlink.api.Message;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.FrameException;
import zlink.engine.queue.FrameFormat;
import zlink.engine.queue.FrameInlet;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/** Messages of 64 bytes become frames, and a read of 64 KiB of frames becomes messages; times are for one message. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    /** Messages encoded before they are taken as a channel would take them: a batch. */
    static final int BATCH = 256;

    static final int BODY_BYTES = 64;
    static final int FRAME_BYTES = FrameFormat.SHORT_HEADER + BODY_BYTES;

    /** Whole messages in a read of 64 KiB. */
    static final int READ = 64 * 1024 / FRAME_BYTES;

    /** Of the message object. */
    static final int FRAMES = 3;

    /** Encodes what lies in an array; returns the bytes of the batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long encodeArray(Encoder encoder) {
        for (int i = 0; i < BATCH; i++) {
            encoder.append(encoder.outgoing.array(encoder.body, 0, BODY_BYTES));
        }
        return encoder.takeAll();
    }

    /** Encodes what lies in a direct buffer; returns the bytes of the batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long encodeBuffer(Encoder encoder) {
        for (int i = 0; i < BATCH; i++) {
            encoder.append(encoder.outgoing.buffer(encoder.buffer));
        }
        return encoder.takeAll();
    }

    /** Encodes a message object of several frames; returns the bytes of the batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long encodeFrames(Encoder encoder) {
        for (int i = 0; i < BATCH; i++) {
            encoder.append(encoder.outgoing.message(encoder.message));
        }
        return encoder.takeAll();
    }

    /** Finds the messages among the bytes of a read; returns how many. */
    @Benchmark
    @OperationsPerInvocation(READ)
    public long scan(Scanner scanner) throws FrameException {
        return scanner.readAgain();
    }

    /** Finds the messages and shows each to a receiver; returns how many that were. */
    @Benchmark
    @OperationsPerInvocation(READ)
    public long scanAndConsume(Receiver receiver) throws FrameException {
        return receiver.readAgain();
    }

    /** The consumer of a queue that writes to a channel which takes everything. */
    private static final class Outlet {
        private final ByteQueue queue;
        private final ByteBuffer[] gathered = new ByteBuffer[16];

        Outlet(ByteQueue queue) {
            this.queue = queue;
        }

        long takeAll() {
            long all = 0;
            for (int count = queue.gather(gathered, Long.MAX_VALUE); count > 0;
                    count = queue.gather(gathered, Long.MAX_VALUE)) {
                long bytes = 0;
                for (int i = 0; i < count; i++) {
                    bytes += gathered[i].remaining();
                }
                queue.drained(bytes);
                all += bytes;
            }
            return all;
        }
    }

    /** A connection's way out. */
    @State(Scope.Thread)
    public static class Encoder {
        final OutgoingMessage outgoing = new OutgoingMessage();
        final byte[] body = new byte[BODY_BYTES];
        final ByteBuffer buffer = ByteBuffer.allocateDirect(BODY_BYTES);
        final Message message = Message.wrap(body, body, body);
        private final ByteQueue queue = new ByteQueue(new ChunkPool(), 0, 0);
        private final Outlet outlet = new Outlet(queue);

        void append(OutgoingMessage filled) {
            queue.append(filled);
            filled.clear();
        }

        long takeAll() {
            long bytes = outlet.takeAll();
            queue.restart(true); // as a writer does that has written all
            return bytes;
        }
    }

    /** A connection's way in; the frames of a read are copied to it, as a channel does. */
    @State(Scope.Thread)
    public static class Scanner {
        final ByteQueue queue = new ByteQueue(new ChunkPool(), 0, 0);
        private final Outlet outlet = new Outlet(queue);
        private final FrameInlet inlet = new FrameInlet(queue, true, 0);
        private final FrameInlet.Listener listener = new Unexpected();
        private final byte[] frames = new byte[READ * FRAME_BYTES];

        /** Makes the frames, and a chunk of full size, which follows a small one. */
        @Setup
        public void fill() throws FrameException {
            for (int i = 0; i < READ; i++) {
                frames[i * FRAME_BYTES + 1] = BODY_BYTES;
            }
            for (int i = 0; i < 2; i++) {
                arrive(frames);
                takeAll();
                inlet.restart(true);
            }
        }

        private void arrive(byte[] bytes) throws FrameException {
            int at = 0;
            while (at < bytes.length) {
                ByteBuffer room = inlet.room();
                int size = Math.min(room.remaining(), bytes.length - at);
                room.put(bytes, at, size);
                inlet.arrived(size, listener);
                at += size;
            }
        }

        /** Reads the frames; returns the messages taken. */
        long readAgain() throws FrameException {
            long before = queue.consumedMessages();
            arrive(frames);
            takeAll();
            inlet.restart(true);
            return queue.consumedMessages() - before;
        }

        /** Without a look at the messages. */
        void takeAll() {
            outlet.takeAll();
        }
    }

    /** The same with a receiver: a queue has one kind of consumer for all its life. */
    @State(Scope.Thread)
    public static class Receiver extends Scanner {
        private final IncomingMessage incoming = new IncomingMessage();

        @Override
        void takeAll() {
            while (queue.hasMessage()) {
                queue.load(incoming);
                queue.consume(incoming);
            }
        }
    }

    /** There are plain messages only, and they are queued. */
    private static final class Unexpected implements FrameInlet.Listener {
        @Override
        public void command(ByteBuffer memory, int offset, int size) {
            throw new IllegalStateException("a command");
        }

        @Override
        public void frame(ByteBuffer memory, int offset, int size, boolean more) {
            throw new IllegalStateException("a frame that is not queued");
        }
    }
}

package zlink.engine.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import zlink.api.DisconnectReason;
import zlink.api.HandshakeFailure;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.loop.IoLoop;
import zlink.engine.pipe.CountingOwner;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.FrameInlet;
import zlink.engine.zmtp.PeerProperties;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/**
 * Everything of a connection but its loop and its handshake: reader, writer, pipe and queues are the real ones, and
 * what they ask the loop for is counted. Its channel is in memory.
 */
final class QuietConnection extends WireConnection {
    private static final IoLoop LOOP = unstarted();
    private static final ChunkPool POOL = new ChunkPool();

    /** Callers read, and the loop writes unless told otherwise, so that every step is the test's. */
    private static final ConnectionSettings SETTINGS = ConnectionSettings.of(SocketType.PAIR,
            SocketOptions.defaults().with(SocketOption.SEND_HIGH_WATER_MARK, 1)
                    .with(SocketOption.RECEIVE_HIGH_WATER_MARK, 1)
                    .with(SocketOption.SPECULATIVE_WRITE, false), false);

    final CountingOwner owner = new CountingOwner();
    final ByteQueue out = new ByteQueue(POOL, 1, 0);
    final ByteQueue in = new ByteQueue(POOL, 1, 0);
    final WirePipe pipe = new WirePipe(owner, out, in, SETTINGS);
    final Memory memory;
    final Reader reader;

    final AtomicInteger readWatches = new AtomicInteger();
    final AtomicInteger lendings = new AtomicInteger();
    final AtomicInteger blocked = new AtomicInteger();
    final AtomicInteger ticks = new AtomicInteger();
    final AtomicInteger readerReleases = new AtomicInteger();
    final AtomicInteger writerReleases = new AtomicInteger();
    boolean watchesReading; // the loop's

    QuietConnection() {
        this(new Memory());
    }

    private QuietConnection(Memory channel) {
        super(LOOP, 1, channel, SETTINGS, new NoHost());
        memory = channel;
        reader = new Reader(this, channel, in, new FrameInlet(in, true, 0),
                new CommandHandler(this, pipe, SETTINGS), true);
    }

    /** Begins with an armed reader, which the loop watches for, and an idle writer. */
    QuietConnection begun() {
        reader.begin(pipe, ByteBuffer.allocate(0));
        reader.watch();
        writer().begin(pipe, out);
        pipe.connected(this);
        readWatches.set(0);
        return this;
    }

    void discard() {
        in.discard();
        out.discard();
    }

    private static IoLoop unstarted() {
        try {
            return new IoLoop("never started", Thread::new, (name, durationNs) -> { });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Reader reader() {
        return reader;
    }

    @Override
    boolean keepsChunks() {
        return true;
    }

    @Override
    boolean maySend() {
        return true;
    }

    @Override
    boolean hasBatch() {
        return out.looksUnwritten() && writer().state() != WriteState.BLOCKED;
    }

    @Override
    void watchReading(boolean on) {
        watchesReading = on;
    }

    @Override
    void requestReadWatch() {
        readWatches.incrementAndGet();
    }

    @Override
    void requestFlush() { }

    @Override
    void stoppedReading() { }

    @Override
    void requestTick() {
        ticks.incrementAndGet();
    }

    @Override
    void lent() {
        lendings.incrementAndGet();
    }

    @Override
    void writeBlocked() {
        blocked.incrementAndGet();
    }

    @Override
    void readerReleased() {
        readerReleases.incrementAndGet();
    }

    @Override
    void writerReleased() {
        writerReleases.incrementAndGet();
    }

    /** Has read what the test put there, and takes everything. */
    static final class Memory implements Connection {
        private final AtomicInteger readers = new AtomicInteger();
        private final AtomicInteger writers = new AtomicInteger();
        byte[] unread = {}; // with the read token
        long written;       // with the write token
        volatile boolean overlapped; // two readers or two writers at once: set by any of them

        @Override
        public boolean finishConnect() {
            return true;
        }

        @Override
        public int read(ByteBuffer target) {
            overlapped |= readers.getAndIncrement() != 0;
            byte[] some = unread;
            target.put(some);
            unread = new byte[0];
            readers.getAndDecrement();
            return some.length;
        }

        @Override
        public int write(ByteBuffer source) {
            overlapped |= writers.getAndIncrement() != 0;
            int some = source.remaining();
            written += some;
            source.position(source.limit());
            writers.getAndDecrement();
            return some;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean supportsGatheringWrite() {
            return false;
        }

        @Override
        public Readiness readiness() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String localAddress() {
            return "here";
        }

        @Override
        public String remoteAddress() {
            return "there";
        }

        @Override
        public void close() { }
    }

    /** Nobody who would want to know. */
    private static final class NoHost implements ConnectionHost {
        @Override
        public void connected(WireConnection connection) { }

        @Override
        public WirePipe shaken(WireConnection connection, PeerProperties peer) {
            return null;
        }

        @Override
        public void ready(WireConnection connection) { }

        @Override
        public void failed(WireConnection connection, HandshakeFailure reason, String detail) { }

        @Override
        public void closed(WireConnection connection, DisconnectReason reason, String detail) { }
    }
}

package zlink.transport.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** One end of a byte stream in memory, for what is laid over a connection. Never signals: tests ask by turns. */
public final class MemoryConnection implements Connection {

    private final ReentrantLock lock;
    private final ByteBuffer incoming; // guarded by lock, filled up to its position
    private final ByteBuffer outgoing; // the other end's incoming
    private boolean outputEnded;       // guarded by lock
    private volatile boolean closed;
    private MemoryConnection other;    // set once, before the ends are handed out

    private MemoryConnection(ReentrantLock lock, ByteBuffer incoming, ByteBuffer outgoing) {
        this.lock = lock;
        this.incoming = incoming;
        this.outgoing = outgoing;
    }

    /** Two joined ends. @param capacity bytes that may be under way in either direction */
    public static MemoryConnection[] pair(int capacity) {
        ReentrantLock lock = new ReentrantLock();
        ByteBuffer there = ByteBuffer.allocate(capacity);
        ByteBuffer back = ByteBuffer.allocate(capacity);
        MemoryConnection one = new MemoryConnection(lock, back, there);
        one.other = new MemoryConnection(lock, there, back);
        one.other.other = one;
        return new MemoryConnection[] {one, one.other};
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        checkOpen();
        lock.lock();
        try {
            int count = Math.min(incoming.position(), target.remaining());
            if (count == 0) {
                boolean over = incoming.position() == 0 && (other.outputEnded || other.closed);
                return over && target.hasRemaining() ? -1 : 0;
            }
            target.put(target.position(), incoming, 0, count).position(target.position() + count);
            incoming.limit(incoming.position()).position(count).compact();
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        checkOpen();
        lock.lock();
        try {
            if (outputEnded) {
                throw new ClosedChannelException();
            }
            int count = Math.min(source.remaining(), outgoing.remaining());
            outgoing.put(source.slice(source.position(), count));
            source.position(source.position() + count);
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long taken = 0;
        for (int i = offset; i < offset + length; i++) {
            taken += write(sources[i]);
        }
        return taken;
    }

    @Override
    public void shutdownOutput() throws IOException {
        checkOpen();
        lock.lock();
        try {
            outputEnded = true;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes on their way to this end. */
    public int waiting() {
        lock.lock();
        try {
            return incoming.position();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Readiness readiness() {
        return new Readiness.Signalled() {
            @Override
            public void attach(Readiness.Signal signal) { }

            @Override
            public void interest(int operations) { }
        };
    }

    @Override
    public String localAddress() {
        return "memory";
    }

    @Override
    public String remoteAddress() {
        return "memory";
    }

    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}

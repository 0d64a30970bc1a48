package zlink.tests.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** A connection between two sockets in this process, which does as a test says. From any thread. */
final class FaultyLink {
    /** Who sends. */
    enum Direction { TO_SERVER, TO_CLIENT }

    private final ReentrantLock lock = new ReentrantLock();
    private final Lane toServer = new Lane();
    private final Lane toClient = new Lane();
    private final End client = new End(toClient, toServer, "client");
    private final End server = new End(toServer, toClient, "server");
    private String broken; // why reading and writing fails, or null; guarded by lock

    Connection client() {
        return client;
    }

    Connection server() {
        return server;
    }

    private Lane lane(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
        client.report();
        server.report();
    }

    /** What is written waits on its way, as long as there is room for it. */
    void hold(Direction direction) {
        change(() -> lane(direction).hold(true));
    }

    /** What waits arrives. */
    void release(Direction direction) {
        change(() -> lane(direction).hold(false));
    }

    /** So many more bytes arrive; then the stream ends for who reads it, and writing fails. */
    void cutAfter(Direction direction, long bytes) {
        change(() -> {
            lane(direction).cutAfter(bytes);
            breakIfCut();
        });
    }

    /** One side says that it will write no more, and reads on. */
    void end(Direction direction) {
        change(() -> lane(direction).end());
    }

    /** Both sides are told of a reset; what was on its way is lost. */
    void reset() {
        change(() -> {
            toServer.lose();
            toClient.lose();
            broken = "Connection reset";
        });
    }

    /** Nothing arrives any more and nobody is told, as when a cable is cut. */
    void die() {
        change(() -> {
            toServer.swallow();
            toClient.swallow();
        });
    }

    /** Bytes written so far. */
    long written(Direction direction) {
        lock.lock();
        try {
            return lane(direction).total();
        } finally {
            lock.unlock();
        }
    }

    /** How often whoever reads that direction has tried, whatever came. */
    long reads(Direction direction) {
        lock.lock();
        try {
            return direction == Direction.TO_SERVER ? server.reads : client.reads;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing more can be written now. */
    boolean isFull(Direction direction) {
        lock.lock();
        try {
            return !lane(direction).isWritable();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return client.closed && server.closed;
    }

    private void breakIfCut() {
        if (toServer.isCut() || toClient.isCut()) {
            toServer.end();
            toClient.end();
        }
    }

    /** One end. */
    private final class End implements Connection, Readiness.Signalled {
        private final Lane incoming;
        private final Lane outgoing;
        private final String name;
        private volatile Readiness.Signal signal;
        private volatile int interest;
        private volatile boolean closed;
        private long reads; // guarded by lock

        End(Lane incoming, Lane outgoing, String name) {
            this.incoming = incoming;
            this.outgoing = outgoing;
            this.name = name;
        }

        @Override
        public boolean finishConnect() {
            return true;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int count;
            lock.lock();
            try {
                check();
                reads++;
                count = incoming.read(target);
            } finally {
                lock.unlock();
            }
            other().report();
            return count;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int count;
            lock.lock();
            try {
                check();
                if (toServer.isCut() || toClient.isCut() || other().closed) {
                    throw new IOException("Broken pipe");
                }
                count = outgoing.write(source);
                breakIfCut();
            } finally {
                lock.unlock();
            }
            other().report();
            return count;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            long taken = 0;
            for (int i = offset; i < offset + length; i++) {
                taken += write(sources[i]);
                if (sources[i].hasRemaining()) {
                    break;
                }
            }
            return taken;
        }

        private void check() throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (broken != null) {
                throw new IOException(broken);
            }
        }

        private End other() {
            return this == client ? server : client;
        }

        @Override
        public void shutdownOutput() {
            change(outgoing::end);
        }

        @Override
        public void close() {
            closed = true;
            change(outgoing::end);
        }

        @Override
        public Readiness readiness() {
            return this;
        }

        @Override
        public void attach(Readiness.Signal listener) {
            signal = listener;
        }

        @Override
        public void interest(int operations) {
            interest = operations;
            report();
        }

        void report() {
            int ready;
            lock.lock();
            try {
                boolean fails = broken != null || closed;
                ready = (fails || incoming.isReadable() ? READ : 0)
                        | (fails || outgoing.isWritable() || other().closed ? WRITE : 0);
            } finally {
                lock.unlock();
            }
            Readiness.Signal listener = signal;
            int wanted = ready & interest;
            if (listener != null && wanted != 0 && !closed) {
                listener.ready(wanted);
            }
        }

        @Override
        public String localAddress() {
            return name;
        }

        @Override
        public String remoteAddress() {
            return other().name;
        }
    }
}

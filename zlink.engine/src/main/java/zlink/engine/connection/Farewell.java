package zlink.engine.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import zlink.engine.loop.Watch;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/**
 * Says that nothing more will come, then reads and forgets until the peer ends as well: closing a channel while the
 * peer still writes would make the kernels throw away what the peer has not read yet. Loop thread only, after the
 * tokens' last holders.
 */
final class Farewell {
    private static final int READS_PER_TURN = 4;

    /** How long a peer may take to see our end, at least; one that is alive and reads needs a round trip. */
    static final long LEAST_NS = 100_000_000L;

    /** The same at most: one that has stopped reading is not waited for without end, whatever the linger. */
    static final long MOST_NS = 30_000_000_000L;

    private final Connection channel;
    private final Watch watch;

    Farewell(Connection channel, Watch watch) {
        this.channel = channel;
        this.watch = watch;
    }

    /**
     * How long to wait for the peer: it has the linger, but at least a moment, to read what the kernel holds and to see
     * our end.
     *
     * @param lingerUntilNs {@link Long#MAX_VALUE} for no limit
     */
    static long deadlineNs(long nowNs, long lingerUntilNs) {
        long lingerNs = lingerUntilNs == Long.MAX_VALUE ? MOST_NS : lingerUntilNs - nowNs;
        return nowNs + Math.max(LEAST_NS, Math.min(lingerNs, MOST_NS));
    }

    /** The watch says what is still to be done: to read until the peer's end, to write until all of ours has left. */
    void begin() throws IOException {
        channel.shutdownOutput();
        watch.interest(Readiness.READ | Readiness.WRITE);
        flush();
    }

    /**
     * Goes on.
     *
     * @param operations what the channel is ready for
     * @param scratch where to read; what it holds afterwards is forgotten
     * @return whether the peer has ended, and what is held for it has left
     */
    boolean advance(int operations, ByteBuffer scratch) throws IOException {
        if ((operations & Readiness.WRITE) != 0) {
            flush();
        }
        for (int reads = 0; reads < READS_PER_TURN && isReading(); reads++) {
            int count = channel.read(scratch.clear());
            if (count < 0) {
                done(Readiness.READ);
            }
            if (count == 0) {
                break;
            }
        }
        return watch.interest() == 0;
    }

    /** Whether the peer has not ended yet. */
    boolean isReading() {
        return (watch.interest() & Readiness.READ) != 0;
    }

    private void flush() throws IOException {
        if (channel.flush()) {
            done(Readiness.WRITE);
        }
    }

    private void done(int operation) {
        watch.interest(watch.interest() & ~operation);
    }
}

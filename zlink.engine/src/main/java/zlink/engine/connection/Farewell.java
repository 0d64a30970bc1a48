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

    private final Connection channel;
    private final Watch watch;

    Farewell(Connection channel, Watch watch) {
        this.channel = channel;
        this.watch = watch;
    }

    void begin() throws IOException {
        channel.shutdownOutput();
        flush();
    }

    /**
     * Goes on.
     *
     * @param operations what the channel is ready for
     * @param scratch where to read; what it holds afterwards is forgotten
     * @return whether the peer has ended
     */
    boolean advance(int operations, ByteBuffer scratch) throws IOException {
        if ((operations & Readiness.WRITE) != 0) {
            flush();
        }
        for (int reads = 0; reads < READS_PER_TURN; reads++) {
            int count = channel.read(scratch.clear());
            if (count <= 0) {
                return count < 0;
            }
        }
        return false;
    }

    private void flush() throws IOException {
        watch.interest(channel.flush() ? Readiness.READ : Readiness.READ | Readiness.WRITE);
    }
}

package acme.sharedmemory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The Unix domain connection beside the rings: a byte wakes the peer's loop, and its end is the peer's, also if the
 * peer was killed. Any number of threads may ring, one at a time may listen.
 */
final class Bell {

    private final SocketChannel channel;
    private final ByteBuffer rings = ByteBuffer.allocateDirect(64); // the listening thread's
    private volatile boolean silent; // set once by whoever finds that the peer is gone

    /** @param channel connected and non-blocking */
    Bell(SocketChannel channel) {
        this.channel = channel;
    }

    SocketChannel channel() {
        return channel;
    }

    /** Whether the peer is known to be gone. */
    boolean isSilent() {
        return silent;
    }

    /**
     * Wakes the peer if it waits. If there is no room for the byte there are others that it has not heard yet.
     *
     * @param ring the calling thread's own, of one byte
     */
    void ring(ByteBuffer ring) {
        try {
            channel.write(ring.clear());
        } catch (IOException gone) {
            silent = true;
        }
    }

    /** Takes some of the rings there are: what is left rings on. */
    void hear() {
        try {
            if (channel.read(rings.clear()) < 0) {
                silent = true;
            }
        } catch (IOException gone) {
            silent = true;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // the descriptor is gone either way
        }
    }
}

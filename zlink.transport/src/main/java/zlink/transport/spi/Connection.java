package zlink.transport.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A non-blocking byte stream to one peer.
 *
 * <p>Thread contract: at most one thread reads and at most one thread writes at a time, and they may be
 * different threads at the same moment; whoever follows sees what its predecessor did. {@link #close} may come
 * from any thread at any time, also in the middle of a read or write, which then throws. Interrupting a thread
 * must never close the stream.
 */
public interface Connection extends AutoCloseable {

    /**
     * Goes on establishing the connection: name, address and, for layers such as TLS, their own handshake.
     *
     * @return whether it is established; otherwise wait for {@link #readiness} and call again
     * @throws IOException if it failed for good
     */
    boolean finishConnect() throws IOException;

    /**
     * Reads what is there, never waits.
     *
     * @param target direct, with room
     * @return bytes read, 0 if reading would block, -1 at the end of the stream
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes as much as the peer takes now, never waits; everything taken is copied before the call returns.
     *
     * @return bytes taken; fewer than offered means that writing would block
     */
    int write(ByteBuffer source) throws IOException;

    /**
     * Writes several buffers in order with one call if the transport can, like {@link #write(ByteBuffer)}.
     *
     * @return bytes taken in all
     */
    long write(ByteBuffer[] sources, int offset, int length) throws IOException;

    /**
     * Tells the peer that nothing more will be written, after what was written; reading goes on. Does nothing if the
     * transport cannot say it other than by closing.
     */
    default void shutdownOutput() throws IOException { }

    /** How the engine learns that this connection can be read, written, or has been established. */
    Readiness readiness();

    /** Whether application threads may write, without an I/O loop in between. */
    default boolean supportsSpeculativeWrite() {
        return true;
    }

    /** Whether application threads may read, without an I/O loop in between. */
    default boolean supportsSpeculativeRead() {
        return true;
    }

    /** Whether {@link #write(ByteBuffer[], int, int)} is one operation rather than a loop. */
    default boolean supportsGatheringWrite() {
        return false;
    }

    /** Our end as text for events and metadata; may be empty. */
    String localAddress();

    /** The peer's end as text for events and metadata ({@code Peer-Address}); may be empty; known until the end. */
    String remoteAddress();

    /**
     * What the transport knows of the peer (address, credentials, certificates), added to the peer's metadata, where
     * it counts more than {@link #remoteAddress}: {@code Peer-Address} of tcp is the bare address without a port.
     * May ask the operating system; empty once closed.
     */
    default Map<String, String> peerProperties() {
        return Map.of();
    }

    /** Closes at once and quietly; idempotent; from any thread. */
    @Override
    void close();
}

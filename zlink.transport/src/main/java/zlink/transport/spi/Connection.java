package zlink.transport.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A non-blocking byte stream to one peer, or a layer over another one: TLS, WebSocket.
 *
 * <table>
 * <caption>Thread contract</caption>
 * <tr><th>methods</th><th>called by</th></tr>
 * <tr><td>{@link #finishConnect}, then {@link #shakeHands}</td>
 *     <td>the connection's I/O loop, until each has said that it is done; nothing else but {@link #close} meanwhile
 *     </td></tr>
 * <tr><td>{@link #read}</td><td>one thread at a time</td></tr>
 * <tr><td>{@link #write(ByteBuffer)}, {@link #flush}, {@link #shutdownOutput}</td>
 *     <td>one thread at a time, which may be another than the reader at the same moment</td></tr>
 * <tr><td>{@link #hasInput}</td><td>whoever reads, and the I/O loop at any time, which takes a stale answer</td></tr>
 * <tr><td>{@link #hasOutput}</td><td>whoever reads or writes, and the I/O loop at any time</td></tr>
 * <tr><td>{@link #passOn}</td><td>the connection's I/O loop, as the last call, before {@link #shakeHands} is done
 *     </td></tr>
 * <tr><td>{@link #close}, addresses, {@link #peerProperties}</td><td>any thread at any time</td></tr>
 * </table>
 *
 * <p>Whoever follows sees what its predecessor did. {@link #close} may come in the middle of a read or write, which
 * then throws. Interrupting a thread must never close the stream.
 *
 * <p><b>Layers.</b> A layer holds bytes where no readiness reports them: plaintext of a record that was not asked for
 * yet, a record that the stream below has not taken. So that none is left behind, the engine asks {@link #hasInput}
 * when it stops reading and reads on in the loop's next turn if there is some, and it does not count writing as done
 * before {@link #flush} has said so. A layer that owes the peer an answer to something it read (a key update, a pong)
 * says {@link #hasOutput}; the engine asks after every read.
 */
public interface Connection extends AutoCloseable {

    /** What {@link #shakeHands} returns for an accepted connection whose peer means another listener. */
    int ELSEWHERE = 1 << 2;

    /**
     * Goes on connecting to the peer's address. Only connections that were not accepted are asked.
     *
     * @return whether it is connected; otherwise wait until {@link #readiness} reports {@link Readiness#WRITE} and call
     *     again
     * @throws IOException if it failed for good
     */
    boolean finishConnect() throws IOException;

    /**
     * Goes on with the transport's own handshake, before the first byte of ZMTP: a TLS handshake, an HTTP upgrade. For
     * both sides, once connected.
     *
     * @return what to wait for before the next call: {@link Readiness#READ}, {@link Readiness#WRITE} or both; 0 if it
     *     is done, as it is at once where there is none; {@link #ELSEWHERE} if the peer turns out to mean another
     *     listener that {@linkplain Listener#sharesAddress shares the address} of the one that accepted it: then
     *     {@link #passOn} is next
     * @throws IOException if it failed for good; the message says why, for the user's eyes
     */
    default int shakeHands() throws IOException {
        return 0;
    }

    /**
     * Leaves an accepted connection to another listener of the same address, which accepts it anew: to the one that the
     * peer means, if {@link #shakeHands} has said {@link #ELSEWHERE}, or to any other while that is not known and
     * whoever accepted it goes. It is closed if there is none.
     *
     * <p>The last call, when nobody watches the readiness any more; a selector may know the channel until it selects
     * next.
     */
    default void passOn() {
        close();
    }

    /**
     * Reads what is there, never waits.
     *
     * @param target direct, with room
     * @return bytes read, 0 if reading would block, -1 at the end of the stream; fewer than there was room for means
     *     that nothing is left but what {@link #hasInput} says
     */
    int read(ByteBuffer target) throws IOException;

    /** Whether a read would give something, or the end, that no readiness will report, since it is held here. */
    default boolean hasInput() {
        return false;
    }

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
     * Passes on what was taken by a write and is still held here, and what the layer itself has to say. Never waits.
     *
     * @return whether nothing is left; otherwise wait for {@link Readiness#WRITE} and call again
     */
    default boolean flush() throws IOException {
        return true;
    }

    /** Whether {@link #flush} has something to pass on. */
    default boolean hasOutput() {
        return false;
    }

    /**
     * Tells the peer that nothing more will be written, after what was written; reading goes on. Does nothing if the
     * transport cannot say it other than by closing. What does not leave at once is left to {@link #flush}.
     */
    default void shutdownOutput() throws IOException { }

    /** How the engine learns that this connection can be read, written, or has been connected. */
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

package zlink.transport.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/**
 * TLS over another connection, which may be any.
 *
 * <p>Holds a buffer in either direction only while bytes flow, see {@link RecordBuffers}; an idle connection holds
 * none. A connection that is closed from outside in the middle of something leaves its buffers to the garbage
 * collector.
 *
 * <p>As {@code SSLEngine} has it, one thread may unwrap while another one wraps; only the writer wraps. What reading
 * makes TLS answer, a key update above all, is {@link #hasOutput} until the writer flushes.
 */
final class TlsConnection implements Connection {

    private final Connection below;
    private final RecordReader reader;
    private final RecordWriter writer;
    private final TlsHandshake handshake;
    private final SSLEngine engine;

    // Set by whoever closes, and looked at by whoever reads or writes: what is held here is not to be had any more.
    private volatile boolean closed;

    // Set once by the loop, at the end of the handshake; read by any thread.
    private volatile Map<String, String> peer = Map.of();

    /**
     * Lays TLS over a connection.
     *
     * @param engine configured, and not used by anybody else
     */
    TlsConnection(Connection below, SSLEngine engine) {
        TlsFailure failures = new TlsFailure(engine);
        this.below = below;
        this.engine = engine;
        this.writer = new RecordWriter(below, engine, failures);
        this.reader = new RecordReader(below, engine, writer, failures);
        this.handshake = new TlsHandshake(below, engine, reader, writer, failures);
    }

    @Override
    public boolean finishConnect() throws IOException {
        return below.finishConnect();
    }

    @Override
    public int shakeHands() throws IOException {
        checkOpen();
        int wanted = handshake.advance();
        if (wanted == 0 && peer.isEmpty()) {
            peer = TlsPeer.properties(engine);
        }
        return wanted;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        checkOpen();
        return reader.read(target);
    }

    @Override
    public boolean hasInput() {
        return reader.holdsInput() || below.hasInput();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        checkOpen();
        return writer.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        checkOpen();
        return writer.write(sources, offset, length);
    }

    @Override
    public boolean flush() throws IOException {
        return writer.flush() && below.flush();
    }

    @Override
    public boolean hasOutput() {
        return writer.hasOutput() || below.hasOutput();
    }

    /** {@code close_notify} after what was written, then the connection below says it, too. */
    @Override
    public void shutdownOutput() throws IOException {
        checkOpen();
        writer.shutdownOutput();
        flush();
    }

    @Override
    public Readiness readiness() {
        return below.readiness();
    }

    @Override
    public boolean supportsSpeculativeWrite() {
        return below.supportsSpeculativeWrite();
    }

    @Override
    public boolean supportsSpeculativeRead() {
        return below.supportsSpeculativeRead();
    }

    /** Many small buffers become one record. */
    @Override
    public boolean supportsGatheringWrite() {
        return true;
    }

    @Override
    public String localAddress() {
        return below.localAddress();
    }

    @Override
    public String remoteAddress() {
        return below.remoteAddress();
    }

    /**
     * What the connection below knows of the peer, and {@code Tls-Protocol}, {@code Tls-Cipher},
     * {@code Tls-Application-Protocol} if one was agreed on, and {@code Tls-Peer-Subject} and
     * {@code Tls-Peer-Fingerprint} (SHA-256, in hexadecimal) of the peer's certificate if it gave one.
     */
    @Override
    public Map<String, String> peerProperties() {
        Map<String, String> properties = new HashMap<>(below.peerProperties());
        properties.putAll(peer);
        return properties;
    }

    @Override
    public void close() {
        closed = true;
        below.close();
    }

    @Override
    public String toString() {
        return "TLS over " + below;
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}

package zlink.transport.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import zlink.transport.layer.LayerConnection;
import zlink.transport.spi.Connection;

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
final class TlsConnection extends LayerConnection {

    private final Connection below;
    private final RecordReader reader;
    private final RecordWriter writer;
    private final TlsHandshake handshake;
    private final SSLEngine engine;

    // Set once by the loop, at the end of the handshake; read by any thread.
    private volatile Map<String, String> peer = Map.of();

    /**
     * Lays TLS over a connection.
     *
     * @param engine configured, and not used by anybody else
     */
    TlsConnection(Connection below, SSLEngine engine) {
        super(below);
        TlsFailure failures = new TlsFailure(engine);
        this.below = below;
        this.engine = engine;
        this.writer = new RecordWriter(below, engine, failures);
        this.reader = new RecordReader(below, engine, writer, failures);
        this.handshake = new TlsHandshake(below, engine, reader, writer, failures);
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
    public String toString() {
        return "TLS over " + below;
    }
}

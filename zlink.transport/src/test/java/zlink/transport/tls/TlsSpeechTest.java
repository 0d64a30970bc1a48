package zlink.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.contract.MemoryConnection;
import zlink.transport.spi.Connection;

/** What TLS itself says between the bytes, to a peer that is a bare engine. */
@Timeout(60)
class TlsSpeechTest {

    private static final Certificates CERTIFICATES = Certificates.shared();

    private final MemoryConnection[] carriers = MemoryConnection.pair(1 << 17);
    private final ByteBuffer received = ByteBuffer.allocate(1 << 17).limit(0);
    private Connection server;
    private SSLEngine peer;

    private void meet(String version) throws IOException {
        SocketOptions options = CERTIFICATES.as("server").with(SocketOption.TLS_PROTOCOLS, List.of(version));
        SSLContext context = TlsFiles.of(options).load();
        server = TlsServer.of(options).over(carriers[1]);
        peer = context.createSSLEngine("localhost", 1);
        peer.setUseClientMode(true);
        peer.setEnabledProtocols(new String[] {version});
        peer.beginHandshake();
        boolean done = false;
        for (int turn = 0; turn < 100; turn++) {
            goOn();
            if (done) {
                assertThat(server.read(ByteBuffer.allocateDirect(1))).isZero();
            }
            done = done || server.shakeHands() == 0;
        }
        assertThat(done).isTrue();
        assertThat(peer.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    }

    /** One step of the bare engine. */
    private void goOn() throws IOException {
        received.compact();
        carriers[0].read(received);
        received.flip();
        switch (peer.getHandshakeStatus()) {
            case NEED_TASK -> peer.getDelegatedTask().run();
            case NEED_WRAP -> say();
            default -> peer.unwrap(received, ByteBuffer.allocate(1 << 15));
        }
    }

    private void say() throws IOException {
        ByteBuffer record = ByteBuffer.allocate(1 << 15);
        peer.wrap(ByteBuffer.allocate(0), record);
        carriers[0].write(record.flip());
    }

    @Test
    void aKeyUpdateIsAnsweredByTheWriterOnly() throws IOException {
        meet("TLSv1.3");
        peer.beginHandshake(); // a new key, and a request for one
        say();
        assertThat(server.read(ByteBuffer.allocateDirect(10))).isZero();
        assertThat(carriers[0].waiting()).as("said by the reader").isZero();
        assertThat(server.hasOutput()).isTrue();
        assertThat(server.hasInput()).isFalse();
        assertThat(server.flush()).isTrue();
        assertThat(server.hasOutput()).isFalse();
        assertThat(carriers[0].waiting()).as("said by the writer").isPositive();
        goOn();
        assertThat(peer.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        server.write(ByteBuffer.allocateDirect(7));
        received.compact();
        carriers[0].read(received);
        received.flip();
        assertThat(peer.unwrap(received, ByteBuffer.allocate(1 << 15)).bytesProduced()).isEqualTo(7);
    }

    @Test
    void aWriteTakesTheAnswerAlong() throws IOException {
        meet("TLSv1.3");
        peer.beginHandshake();
        say();
        assertThat(server.read(ByteBuffer.allocateDirect(10))).isZero();
        assertThat(server.write(ByteBuffer.allocateDirect(7))).isEqualTo(7);
        assertThat(server.flush()).isTrue();
        received.compact();
        carriers[0].read(received);
        received.flip();
        ByteBuffer plain = ByteBuffer.allocate(1 << 15);
        while (received.hasRemaining()) {
            peer.unwrap(received, plain);
        }
        assertThat(plain.position()).isEqualTo(7);
    }

    @Test
    void aPeerThatOnlyDemandsAnswersIsLeft() throws IOException {
        meet("TLSv1.3");
        assertThatIOException().isThrownBy(() -> {
            for (int i = 0; i < 200; i++) {
                peer.beginHandshake();
                say();
                server.read(ByteBuffer.allocateDirect(10)); // and nobody flushes
            }
        }).withMessageContaining("demands answers of TLS without reading them");
    }

    @Test
    void renegotiationIsRefused() throws IOException {
        meet("TLSv1.2");
        peer.beginHandshake();
        say();
        assertThatIOException().isThrownBy(() -> server.read(ByteBuffer.allocateDirect(10)))
                .withMessage("the peer wants to renegotiate, which is refused");
    }
}

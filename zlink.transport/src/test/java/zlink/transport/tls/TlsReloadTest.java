package zlink.transport.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.contract.MemoryConnection;
import zlink.transport.spi.Connection;

/** What outlives a connection: files that change, and sessions that are resumed. */
@Timeout(60)
class TlsReloadTest {

    private static final Certificates CERTIFICATES = Certificates.shared();

    @TempDir
    private Path directory;

    private Path certificate;
    private Path key;
    private Path trust;
    private SocketOptions server;
    private long changes;

    @BeforeEach
    void copy() throws IOException {
        certificate = directory.resolve("certificate.pem");
        key = directory.resolve("key.pem");
        trust = directory.resolve("trust.pem");
        replace(certificate, CERTIFICATES.certificate("server"));
        replace(key, CERTIFICATES.key("server"));
        replace(trust, CERTIFICATES.certificate("authority"));
        server = SocketOptions.defaults().with(SocketOption.TLS_CERTIFICATE_FILE, certificate)
                .with(SocketOption.TLS_KEY_FILE, key);
    }

    private void replace(Path file, Path by) throws IOException {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
        touched(file);
    }

    /** File systems may be too coarse to tell the changes of a test apart. */
    private void touched(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + 10_000 * changes++));
    }

    private String subjectSeen(TlsServer bound) throws IOException {
        return Meeting.of(TlsClient.of("localhost", 1, CERTIFICATES.trusting("authority")), bound).succeeded()
                .client().peerProperties().get("Tls-Peer-Subject");
    }

    @Test
    void newCertificatesCountFromTheNextConnectionOn() throws IOException {
        TlsServer bound = TlsServer.of(server);
        assertThat(subjectSeen(bound)).contains("CN=server");
        replace(certificate, CERTIFICATES.certificate("second"));
        replace(key, CERTIFICATES.key("second"));
        assertThat(subjectSeen(bound)).contains("CN=second");
    }

    @Test
    void whileNewFilesAreWrongTheLastGoodOnesCount() throws IOException {
        TlsServer bound = TlsServer.of(server);
        replace(certificate, CERTIFICATES.certificate("second")); // its key is still the old one's
        assertThat(subjectSeen(bound)).contains("CN=server");
        Files.delete(certificate);
        assertThat(subjectSeen(bound)).contains("CN=server");
        replace(certificate, CERTIFICATES.certificate("second"));
        replace(key, CERTIFICATES.key("second"));
        assertThat(subjectSeen(bound)).contains("CN=second");
    }

    @Test
    void eachChangeForTheWorseIsLoggedOnce() throws IOException {
        List<String> logged = new ArrayList<>();
        TlsContext context = TlsContext.fresh(server, logged::add);
        SSLContext first = context.current();
        replace(certificate, CERTIFICATES.certificate("second"));
        assertThat(context.current()).isSameAs(first);
        assertThat(context.current()).isSameAs(first);
        assertThat(logged).singleElement().asString().contains("the last good ones count", "TLS_KEY_FILE " + key);
        Files.delete(certificate);
        assertThat(context.current()).isSameAs(first);
        assertThat(logged).hasSize(2).last().asString().contains("there is no such file");
        replace(certificate, CERTIFICATES.certificate("server"));
        assertThat(context.current()).isNotSameAs(first);
        assertThat(logged).hasSize(2);
    }

    @Test
    void newAuthoritiesCountForClients() throws IOException {
        SocketOptions client = SocketOptions.defaults().with(SocketOption.TLS_TRUST_FILE, trust);
        TlsServer bound = TlsServer.of(CERTIFICATES.as("self-signed"));
        assertThat(Meeting.of(TlsClient.of("localhost", 2, client), bound).clientMessage()).contains("self-signed");
        replace(trust, CERTIFICATES.certificate("self-signed"));
        Meeting.of(TlsClient.of("localhost", 2, client), bound).succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void sessionsAreResumed(String version) throws Exception {
        SocketOptions client = CERTIFICATES.trusting("authority").with(SocketOption.TLS_PROTOCOLS, List.of(version));
        TlsServer bound = TlsServer.of(server);
        int port = version.hashCode() & 0x7fff;
        assertThat(answersWithCertificate(version, TlsClient.of("localhost", port, client), bound)).isTrue();
        Meeting.of(TlsClient.of("localhost", port, client), bound).succeeded();
        assertThat(answersWithCertificate(version, TlsClient.of("localhost", port, client), bound)).isFalse();
        assertThat(answersWithCertificate(version, TlsClient.of("server.example", port, client), bound))
                .as("another name, another session").isTrue();
    }

    /** Whether the server's first bytes have its certificate, which is in the clear or, in TLS 1.3, just long. */
    private static boolean answersWithCertificate(String version, TlsClient client, TlsServer server)
            throws Exception {
        MemoryConnection[] carriers = MemoryConnection.pair(1 << 16);
        Connection asking = client.over(carriers[0]);
        Connection answering = server.over(carriers[1]);
        for (int turn = 0; turn < 20; turn++) {
            if (turn == 0) {
                asking.shakeHands();
                asking.shakeHands();
            }
            answering.shakeHands();
        }
        byte[] answer = new byte[carriers[0].waiting()];
        carriers[0].read(ByteBuffer.wrap(answer));
        String certificate = new String(CERTIFICATES.of("server").getEncoded(), ISO_8859_1);
        return new String(answer, ISO_8859_1).contains(certificate)
                || version.equals("TLSv1.3") && answer.length > certificate.length();
    }

    @Test
    void manyConfigurationsAreNotKeptForEver() throws IOException {
        TlsContext first = TlsContext.kept(CERTIFICATES.trusting("authority"));
        assertThat(TlsContext.kept(CERTIFICATES.trusting("authority"))).isSameAs(first);
        for (int i = 0; i < 100; i++) {
            Path copy = directory.resolve("trust" + i + ".pem");
            replace(copy, trust);
            TlsContext.kept(SocketOptions.defaults().with(SocketOption.TLS_TRUST_FILE, copy));
        }
        assertThat(TlsContext.kept(CERTIFICATES.trusting("authority"))).isNotSameAs(first);
    }
}

package zlink.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.TlsClientAuthentication;
import zlink.transport.contract.MemoryConnection;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** Peers that cannot be talked to, and what is said about them at either end. */
@Timeout(60)
class TlsRefusalsTest {

    private static final Certificates CERTIFICATES = Certificates.shared();
    private static final SocketOptions SERVER = CERTIFICATES.as("server");
    private static final SocketOptions CLIENT = CERTIFICATES.trusting("authority");
    private static final List<String> ONE_DOT_TWO = List.of("TLSv1.2");
    private static final List<String> ONE_DOT_THREE = List.of("TLSv1.3");

    private static final SocketOptions DEMANDING = SERVER
            .with(SocketOption.TLS_CLIENT_AUTHENTICATION, TlsClientAuthentication.REQUIRED);

    @ParameterizedTest
    @ValueSource(strings = {"server", "rsa", "ed25519"})
    void keysOfEveryKindWork(String name) throws IOException {
        Meeting.of(CLIENT, CERTIFICATES.as(name)).succeeded();
    }

    /** Of other lengths than a record's: what is short of them must be waited for, not looked at again and again. */
    @ParameterizedTest
    @CsvSource({"807F010301,5", "BFFF010301,1000", "1603014801,5", "1603014801,1000"})
    void whatTheEngineWantsMoreOfIsAwaited(String beginning, int size) throws IOException {
        MemoryConnection[] carriers = MemoryConnection.pair(1 << 10);
        Connection server = TlsServer.of(SERVER).over(carriers[1]);
        byte[] incomplete = Arrays.copyOf(HexFormat.of().parseHex(beginning), size);
        carriers[0].write(ByteBuffer.wrap(incomplete));

        assertThat(server.shakeHands()).isEqualTo(Readiness.READ);
        assertThat(server.shakeHands()).isEqualTo(Readiness.READ);
    }

    @Test
    void whatAPeerSentIsQuotedOnOneLine() throws IOException {
        MemoryConnection[] ends = MemoryConnection.pair(1 << 17);
        TlsClient.of("localhost", 5555, CLIENT).over(ends[0]).shakeHands();
        ByteBuffer hello = ByteBuffer.allocateDirect(1 << 12);
        ends[1].read(hello);
        int name = StandardCharsets.ISO_8859_1.decode(hello.flip()).toString().indexOf("localhost");
        hello.rewind().put(name + 3, (byte) '\r').put(name + 4, (byte) '\n');
        MemoryConnection[] others = MemoryConnection.pair(1 << 17);
        others[0].write(hello);
        Connection server = TlsServer.of(SERVER).over(others[1]);

        assertThatIOException().isThrownBy(() -> {
            while (server.shakeHands() != 0) {
                Thread.onSpinWait();
            }
        }).withMessageContaining("loc??host").withMessageNotContainingAny("\r", "\n");
    }

    @Test
    void nonsenseBehindAGoodRecordIsCalledSoEvenIfTheEndFollows() throws IOException {
        MemoryConnection[] ends = MemoryConnection.pair(1 << 17);
        TlsClient.of("localhost", 5555, CLIENT).over(ends[0]).shakeHands();
        ends[0].write(ByteBuffer.wrap(new byte[3]));
        ends[0].shutdownOutput();
        Connection server = TlsServer.of(SERVER).over(ends[1]);

        assertThatIOException().isThrownBy(() -> {
            while (server.shakeHands() != 0) {
                Thread.onSpinWait();
            }
        }).withMessageContaining("speaks no TLS");
    }

    @Test
    void expiredCertificate() throws IOException {
        Meeting meeting = Meeting.of(CLIENT, CERTIFICATES.as("expired"));
        assertThat(meeting.clientMessage())
                .startsWith("TLS handshake failed: the server's certificate expired on 2020-0").contains("CN=expired");
        assertThat(meeting.serverMessage()).contains("the peer refused: certificate_");
    }

    @Test
    void selfSignedCertificate() throws IOException {
        Meeting meeting = Meeting.of(CLIENT, CERTIFICATES.as("self-signed"));
        assertThat(meeting.clientMessage()).contains("the server's certificate is self-signed", "CN=self-signed",
                "TLS_TRUST_FILE");
        assertThat(meeting.serverMessage()).contains("the peer refused: certificate_unknown", "TLS_CERTIFICATE_FILE");
    }

    @Test
    void selfSignedCertificateThatIsTrusted() throws IOException {
        Meeting.of(CERTIFICATES.trusting("self-signed"), CERTIFICATES.as("self-signed")).succeeded();
    }

    @Test
    void certificateOfAnotherAuthority() throws IOException {
        assertThat(Meeting.of(CERTIFICATES.trusting("self-signed"), SERVER).clientMessage())
                .contains("the server's certificate is issued by an authority that is not trusted", "CN=authority",
                        "TLS_TRUST_FILE");
    }

    @Test
    void theJdksAuthoritiesAreTrustedByDefaultAndOursIsNotAmongThem() throws IOException {
        assertThat(Meeting.of(SocketOptions.defaults(), SERVER).clientMessage())
                .contains("issued by an authority that is not trusted");
    }

    @Test
    void certificateForOtherNames() throws IOException {
        Meeting meeting = Meeting.of(CLIENT, CERTIFICATES.as("other-name"));
        assertThat(meeting.clientMessage()).contains("TLS_SERVER_NAME",
                "the server's certificate is not for localhost but for other.example, *.wild.example");
    }

    @ParameterizedTest
    @CsvSource({"other.example,true", "a.wild.example,true", "wild.example,false", "a.b.wild.example,false",
        "192.0.2.1,false"})
    void theNameToVerifyCanBeSet(String name, boolean right) throws IOException {
        Meeting meeting = Meeting.of(CLIENT.with(SocketOption.TLS_SERVER_NAME, name), CERTIFICATES.as("other-name"));
        assertThat(meeting.clientFailure().isEmpty()).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost.", "server.example", "127.0.0.1"})
    void theEndpointsHostIsTheNameToVerify(String host) throws IOException {
        Meeting.of(host, CLIENT, SERVER).succeeded();
    }

    @Test
    void namesNeedNotBeVerified() throws IOException {
        SocketOptions careless = CLIENT.with(SocketOption.TLS_HOST_NAME_VERIFICATION, false);
        Meeting.of(careless, CERTIFICATES.as("other-name")).succeeded();
        assertThat(Meeting.of(careless, CERTIFICATES.as("self-signed")).clientMessage()).contains("self-signed");
    }

    @Test
    void aSessionWithoutVerifiedNameIsNotResumedByOneThatVerifies() throws IOException {
        SocketOptions careless = CLIENT.with(SocketOption.TLS_HOST_NAME_VERIFICATION, false);
        TlsServer server = TlsServer.of(CERTIFICATES.as("other-name"));
        Meeting.of(TlsClient.of("localhost", 7777, careless), server).succeeded();
        assertThat(Meeting.of(TlsClient.of("localhost", 7777, CLIENT), server).clientMessage())
                .contains("is not for localhost");
    }

    @Test
    void noVersionInCommon() throws IOException {
        Meeting newer = Meeting.of(CLIENT.with(SocketOption.TLS_PROTOCOLS, ONE_DOT_TWO),
                SERVER.with(SocketOption.TLS_PROTOCOLS, ONE_DOT_THREE));
        assertThat(newer.serverMessage()).contains("no TLS version in common, ours are TLSv1.3", "TLS_PROTOCOLS");
        assertThat(newer.clientMessage()).contains("protocol_version", "ours are TLSv1.2", "TLS_PROTOCOLS");
        Meeting older = Meeting.of(CLIENT.with(SocketOption.TLS_PROTOCOLS, ONE_DOT_THREE),
                SERVER.with(SocketOption.TLS_PROTOCOLS, ONE_DOT_TWO));
        assertThat(older.serverMessage() + older.clientMessage()).contains("TLS_PROTOCOLS");
    }

    @Test
    void noCipherSuiteInCommon() throws IOException {
        Meeting meeting = Meeting.of(
                CLIENT.with(SocketOption.TLS_CIPHER_SUITES, List.of("TLS_CHACHA20_POLY1305_SHA256")),
                SERVER.with(SocketOption.TLS_CIPHER_SUITES, List.of("TLS_AES_256_GCM_SHA384")));
        assertThat(meeting.serverMessage()).contains("no cipher suite in common", "TLS_CIPHER_SUITES");
        assertThat(meeting.clientMessage()).contains("handshake_failure", "TLS_CIPHER_SUITES");
    }

    @Test
    void noApplicationProtocolInCommon() throws IOException {
        Meeting meeting = Meeting.of(CLIENT.with(SocketOption.TLS_APPLICATION_PROTOCOLS, List.of("one")),
                SERVER.with(SocketOption.TLS_APPLICATION_PROTOCOLS, List.of("two")));
        assertThat(meeting.serverMessage()).contains("no application protocol in common", "TLS_APPLICATION_PROTOCOLS");
        assertThat(meeting.clientMessage()).contains("no_application_protocol");
    }

    @Test
    void anApplicationProtocolInCommonIsAPropertyOfThePeer() throws IOException {
        Meeting meeting = Meeting.of(CLIENT.with(SocketOption.TLS_APPLICATION_PROTOCOLS, List.of("one", "two")),
                SERVER.with(SocketOption.TLS_APPLICATION_PROTOCOLS, List.of("two"))).succeeded();
        assertThat(meeting.client().peerProperties()).containsEntry("Tls-Application-Protocol", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void missingClientCertificate(String version) throws IOException {
        Meeting meeting = Meeting.of(CLIENT.with(SocketOption.TLS_PROTOCOLS, List.of(version)), DEMANDING);
        assertThat(meeting.serverMessage()).contains("the client sent no certificate", "TLS_CLIENT_AUTHENTICATION");
        assertThat(meeting.clientMessage()).contains("the peer refused", "it wants a certificate",
                "TLS_CERTIFICATE_FILE");
    }

    @Test
    void aWantedCertificateMayBeMissing() throws IOException {
        Meeting meeting = Meeting.of(CLIENT, SERVER
                .with(SocketOption.TLS_CLIENT_AUTHENTICATION, TlsClientAuthentication.WANTED)).succeeded();
        assertThat(meeting.server().peerProperties()).containsEntry("Tls-Protocol", "TLSv1.3")
                .containsKey("Tls-Cipher").doesNotContainKeys("Tls-Peer-Subject", "Tls-Peer-Fingerprint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aClientsCertificateIsItsProperty(String version) throws Exception {
        Meeting meeting = Meeting.of(
                CERTIFICATES.as("client").with(SocketOption.TLS_PROTOCOLS, List.of(version)), DEMANDING).succeeded();
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(CERTIFICATES.of("client").getEncoded());
        assertThat(meeting.server().peerProperties()).containsEntry("Tls-Peer-Subject", "CN=client,O=zlink tests")
                .containsEntry("Tls-Peer-Fingerprint", HexFormat.of().formatHex(digest))
                .containsEntry("Tls-Protocol", version);
        assertThat(meeting.client().peerProperties()).containsEntry("Tls-Peer-Subject", "CN=server,O=zlink tests");
    }

    @Test
    void clientCertificateOfAnotherAuthority() throws IOException {
        Meeting meeting = Meeting.of(CERTIFICATES.as("self-signed"), DEMANDING);
        assertThat(meeting.serverMessage()).contains("the client's certificate is self-signed", "TLS_TRUST_FILE");
    }

    @Test
    void expiredClientCertificate() throws IOException {
        assertThat(Meeting.of(CERTIFICATES.as("expired"), DEMANDING).serverMessage())
                .contains("the client's certificate expired on 2020-0");
    }

    /** A peer that sends certain bytes first, and what each side says to them. */
    private static String answer(boolean toServer, byte[] first) throws IOException {
        MemoryConnection[] carriers = MemoryConnection.pair(1 << 16);
        Connection end = toServer ? TlsServer.of(SERVER).over(carriers[1])
                : TlsClient.of("localhost", 1, CLIENT).over(carriers[1]);
        carriers[0].write(ByteBuffer.wrap(first));
        carriers[0].shutdownOutput();
        try {
            for (int turn = 0; turn < 100; turn++) {
                end.shakeHands();
            }
        } catch (IOException e) {
            return e.getMessage();
        }
        throw new AssertionError("no failure");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void plainZmtp(boolean toServer) throws IOException {
        byte[] greeting = HexFormat.of().parseHex("ff00000000000000017f03014e554c4c");
        assertThat(answer(toServer, greeting))
                .isEqualTo("the peer speaks no TLS: it sent a ZMTP greeting in the clear, as for tcp://");
    }

    @Test
    void plainHttp() throws IOException {
        assertThat(answer(true, "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("the peer speaks no TLS: it sent an HTTP request in the clear");
        assertThat(answer(false, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("the peer speaks no TLS: it sent an HTTP response in the clear");
    }

    @Test
    void noise() throws IOException {
        assertThat(answer(true, new byte[] {0, 1, 2}))
                .isEqualTo("the peer speaks no TLS: its first bytes are 00 01 02");
    }

    @Test
    void recordOfAnImpossibleSize() throws IOException {
        assertThat(answer(true, HexFormat.of().parseHex("160303ffff0000"))).startsWith("TLS handshake failed: ");
    }

    @Test
    void olderVersionsOfTls() throws IOException {
        String hello = "0301" + "11".repeat(32) + "00" + "0002c013" + "0100";
        int length = hello.length() / 2;
        byte[] record = HexFormat.of().parseHex(String.format("160301%04x01%06x", length + 4, length) + hello);
        assertThat(answer(true, record)).contains("no TLS version in common, ours are TLSv1.3, TLSv1.2");
    }

    @Test
    void halfAHandshake() throws IOException {
        assertThat(answer(true, HexFormat.of().parseHex("1603010200010001fc0303")))
                .contains("the stream ended in the middle of a TLS record");
        assertThat(answer(true, new byte[0])).isEqualTo("the peer closed the connection in the TLS handshake");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anEndInTheMiddleOfARecordIsNoEnd(String version) throws IOException {
        Meeting meeting = Meeting.of(CLIENT.with(SocketOption.TLS_PROTOCOLS, List.of(version)), SERVER).succeeded();
        meeting.client().write(ByteBuffer.allocateDirect(100));
        byte[] record = taken(meeting.carriers()[1]);
        meeting.carriers()[0].write(ByteBuffer.wrap(record, 0, record.length - 1));
        meeting.carriers()[0].shutdownOutput();
        ByteBuffer target = ByteBuffer.allocateDirect(1000);
        assertThatIOException().isThrownBy(() -> meeting.server().read(target))
                .withMessageContaining("in the middle of a TLS record, without close_notify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anEndBetweenRecordsIsOneWithOrWithoutCloseNotify(String version) throws IOException {
        for (boolean polite : new boolean[] {true, false}) {
            Meeting meeting = Meeting.of(CLIENT.with(SocketOption.TLS_PROTOCOLS, List.of(version)), SERVER).succeeded();
            meeting.client().write(ByteBuffer.allocateDirect(100));
            if (polite) {
                meeting.client().shutdownOutput();
            } else {
                meeting.carriers()[0].shutdownOutput();
            }
            ByteBuffer target = ByteBuffer.allocateDirect(1000);
            assertThat(meeting.server().read(target)).isEqualTo(100);
            assertThat(meeting.server().read(target)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aForgedRecordEndsTheConnectionAfterTheGoodOnes(String version) throws IOException {
        Meeting meeting = Meeting.of(CLIENT.with(SocketOption.TLS_PROTOCOLS, List.of(version)), SERVER).succeeded();
        meeting.client().write(ByteBuffer.allocateDirect(100));
        byte[] good = taken(meeting.carriers()[1]);
        meeting.client().write(ByteBuffer.allocateDirect(100));
        byte[] forged = taken(meeting.carriers()[1]);
        forged[forged.length - 20] ^= 1;
        meeting.carriers()[0].write(ByteBuffer.wrap(good));
        meeting.carriers()[0].write(ByteBuffer.wrap(forged));
        ByteBuffer target = ByteBuffer.allocateDirect(1000);
        assertThat(meeting.server().read(target)).isEqualTo(100);
        assertThat(meeting.server().hasInput()).as("the failure is still to be told").isTrue();
        assertThatIOException().isThrownBy(() -> meeting.server().read(target))
                .withMessageContaining("a record was damaged or forged");
        assertThat(meeting.server().hasOutput()).as("the alert").isTrue();
        meeting.server().flush();
        assertThatIOException().isThrownBy(() -> meeting.client().read(target))
                .withMessageContaining("the peer refused: bad_record_mac");
    }

    private static byte[] taken(MemoryConnection carrier) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(carrier.waiting());
        carrier.read(all);
        return all.array();
    }
}

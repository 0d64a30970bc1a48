package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.tests.contract.OverEachTransport.next;
import static zlink.tests.contract.OverEachTransport.nextText;
import static zlink.tests.contract.OverEachTransport.with;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.EndpointUnavailableException;
import zlink.api.HandshakeFailure;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PeerInfo;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.StreamSocket;
import zlink.api.TlsClientAuthentication;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.SelfSigned;

/** Sockets over tls: messages, peers, and what monitors are told of handshakes that fail. */
@Timeout(60)
class TlsTest {
    @TempDir
    private static Path directory;

    private final SocketOptions trusting = SelfSigned.options();
    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            with(SocketOption.LINGER, Duration.ZERO).with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(50))));

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    @ParameterizedTest
    @CsvSource({"20000,64", "5000,1024", "200,100000"})
    void noMessageIsLeftBehindBackpressure(int messages, int bytes) throws InterruptedException {
        PullSocket pull = context.pull(trusting.with(SocketOption.RECEIVE_HIGH_WATER_MARK, 10));
        PushSocket push = context.push(trusting.with(SocketOption.SEND_HIGH_WATER_MARK, 10));
        push.connect(pull.bind("tls://127.0.0.1:*").endpoint());
        Thread sender = new Thread(() -> {
            byte[] body = new byte[bytes];
            for (int i = 0; i < messages; i++) {
                body[i % bytes] = (byte) i;
                push.send(body);
                body[i % bytes] = 0;
            }
        });
        sender.start();
        for (int i = 0; i < messages; i++) {
            Message message = pull.receive(Duration.ofSeconds(20)).orElseThrow();
            assertThat(message.bytes()[i % bytes]).as("message %s", i).isEqualTo((byte) i);
        }
        sender.join();
    }

    @Test
    void peersAreKnownByTheirCertificates() {
        PullSocket pull = context.pull(
                trusting.with(SocketOption.TLS_CLIENT_AUTHENTICATION, TlsClientAuthentication.REQUIRED));
        PushSocket push = context.push(trusting);
        push.connect(pull.bind("tls://127.0.0.1:*").endpoint());
        push.send("hello");
        PeerInfo peer = pull.receive().peer().orElseThrow();
        assertThat(peer.textProperty("Tls-Peer-Subject")).contains("CN=self");
        assertThat(peer.textProperty("Tls-Peer-Fingerprint").orElseThrow()).matches("[0-9a-f]{64}");
        assertThat(peer.textProperty("Tls-Protocol")).contains("TLSv1.3");
        assertThat(peer.textProperty("Peer-Address")).contains("127.0.0.1");
    }

    @Test
    void streamSocketsTalkToAnyTlsProgram() throws IOException {
        StreamSocket stream = context.stream(trusting.with(SocketOption.LINGER, Duration.ofSeconds(5)));
        int port = Integer.parseInt(stream.bind("tls://127.0.0.1:*").endpoint().address().split(":")[1]);
        byte[] much = new byte[3 << 20];
        much[much.length - 1] = 7;
        try (SSLSocket program = (SSLSocket) trusting.get(SocketOption.TLS_CONTEXT).getSocketFactory()
                .createSocket("127.0.0.1", port)) {
            program.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            Message coming = next(stream);
            assertThat(coming.size(1)).isZero();
            assertThat(coming.peer().orElseThrow().textProperty("Tls-Protocol")).contains("TLSv1.3");
            assertThat(next(stream).text(1)).isEqualTo("hello");
            stream.send(coming.routingId(), much);
            stream.disconnect(coming.routingId());
            assertThat(program.getInputStream().readAllBytes()).isEqualTo(much);
        }
        assertThat(next(stream).size(1)).as("bytes with the going").isZero();
    }

    @Test
    void twoSocketsShareAPortByTheirPathsBehindTls() {
        PullSocket feed = context.pull(trusting);
        String first = feed.bind("wss://127.0.0.1:*/feed").endpoint().toString();
        PullSocket chat = context.pull(trusting);
        String second = chat.bind(first.replace("/feed", "/chat")).endpoint().toString();
        PushSocket push = context.push(trusting);
        push.connect(second);
        push.send("to the second");
        assertThat(nextText(chat)).isEqualTo("to the second");
        feed.close();
        PushSocket late = context.push(trusting);
        late.connect(second);
        late.send("still there");
        assertThat(nextText(chat)).isEqualTo("still there");

        PullSocket other = context.pull(
                trusting.with(SocketOption.TLS_CLIENT_AUTHENTICATION, TlsClientAuthentication.REQUIRED));
        assertThatThrownBy(() -> other.bind(first)).isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining("[TLS_CLIENT_AUTHENTICATION]");
        PullSocket clear = context.pull();
        assertThatThrownBy(() -> clear.bind(first.replace("wss:", "ws:")))
                .isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining("port of wss").hasMessageContaining("one of ws at");
    }

    @Test
    void aPeerInTheClearCostsOnlyItsOwnConnection() {
        PullSocket pull = context.pull(trusting);
        MonitorLog log = MonitorLog.of(pull);
        String address = pull.bind("tls://127.0.0.1:*").endpoint().address();
        PushSocket clear = context.push();
        clear.connect("tcp://" + address);
        MonitorEvent.HandshakeFailed failed = log.await(MonitorEvent.HandshakeFailed.class);
        assertThat(failed.reason()).isEqualTo(HandshakeFailure.TRANSPORT);
        assertThat(failed.detail()).contains("it sent a ZMTP greeting in the clear");

        PushSocket push = context.push(trusting);
        push.connect("tls://" + address);
        push.send("still here");
        assertThat(nextText(pull)).isEqualTo("still here");
    }

    @Test
    void tlsOnATcpPortFailsOnBothSides() {
        PullSocket pull = context.pull();
        MonitorLog log = MonitorLog.of(pull);
        String address = pull.bind("tcp://127.0.0.1:*").endpoint().address();
        PushSocket push = context.push(trusting);
        MonitorLog ours = MonitorLog.of(push);
        push.connect("tls://" + address);
        assertThat(ours.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TRANSPORT);
        log.await(MonitorEvent.HandshakeFailed.class);
    }

    @Test
    void anUntrustedPeerIsNamedInTheEvent() {
        PullSocket pull = context.pull(trusting);
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        push.connect(pull.bind("tls://127.0.0.1:*").endpoint());
        MonitorEvent.HandshakeFailed failed = log.await(MonitorEvent.HandshakeFailed.class);
        assertThat(failed.reason()).isEqualTo(HandshakeFailure.TRANSPORT);
        assertThat(failed.detail()).contains("the server's certificate is self-signed", "TLS_TRUST_FILE");
    }

    @Test
    void wrongFilesComeOutOfBind() {
        Path missing = directory.resolve("missing.pem");
        PullSocket pull = context.pull(with(SocketOption.TLS_CERTIFICATE_FILE, missing)
                .with(SocketOption.TLS_KEY_FILE, missing).with(SocketOption.TLS_PROTOCOLS, List.of("TLSv1.2")));
        assertThatThrownBy(() -> pull.bind("tls://127.0.0.1:*")).isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContainingAll("TLS_CERTIFICATE_FILE", missing.toString(), "there is no such file");
    }
}

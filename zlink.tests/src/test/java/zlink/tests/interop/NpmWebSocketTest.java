package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DealerSocket;
import zlink.api.DisconnectReason;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PubSocket;
import zlink.api.RouterSocket;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.SelfSigned;

/**
 * The WebSockets most servers in JavaScript use, which speak ZWS 2.0 by hand here: with ZMTP's handshake
 * ({@code ZWS2.0/NULL}), which they do only when tricked, and without.
 */
@Timeout(60)
class NpmWebSocketTest {
    private static final String PLAIN = "ZWS2.0";
    private static final String WITH_HANDSHAKE = "ZWS2.0/NULL";

    @TempDir
    private static Path directory;

    private static AnsweringProcess node;

    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(SelfSigned.options()
            .with(SocketOption.LINGER, Duration.ZERO).with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10))));

    @BeforeAll
    @Timeout(60)
    static void start() throws IOException {
        node = NodePeer.start();
        SelfSigned.writePem(directory.resolve("self.pem"));
    }

    @AfterAll
    static void end() {
        if (node != null) {
            node.close();
        }
    }

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    /** A frame as ZWS has it, each character a byte: 0 for the last of a message, 1 for others, 2 for a command. */
    private static String frame(int flags, String content) {
        return AnsweringProcess.word(((char) flags + content).getBytes(ISO_8859_1));
    }

    /** The command READY with the properties of the type. */
    private static String ready(SocketType type, String... identity) {
        StringBuilder content = new StringBuilder("\u0005READY").append(property("Socket-Type", type.name()));
        Stream.of(identity).forEach(id -> content.append(property("Identity", id)));
        return frame(2, content.toString());
    }

    private static String property(String name, String value) {
        return (char) name.length() + name + "\0\0\0" + (char) value.length() + value;
    }

    /** Does what comes before messages, for a client or server of node's, towards the socket. */
    private static void shakeHands(String name, String protocol, SocketType type, Socket socket) {
        if (protocol.equals(PLAIN)) {
            node.ask("send", name, frame(0, "node"));
            assertThat(node.ask("message", name)).as("its routing id, which is empty").isEqualTo(frame(0, ""));
        } else {
            node.ask("send", name, ready(type, "node"));
            assertThat(text(node.ask("message", name))).startsWith("\u0002\u0005READY")
                    .contains(property("Socket-Type", socket.type().name()));
        }
    }

    private static String text(String word) {
        return new String(AnsweringProcess.bytes(word), ISO_8859_1);
    }

    private static String connect(Socket bound, String protocol, SocketType type) {
        String endpoint = bound.bind("ws://127.0.0.1:*/path").endpoint().toString();
        assertThat(node.ask("connect", "client", endpoint, protocol)).isEqualTo(protocol);
        shakeHands("client", protocol, type, bound);
        return endpoint;
    }

    private static Message next(RouterSocket router) {
        return router.receive(Deadline.PATIENCE).orElseThrow(() -> new AssertionError("the ROUTER got nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, WITH_HANDSHAKE})
    void clientTalksToARouter(String protocol) {
        RouterSocket router = context.router();
        MonitorLog log = MonitorLog.of(router);
        connect(router, protocol, SocketType.DEALER);
        assertThat(log.await(MonitorEvent.HandshakeSucceeded.class).peer().socketType().isPresent())
                .isEqualTo(protocol.equals(WITH_HANDSHAKE));

        for (int i = 0; i < 5; i++) {
            node.ask("send", "client", frame(1, "question"));
            node.ask("send", "client", frame(0, "" + i));
            assertThat(next(router).texts()).containsExactly("node", "question", "" + i);
            router.send(Message.of("node", "answer", "" + i));
            assertThat(node.ask("message", "client")).isEqualTo(frame(1, "answer"));
            assertThat(node.ask("message", "client")).isEqualTo(frame(0, "" + i));
        }
        router.send(Message.of("node", "x".repeat(70_000)));
        assertThat(node.ask("message", "client")).isEqualTo(frame(0, "x".repeat(70_000)));

        node.ask("close", "client", "1000");
        assertThat(node.ask("ended", "client")).isEqualTo("1000 =");
        assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, WITH_HANDSHAKE})
    void fragmentsAreJoinedAndPingsBetweenThemAnswered(String protocol) {
        RouterSocket router = context.router();
        connect(router, protocol, SocketType.DEALER);
        String part = "y".repeat(40_000);
        String fragment = AnsweringProcess.word(part.getBytes(UTF_8));
        node.ask("send", "client", frame(1, "in "), AnsweringProcess.word("par".getBytes(UTF_8)),
                AnsweringProcess.word("ts".getBytes(UTF_8)));
        node.ask("send", "client", frame(0, ""), fragment, fragment, fragment);

        assertThat(next(router).texts()).containsExactly("node", "in parts", part + part + part);
        node.ask("ping", "client", AnsweringProcess.word("last".getBytes(UTF_8)));
        String pong = text(node.ask("ponged", "client"));
        while (pong.equals("between")) { // of pings that came together only the last needs an answer
            pong = text(node.ask("ponged", "client"));
        }
        assertThat(pong).isEqualTo("last");
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, WITH_HANDSHAKE})
    void clientSubscribesAndUnsubscribes(String protocol) {
        XPubSocket pub = context.xpub();
        connect(pub, protocol, SocketType.SUB);
        node.ask("send", "client", frame(0, "\1a"));
        node.ask("send", "client", frame(0, "\1b"));
        node.ask("send", "client", frame(0, "\0a"));
        for (String told : new String[] {"\1a", "\1b", "\0a"}) {
            assertThat(pub.receive(Deadline.PATIENCE).orElseThrow().text()).isEqualTo(told);
        }
        pub.send("a: no more");
        pub.send(Message.of("b", "news"));

        assertThat(node.ask("message", "client")).isEqualTo(frame(1, "b"));
        assertThat(node.ask("message", "client")).isEqualTo(frame(0, "news"));
    }

    @Test
    void clientTalksOverTls() {
        RouterSocket router = context.router();
        String endpoint = router.bind("wss://localhost:*").endpoint().toString();
        assertThat(node.ask("connect", "client", endpoint, WITH_HANDSHAKE, directory.resolve("self.pem").toString()))
                .isEqualTo(WITH_HANDSHAKE);
        shakeHands("client", WITH_HANDSHAKE, SocketType.DEALER, router);
        node.ask("send", "client", frame(0, "hello"));
        Message message = next(router);
        assertThat(message.texts()).containsExactly("node", "hello");
        assertThat(message.peer().orElseThrow().textProperty("Tls-Protocol")).contains("TLSv1.3");
    }

    @Test
    void clientSeesWhyItIsClosed() {
        RouterSocket router = context.router(
                SocketOptions.defaults().with(SocketOption.MAX_MESSAGE_SIZE, 1000L));
        String endpoint = connect(router, WITH_HANDSHAKE, SocketType.DEALER);
        node.ask("say", "client", "text");
        assertThat(node.ask("ended", "client")).startsWith("1003 =");

        assertThat(node.ask("connect", "client", endpoint, PLAIN)).isEqualTo(PLAIN);
        node.ask("send", "client", frame(0, ""));
        node.ask("send", "client", frame(0, "z".repeat(1001)));
        assertThat(node.ask("ended", "client")).startsWith("1009 =");

        assertThat(node.ask("connect", "client", endpoint, PLAIN)).isEqualTo(PLAIN);
        shakeHands("client", PLAIN, SocketType.DEALER, router);
        router.close();
        assertThat(node.ask("ended", "client")).startsWith("1000 =");
    }

    @ParameterizedTest
    @CsvSource({"/path, ZWS1.0, 400", "/other, ZWS2.0, 404"})
    void clientThatIsRefusedSeesTheStatus(String path, String protocol, String status) {
        PubSocket pub = context.pub();
        String endpoint = pub.bind("ws://127.0.0.1:*/path").endpoint().toString().replace("/path", path);
        assertThatThrownBy(() -> node.ask("connect", "client", endpoint, protocol))
                .hasMessageContaining("Unexpected server response: " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, WITH_HANDSHAKE})
    void serverTalksToADealerThatComesBack(String protocol) {
        String server = "server-" + protocol;
        String port = node.ask("listen", server, protocol);
        DealerSocket dealer = context.dealer(SocketOptions.defaults()
                .with(SocketOption.HEARTBEAT_INTERVAL, Duration.ofMillis(20))
                .with(SocketOption.HEARTBEAT_TIMEOUT, Deadline.PATIENCE)); // a busy machine is not a dead peer
        MonitorLog log = MonitorLog.of(dealer);
        dealer.connect("ws://127.0.0.1:" + port + "/path?and=query");
        for (int round = 0; round < 2; round++) {
            assertThat(node.ask("accept", server)).isEqualTo("/path?and=query " + protocol);
            shakeHands(server, protocol, SocketType.ROUTER, dealer);
            dealer.send(Message.of("question", "" + round));
            assertThat(node.ask("message", server)).isEqualTo(frame(1, "question"));
            assertThat(node.ask("message", server)).isEqualTo(frame(0, "" + round));
            node.ask("send", server, frame(0, "ans"), AnsweringProcess.word("wer".getBytes(UTF_8)));
            assertThat(dealer.receive(Deadline.PATIENCE).orElseThrow().texts()).containsExactly("answer");
            assertThat(text(node.ask("ponged", server))).isEqualTo("between");
            for (int i = 0; i < 5; i++) {
                node.ask("pinged", server);
            }
            assertThat(log.events(MonitorEvent.Disconnected.class)).hasSize(round);

            node.ask("close", server, "1001");
            assertThat(node.ask("ended", server)).startsWith("1001 =");
            assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
        }
    }

    @Test
    void serverThatIsNotPreparedForASlashRefuses() {
        String port = node.ask("listenPlainly", "plain-server");
        DealerSocket dealer = context.dealer();
        MonitorLog log = MonitorLog.of(dealer);
        dealer.connect("ws://127.0.0.1:" + port);
        assertThat(log.await(MonitorEvent.HandshakeFailed.class).detail()).contains("400");
    }

    @Test
    void serverPublishes() {
        String port = node.ask("listen", "publisher", WITH_HANDSHAKE, PLAIN);
        SubSocket sub = context.sub();
        sub.subscribe("news.");
        sub.connect("ws://127.0.0.1:" + port);
        assertThat(node.ask("accept", "publisher")).isEqualTo("/ " + WITH_HANDSHAKE);
        shakeHands("publisher", WITH_HANDSHAKE, SocketType.PUB, sub);
        assertThat(node.ask("message", "publisher")).isEqualTo(frame(0, "\1news."));
        node.ask("send", "publisher", frame(1, "news.sport"));
        node.ask("send", "publisher", frame(0, "1:0"));

        assertThat(sub.receive(Deadline.PATIENCE).orElseThrow().texts()).containsExactly("news.sport", "1:0");
    }
}

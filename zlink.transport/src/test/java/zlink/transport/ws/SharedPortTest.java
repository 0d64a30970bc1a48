package zlink.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.AddressRange;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.tls.Certificates;

/** Paths of one port: who may share it, by whose rules a request is judged, and what becomes of one on its way. */
@Timeout(60)
class SharedPortTest {
    private static final SocketOptions DEFAULTS = SocketOptions.defaults();

    private final WsTransport ws = new WsTransport();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<SocketChannel> clients = new ArrayList<>();

    @AfterEach
    void closeAll() throws IOException {
        listeners.forEach(Listener::close);
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    private Listener bind(String endpoint, SocketOptions options) throws IOException {
        Listener listener = ws.bind(Endpoint.of(endpoint), options);
        listeners.add(listener);
        return listener;
    }

    private Listener first(SocketOptions options) throws IOException {
        return bind("ws://127.0.0.1:*/feed", options);
    }

    private static String portOf(Listener listener) {
        return listener.endpoint().address().replaceFirst(".*:(\\d+)/.*", "$1");
    }

    private Listener beside(Listener first, String path, SocketOptions options) throws IOException {
        return bind("ws://127.0.0.1:" + portOf(first) + path, options);
    }

    private SocketChannel ask(Listener port, String path, String more) throws IOException {
        SocketChannel client = SocketChannel.open(
                new InetSocketAddress("127.0.0.1", Integer.parseInt(portOf(port))));
        clients.add(client);
        String request = new String(RawServerPeer.request("ZWS2.0/NULL"), StandardCharsets.US_ASCII)
                .replace("GET /", "GET " + path).replace("\r\n\r\n", "\r\n" + more + "\r\n");
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
        return client;
    }

    /** The first line of the answer, which has come or is on its way. */
    private static String statusFor(SocketChannel client) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(4096);
        int count = 0;
        while (count >= 0 && !text(answer).contains("\r\n")) {
            count = client.read(answer);
        }
        return text(answer).lines().findFirst().orElse("nothing");
    }

    private static String text(ByteBuffer answer) {
        return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }

    /** Accepts what comes, within a time. */
    private static Connection accept(Listener listener) throws IOException {
        Optional<Connection> accepted = Optional.empty();
        for (long endNs = System.nanoTime() + Duration.ofSeconds(20).toNanos(); accepted.isEmpty(); ) {
            assertThat(System.nanoTime()).as("when a connection comes to " + listener).isLessThan(endNs);
            accepted = listener.accept();
        }
        return accepted.get();
    }

    /** What shaking hands ends in: 0, ELSEWHERE or an exception. */
    private static int shake(Connection connection) throws IOException {
        for (long endNs = System.nanoTime() + Duration.ofSeconds(20).toNanos(); true; ) {
            int wanted = connection.shakeHands();
            if (wanted == 0 || wanted == Connection.ELSEWHERE) {
                return wanted;
            }
            assertThat(System.nanoTime()).as("when hands are shaken").isLessThan(endNs);
        }
    }

    private static Connection passedOn(Listener accepting) throws IOException {
        Connection connection = accept(accepting);
        assertThat(shake(connection)).isEqualTo(Connection.ELSEWHERE);
        connection.passOn();
        return connection;
    }

    @Test
    void aPortThatWasChosenIsJoinedByItsNumber() throws IOException {
        Listener feed = first(DEFAULTS);
        Listener chat = beside(feed, "/chat", DEFAULTS);
        Listener root = bind("ws://127.0.0.1:" + portOf(feed), DEFAULTS);

        assertThat(chat.endpoint()).hasToString("ws://127.0.0.1:" + portOf(feed) + "/chat");
        assertThat(root.endpoint()).hasToString("ws://127.0.0.1:" + portOf(feed) + "/");
    }

    @Test
    void whatNamesTheSameAddressSharesIt() throws IOException {
        Listener feed = first(DEFAULTS);
        SocketChannel client = ask(feed, "/chat", "");
        Listener chat = bind("ws://localhost:" + portOf(feed) + "/chat", DEFAULTS);

        passedOn(feed);

        assertThat(shake(accept(chat))).isZero();
        assertThat(statusFor(client)).isEqualTo("HTTP/1.1 101 Switching Protocols");
    }

    @Test
    void anotherAddressIsTheSystemsToRefuse() throws IOException {
        Listener feed = first(DEFAULTS);
        assertThatThrownBy(() -> bind("ws://*:" + portOf(feed) + "/chat", DEFAULTS)).isInstanceOf(BindException.class)
                .hasMessage("cannot bind to ws://*:" + portOf(feed) + "/chat: Address already in use");
    }

    @Test
    void aPathIsForOneListener() throws IOException {
        Listener feed = first(DEFAULTS);
        beside(feed, "/chat", DEFAULTS);
        assertThatThrownBy(() -> beside(feed, "/feed", DEFAULTS)).isInstanceOf(BindException.class)
                .hasMessageStartingWith("cannot bind to " + feed.endpoint() + ": Address already in use: ")
                .hasMessageContaining("the path '/feed'").hasMessageContaining("[/feed, /chat]");
    }

    @Test
    void onePortSpeaksOneOfWsAndWss() throws IOException {
        Listener feed = first(DEFAULTS);
        Endpoint secure = Endpoint.of("wss://127.0.0.1:" + portOf(feed) + "/chat");
        assertThatThrownBy(() -> new WssTransport().bind(secure, Certificates.shared().as("server")))
                .isInstanceOf(BindException.class).hasMessageContaining("in use")
                .hasMessageContaining(secure.toString()).hasMessageContaining(feed.endpoint().toString())
                .hasMessageContaining("port of ws")
                .hasMessageContaining("one of wss");
    }

    @Test
    void contextsDoNotShare() throws IOException {
        Listener feed = first(DEFAULTS);
        Endpoint chat = Endpoint.of("ws://127.0.0.1:" + portOf(feed) + "/chat");
        assertThatThrownBy(() -> new WsTransport().bind(chat, DEFAULTS)).isInstanceOf(BindException.class)
                .hasMessageContaining("in use").hasMessageContaining("another context");
    }

    @Test
    void whatCountsBeforeThePathIsKnownIsTheSameForAll() throws IOException {
        Listener feed = first(DEFAULTS);
        assertThatThrownBy(() -> beside(feed, "/chat", DEFAULTS.with(SocketOption.BACKLOG, 7)
                .with(SocketOption.TCP_ACCEPT_FILTER, List.of(AddressRange.of("127.0.0.0/8")))))
                .isInstanceOf(BindException.class).hasMessageContaining("[BACKLOG, TCP_ACCEPT_FILTER]");
        beside(feed, "/chat", DEFAULTS.with(SocketOption.WS_ALLOWED_ORIGINS, List.of("https://app.example"))
                .with(SocketOption.WS_MAX_HEADER_BYTES, 600).with(SocketOption.MAX_MESSAGE_SIZE, 17L));
    }

    @Test
    void tlsIsTheSameForAll() throws IOException {
        WssTransport wss = new WssTransport();
        SocketOptions options = Certificates.shared().as("server");
        try (Listener feed = wss.bind(Endpoint.of("wss://127.0.0.1:*/feed"), options);
                Listener same = wss.bind(Endpoint.of(feed.endpoint() + "/too"), options)) {
            Endpoint chat = Endpoint.of("wss://127.0.0.1:" + portOf(same) + "/chat");
            SocketOptions others = Certificates.shared().as("second").with(SocketOption.TLS_KEY_PASSWORD, "a secret");
            assertThatThrownBy(() -> wss.bind(chat, others)).isInstanceOf(BindException.class)
                    .hasMessageContaining("[TLS_CERTIFICATE_FILE, TLS_KEY_FILE, TLS_KEY_PASSWORD]")
                    .hasMessageNotContaining("a secret");
        }
    }

    @Test
    void aRequestIsJudgedByTheRulesOfItsPath() throws IOException {
        Listener feed = first(DEFAULTS.with(SocketOption.WS_MAX_HEADER_BYTES, 600));
        Listener chat = beside(feed, "/chat", DEFAULTS.with(SocketOption.WS_ALLOWED_ORIGINS, List.of("https://a.b")));
        String origin = "Origin: https://a.b\r\n";
        String large = "X: " + "x".repeat(1_000) + "\r\n";

        assertThat(answer(feed, chat, "/feed", "")).contains("101");
        assertThat(answer(feed, chat, "/feed", origin)).contains("403");
        assertThat(answer(feed, chat, "/feed", large)).contains("431");
        assertThat(answer(feed, chat, "/chat", "")).contains("101");
        assertThat(answer(feed, chat, "/chat", origin + large)).contains("101");
        assertThat(answer(feed, chat, "/chat", "Content-Length: 1\r\n")).contains("413");
        assertThat(answer(feed, chat, "/chat/", "")).contains("404");
    }

    private String answer(Listener accepting, Listener other, String path, String more) throws IOException {
        SocketChannel client = ask(accepting, path, more);
        Connection connection = accept(accepting);
        try {
            if (shake(connection) == Connection.ELSEWHERE) {
                connection.passOn();
                shake(accept(other));
            }
        } catch (IOException refused) {
            connection.close();
        }
        return statusFor(client);
    }

    @Test
    void whoWaitsForAListenerThatGoesIsToldSo() throws IOException {
        Listener feed = first(DEFAULTS);
        Listener chat = beside(feed, "/chat", DEFAULTS);
        SocketChannel client = ask(feed, "/chat", "");
        passedOn(feed);

        chat.close();

        assertThat(statusFor(client)).isEqualTo("HTTP/1.1 404 Not Found");
    }

    @Test
    void whoIsPassedOnToAListenerThatHasGoneIsToldSo() throws IOException {
        Listener feed = first(DEFAULTS);
        Listener chat = beside(feed, "/chat", DEFAULTS);
        SocketChannel client = ask(feed, "/chat", "");
        Connection connection = accept(feed);
        assertThat(shake(connection)).isEqualTo(Connection.ELSEWHERE);

        chat.close();
        connection.passOn();

        assertThat(statusFor(client)).isEqualTo("HTTP/1.1 404 Not Found");
    }

    @Test
    void whoIsPassedOnGetsTheListenerThatHasThePathByThen() throws IOException {
        Listener feed = first(DEFAULTS);
        Listener chat = beside(feed, "/chat", DEFAULTS);
        SocketChannel client = ask(feed, "/chat", "");
        Connection connection = accept(feed);
        assertThat(shake(connection)).isEqualTo(Connection.ELSEWHERE);

        chat.close();
        Listener again = beside(feed, "/chat", DEFAULTS);
        connection.passOn();

        assertThat(shake(accept(again))).isZero();
        assertThat(statusFor(client)).contains("101");
    }

    @Test
    void whoAsksForAPathThatHasGoneIsRefusedByWhoAcceptedHim() throws IOException {
        Listener feed = first(DEFAULTS);
        beside(feed, "/chat", DEFAULTS);
        SocketChannel client = ask(feed, "/feed", "");
        Connection connection = accept(feed);
        feed.close();

        assertThatThrownBy(() -> shake(connection)).hasMessageContaining("'/feed' is not served")
                .hasMessageContaining("only '/chat' is");
        assertThat(statusFor(client)).contains("404");
    }

    @Test
    void noMoreWaitForAListenerThanItWouldEverHaveToTake() throws IOException {
        Listener feed = first(DEFAULTS);
        Listener chat = beside(feed, "/chat", DEFAULTS);
        for (int i = 0; i < Port.MOST_WAITING; i++) {
            ask(feed, "/chat", "");
            passedOn(feed);
        }
        SocketChannel oneTooMany = ask(feed, "/chat", "");
        passedOn(feed);
        assertThat(statusFor(oneTooMany)).isEqualTo("HTTP/1.1 503 Service Unavailable");

        for (int i = 0; i < Port.MOST_WAITING; i++) {
            assertThat(shake(accept(chat))).isZero();
        }
        assertThat(statusFor(clients.get(0))).contains("101");
    }
}

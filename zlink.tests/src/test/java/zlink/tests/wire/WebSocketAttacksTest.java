package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.command;
import static zlink.tests.wire.Bytes.from;
import static zlink.tests.wire.Bytes.greeting;
import static zlink.tests.wire.Bytes.join;
import static zlink.tests.wire.Bytes.of;
import static zlink.tests.wire.Bytes.property;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import zlink.api.DealerSocket;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.HandshakeFailure;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.RouterSocket;
import zlink.api.SocketOption;
import zlink.tests.fixture.MonitorLog;

/** Those who break the rules of ws lose their connection, are told why if they can be, and nobody else notices. */
class WebSocketAttacksTest extends OnTheWire {
    private static final String GOOD = "GET /feed HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Protocol: ZWS2.0/NULL\r\n";
    private static final String ORIGIN = "Origin: https://app.example\r\n";
    private static final byte[] KEY = of(9, 8, 7, 6);

    private final RouterSocket router = context.router(with(SocketOption.WS_ALLOWED_ORIGINS,
            List.of("https://app.example")).with(SocketOption.MAX_MESSAGE_SIZE, 100_000L));
    private final Endpoint endpoint = router.bind("ws://127.0.0.1:*/feed").endpoint();

    private static byte[] masked(int first, byte[] payload) {
        byte[] hidden = payload.clone();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] ^= KEY[i % 4];
        }
        byte[] length = payload.length < 126 ? of(0x80 | payload.length)
                : of(0xFE, payload.length >> 8, payload.length);
        return join(of(first), length, KEY, hidden);
    }

    /** The rest of a command's frame of ZMTP, as a message. */
    private static byte[] ready() {
        return masked(0x82, join(of(2), from(command("READY", property("Socket-Type", of("DEALER"))), 2)));
    }

    static Stream<Arguments> badRequests() {
        return Stream.of(
                Arguments.of("400 Bad Request", "no HTTP", of("\u0000\u0001\u0002")),
                Arguments.of("400 Bad Request", "ZMTP", greeting(3, 1)),
                Arguments.of("400 Bad Request", "TLS", of(0x16, 3, 1, 2, 0, 1, 0, 1)),
                Arguments.of("400 Bad Request", "LF without CR", of("GET /feed HTTP/1.1\n\n")),
                Arguments.of("400 Bad Request", "Connection", of(GOOD.replace("Connection", "X") + "\r\n")),
                Arguments.of("400 Bad Request", "Sec-WebSocket-Key", of(GOOD.replace("==", "") + "\r\n")),
                Arguments.of("400 Bad Request", "subprotocols", of(GOOD.replace("ZWS2.0/NULL", "mqtt") + "\r\n")),
                Arguments.of("403 Forbidden", "https://evil.example",
                        of(GOOD + "Origin: https://evil.example\r\n\r\n")),
                Arguments.of("404 Not Found", "'/other'", of(GOOD.replace("/feed", "/other") + "\r\n")),
                Arguments.of("405 Method Not Allowed", "POST", of(GOOD.replace("GET", "POST") + "\r\n")),
                Arguments.of("413 Content Too Large", "body", of(GOOD + "Content-Length: 3\r\n\r\nabc")),
                Arguments.of("414 URI Too Long", "8192", of("GET /" + "a".repeat(9_000))),
                Arguments.of("426 Upgrade Required", "asks for no WebSocket",
                        of("GET /feed HTTP/1.1\r\nHost: h\r\n\r\n")),
                Arguments.of("426 Upgrade Required", "[8]", of(GOOD.replace("13", "8") + "\r\n")),
                Arguments.of("431 Request Header Fields Too Large", "8192", of(GOOD + "X: " + "x".repeat(50_000))),
                Arguments.of("505 HTTP Version Not Supported", "HTTP/1.0",
                        of(GOOD.replace("HTTP/1.1", "HTTP/1.0") + "\r\n")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badRequests")
    void aBadRequestIsAnsweredWithItsStatus(String status, String why, byte[] request) {
        MonitorLog log = MonitorLog.of(router);
        try (RawPeer attacker = RawPeer.connect(endpoint)) {
            attacker.sendIfOpen(request);

            MonitorEvent.HandshakeFailed failed = log.await(MonitorEvent.HandshakeFailed.class);
            assertThat(failed.reason()).isEqualTo(HandshakeFailure.TRANSPORT);
            assertThat(failed.detail()).contains(why).doesNotContainPattern("[^ -~]");
            if (request.length < 10_000) { // else what it still sends may be answered by a reset
                String answer = new String(attacker.readToEnd(), StandardCharsets.US_ASCII);
                assertThat(answer).startsWith("HTTP/1.1 " + status + "\r\n").endsWith(status + "\n");
            }
        }
        assertOthersTalk();
    }

    static Stream<Arguments> badFrames() {
        return Stream.of(
                Arguments.of(1002, "without a mask", of(0x82, 2, 0, 'a')),
                Arguments.of(1002, "reserved bits", masked(0xF2, of(0, 'a'))),
                Arguments.of(1002, "reserved opcode", masked(0x83, of(0, 'a'))),
                Arguments.of(1002, "control frame of more than 125", masked(0x89, new byte[126])),
                Arguments.of(1002, "fragmented control", masked(0x09, of())),
                Arguments.of(1002, "continuation of nothing", masked(0x80, of(0))),
                Arguments.of(1002, "without flags", masked(0x82, of())),
                Arguments.of(1002, "flags 0x7", masked(0x82, of(7))),
                Arguments.of(1003, "text message", masked(0x81, of("hello"))),
                Arguments.of(1009, "most are 100000", join(of(0x82, 0xFF, 0, 0, 0, 0, 0, 2, 0, 0), KEY, KEY)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badFrames")
    void aBadFrameIsAnsweredWithACode(int code, String why, byte[] frame) {
        MonitorLog log = MonitorLog.of(router);
        try (RawPeer attacker = upgraded(GOOD + ORIGIN)) {
            attacker.send(ready(), masked(0x82, of(0, 'g')));
            assertThat(next(router).text(1)).isEqualTo("g");
            attacker.send(frame);

            MonitorEvent.Disconnected ended = log.await(MonitorEvent.Disconnected.class);
            assertThat(ended.reason()).isEqualTo(DisconnectReason.IO_ERROR);
            assertThat(ended.detail()).contains(why, String.valueOf(code)).doesNotContainPattern("[^ -~]");
            byte[] heard = attacker.readToEnd();
            byte[] ready = from(heard, 2 + heard[1]); // it came first
            assertThat(ready).startsWith(0x88, ready.length - 2, code >> 8, code & 0xFF);
            assertThat(new String(ready, 4, ready.length - 4, StandardCharsets.UTF_8)).contains(why);
        }
        assertOthersTalk();
    }

    private RawPeer upgraded(String request) {
        RawPeer peer = RawPeer.connect(endpoint).send(of(request + "\r\n"));
        assertThat(peer.readHead()).startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", "Protocol: ZWS2.0");
        return peer;
    }

    @Test
    void halfARequestIsGivenUpInTime() {
        RouterSocket hasty = context.router(with(SocketOption.HANDSHAKE_INTERVAL, Duration.ofMillis(100)));
        Endpoint bound = hasty.bind("ws://127.0.0.1:*").endpoint();
        MonitorLog log = MonitorLog.of(hasty);
        try (RawPeer slow = RawPeer.connect(bound).send(of(GOOD))) {
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
            slow.awaitEnd();
        }
    }

    @Test
    void halfARequestAndTheEndIsAnEvent() {
        MonitorLog log = MonitorLog.of(router);
        try (RawPeer gone = RawPeer.connect(endpoint).send(of("GET /fe"))) {
            gone.endOutput();
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).detail()).contains("middle of its HTTP");
        }
    }

    @Test
    void aRequestByteByByteIsServed() {
        try (RawPeer peer = RawPeer.connect(endpoint).sendByteByByte(of(GOOD + "\r\n"))) {
            assertThat(peer.readHead()).startsWith("HTTP/1.1 101");
            peer.sendByteByByte(join(ready(), masked(0x82, of(0, 'a'))));
            assertThat(next(router).text(1)).isEqualTo("a");
        }
    }

    @Test
    void closeIsAnswered() {
        MonitorLog log = MonitorLog.of(router);
        try (RawPeer peer = upgraded(GOOD)) {
            peer.send(ready(), masked(0x88, of(3, 0xE8)));
            byte[] heard = peer.readToEnd();
            assertThat(Arrays.copyOfRange(heard, heard.length - 4, heard.length)).containsExactly(0x88, 2, 3, 0xE8);
            assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
        }
    }

    @Test
    void pingIsAnsweredByAnIdleSocket() {
        try (RawPeer peer = upgraded(GOOD)) {
            peer.send(ready(), masked(0x82, of(0, 'a')));
            next(router);
            byte[] own = peer.read(2);
            peer.read(own[1]);
            peer.send(masked(0x89, of("you?")));
            assertThat(peer.read(6)).containsExactly(0x8A, 4, 'y', 'o', 'u', '?');
        }
    }

    @Test
    void aFloodOfPingsWithoutReadingHarmsNobody() {
        byte[] ping = masked(0x89, new byte[125]);
        byte[] many = new byte[ping.length * 1000];
        for (int i = 0; i < 1000; i++) {
            System.arraycopy(ping, 0, many, i * ping.length, ping.length);
        }
        try (RawPeer peer = upgraded(GOOD)) {
            peer.send(ready());
            for (int i = 0; i < 100; i++) {
                peer.send(many);
            }
            peer.send(masked(0x82, of(0, 'a')));
            assertThat(next(router).text(1)).isEqualTo("a");
        }
        assertOthersTalk();
    }

    @Test
    void propertiesOfThePeerAreKnown() {
        try (RawPeer peer = upgraded(GOOD + ORIGIN + "User-Agent: " + "u".repeat(300) + "\r\n")) {
            peer.send(ready(), masked(0x82, of(0, 'a')));
            Message message = next(router);
            assertProperty(message, "Ws-Path", "/feed");
            assertProperty(message, "Ws-Protocol", "ZWS2.0/NULL");
            assertProperty(message, "Ws-Origin", "https://app.example");
            assertProperty(message, "User-Agent", "u".repeat(255));
            assertProperty(message, "Peer-Address", "127.0.0.1");
        }
    }

    private static void assertProperty(Message message, String name, String value) {
        assertThat(message.peer().orElseThrow().property(name)).hasValueSatisfying(bytes ->
                assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo(value));
    }

    @Test
    void aPeerWithoutAHandshakeIsRoutedByItsId() {
        try (RawPeer peer = upgraded(GOOD.replace("ZWS2.0/NULL", "ZWS2.0"))) {
            assertThat(peer.read(3)).as("our routing id").containsExactly(0x82, 1, 0);
            peer.send(masked(0x82, of(0, 'm', 'e')), masked(0x82, of(0, 'a')));
            assertThat(next(router).texts()).containsExactly("me", "a");
            router.send(Message.of("me", "b"));
            assertThat(peer.read(4)).containsExactly(0x82, 2, 0, 'b');
        }
    }

    @Test
    void aServerThatIsNoneIsAnEventThatSaysSo() {
        try (RawPeer.Listener server = new RawPeer.Listener()) {
            DealerSocket dealer = context.dealer();
            MonitorLog log = MonitorLog.of(dealer);
            dealer.connect(server.endpoint().replace("tcp", "ws") + "/feed");
            try (RawPeer peer = server.accept()) {
                assertThat(peer.readHead()).startsWith("GET /feed HTTP/1.1\r\nHost: 127.0.0.1:");
                peer.send(of("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
                assertThat(log.await(MonitorEvent.HandshakeFailed.class).detail()).contains("404 Not Found", "'/feed'");
            }
            try (RawPeer peer = server.accept()) {
                peer.send(greeting(3, 1));
                assertThat(log.await(MonitorEvent.HandshakeFailed.class).detail()).contains("ZMTP", "tcp://");
            }
            try (RawPeer peer = server.accept()) {
                peer.endOutput();
                assertThat(log.await(MonitorEvent.HandshakeFailed.class).detail()).contains("had said nothing");
            }
        }
    }

    private void assertOthersTalk() {
        DealerSocket other = context.dealer();
        other.connect(endpoint);
        other.send("still here");
        assertThat(next(router).text(1)).isEqualTo("still here");
    }
}

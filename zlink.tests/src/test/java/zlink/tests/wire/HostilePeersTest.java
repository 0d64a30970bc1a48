package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.COMMAND;
import static zlink.tests.wire.Bytes.MORE;
import static zlink.tests.wire.Bytes.command;
import static zlink.tests.wire.Bytes.first;
import static zlink.tests.wire.Bytes.frame;
import static zlink.tests.wire.Bytes.greeting;
import static zlink.tests.wire.Bytes.handshake;
import static zlink.tests.wire.Bytes.join;
import static zlink.tests.wire.Bytes.longFrame;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;
import static zlink.tests.wire.Bytes.property;
import static zlink.tests.wire.Bytes.ready;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.DealerSocket;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.HandshakeFailure;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.RouterSocket;
import zlink.api.SocketType;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.SelfSigned;

/** Those who break the rules lose their connection, with an event that says why; nobody else notices. */
@ParameterizedClass
@ValueSource(strings = {"tcp", "tls"})
class HostilePeersTest extends OnTheWire {
    private final RouterSocket router = context.router(SelfSigned.options());
    private final DealerSocket before = context.dealer(SelfSigned.options());
    private final Endpoint endpoint;

    HostilePeersTest(String scheme) {
        endpoint = router.bind(scheme + "://127.0.0.1:*").endpoint();
    }

    private record Attack(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Arguments attack(Object reason, String name, byte[]... bytes) {
        return Arguments.of(reason, new Attack(name, join(bytes)));
    }

    private static byte[] greeted(byte[]... rest) {
        return join(greeting(3, 1), join(rest));
    }

    private static byte[] inTraffic(byte[]... rest) {
        return join(handshake(SocketType.DEALER), message("good"), join(rest));
    }

    private static byte[] evenSignature() {
        byte[] bytes = greeting(3, 1);
        bytes[9] = 0x7E;
        return bytes;
    }

    private static byte[] random(int seed) {
        byte[] bytes = new byte[4096];
        new Random(seed).nextBytes(bytes);
        bytes[0] = 0x20;
        return bytes;
    }

    static Stream<Arguments> badHandshakes() {
        byte[] type = property("Socket-Type", of("DEALER"));
        return Stream.of(
                attack(HandshakeFailure.BAD_GREETING, "text", of("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")),
                attack(HandshakeFailure.BAD_GREETING, "tls", of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3), random(1)),
                attack(HandshakeFailure.BAD_GREETING, "random", random(2)),
                attack(HandshakeFailure.BAD_GREETING, "zeroes", new byte[64]),
                attack(HandshakeFailure.BAD_GREETING, "wrong end of the signature", evenSignature()),
                attack(HandshakeFailure.UNSUPPORTED_VERSION, "ZMTP 2.0", greeting(1, 5)),
                attack(HandshakeFailure.UNSUPPORTED_VERSION, "ZMTP 1.0", greeting(0, 0)),
                attack(HandshakeFailure.MECHANISM_MISMATCH, "PLAIN", greeting(3, 1, "PLAIN")),
                attack(HandshakeFailure.MECHANISM_MISMATCH, "CURVE", greeting(3, 1, "CURVE")),
                attack(HandshakeFailure.MECHANISM_MISMATCH, "unknown mechanism", greeting(3, 1, "ROT13")),
                attack(HandshakeFailure.MECHANISM_MISMATCH, "lower case", greeting(3, 1, "null")),
                attack(HandshakeFailure.MECHANISM_MISMATCH, "padded with blanks", greeting(3, 1, "NULL      ")),
                attack(HandshakeFailure.MECHANISM_MISMATCH, "no mechanism", greeting(3, 1, "")),
                attack(HandshakeFailure.INCOMPATIBLE_SOCKET_TYPE, "a PUB", greeted(ready(SocketType.PUB))),
                attack(HandshakeFailure.INCOMPATIBLE_SOCKET_TYPE, "a REP", greeted(ready(SocketType.REP))),
                attack(HandshakeFailure.INCOMPATIBLE_SOCKET_TYPE, "an unknown type",
                        greeted(command("READY", property("Socket-Type", of("DEALER2"))))),
                attack(HandshakeFailure.INCOMPATIBLE_SOCKET_TYPE, "an empty type",
                        greeted(command("READY", property("Socket-Type", of())))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "garbage for READY", greeting(3, 1), random(3)),
                attack(HandshakeFailure.MALFORMED_COMMAND, "a message for READY", greeted(message("hello"))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "PING for READY", greeted(command("PING", of(0, 0)))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "HELLO for READY", greeted(command("HELLO", of(0, 0)))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "READX for READY", greeted(command("READX", type))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "an empty command", greeted(frame(COMMAND, of()))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "a nameless command", greeted(frame(COMMAND, of(0)))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "a name longer than its command",
                        greeted(frame(COMMAND, join(of(200), of("READY"))))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "a property cut short in its name",
                        greeted(command("READY", join(type, of(9), of("Ident"))))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "a property cut short in its size",
                        greeted(command("READY", join(type, of(1), of("a"), of(0, 0))))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "a property cut short in its value",
                        greeted(command("READY", join(type, of(1), of("a"), of(0, 0, 0, 5), of("abcd"))))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "a property of 2^32-1 bytes",
                        greeted(command("READY", join(type, of(1), of("a"), of(255, 255, 255, 255))))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "one byte too many",
                        greeted(command("READY", join(type, of(0))))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "an identity of 256 bytes",
                        greeted(ready(SocketType.DEALER, "i".repeat(256)))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "an identity only routers make up",
                        greeted(ready(SocketType.DEALER, "\u0000abcd"))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "READY with more to come",
                        greeted(frame(COMMAND | MORE, join(of(5), of("READY"), type)))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "reserved bits in READY",
                        greeted(frame(COMMAND | 0x40, join(of(5), of("READY"), type)))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "READY of negative size",
                        greeted(longFrame(COMMAND, -1, of()))),
                attack(HandshakeFailure.MALFORMED_COMMAND, "READY of 2^62 bytes",
                        greeted(longFrame(COMMAND, 1L << 62, random(4)))),
                attack(HandshakeFailure.REJECTED_BY_PEER, "ERROR", greeted(command("ERROR", join(of(3), of("400"))))),
                attack(HandshakeFailure.REJECTED_BY_PEER, "ERROR without a reason", greeted(command("ERROR", of(0)))),
                attack(HandshakeFailure.REJECTED_BY_PEER, "ERROR of old", greeted(command("ERROR", of()))));
    }

    static Stream<Arguments> badTraffic() {
        return Stream.of(
                attack(DisconnectReason.PROTOCOL_VIOLATION, "reserved bit 3", inTraffic(frame(8, of("a")))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "reserved bit 7", inTraffic(frame(0x80, of("a")))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "greeting again", inTraffic(greeting(3, 1))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "a command with more",
                        inTraffic(frame(COMMAND | MORE, join(of(4), of("PING"), of(0, 0))))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "negative size", inTraffic(longFrame(0, -1, of()))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "most negative size",
                        inTraffic(longFrame(0, Long.MIN_VALUE, of()))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "negative size of a command",
                        inTraffic(longFrame(COMMAND, -9, of()))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "an empty command", inTraffic(frame(COMMAND, of()),
                        frame(0, of("1234567")))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "an empty command in the long form",
                        inTraffic(longFrame(COMMAND, 0, of()))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "a name longer than its command",
                        inTraffic(frame(COMMAND, join(of(5), of("PING"))))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "PING without a time to live",
                        inTraffic(command("PING", of()))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "PING of half a time to live",
                        inTraffic(command("PING", of(0)))),
                attack(DisconnectReason.PROTOCOL_VIOLATION, "PING with too much context",
                        inTraffic(command("PING", new byte[2 + 17]))),
                attack(DisconnectReason.LIMIT_EXCEEDED, "more than the largest message",
                        inTraffic(longFrame(0, (64L << 20) + 1, random(5)))),
                attack(DisconnectReason.LIMIT_EXCEEDED, "2^31 bytes", inTraffic(longFrame(0, 1L << 31, random(6)))),
                attack(DisconnectReason.LIMIT_EXCEEDED, "2^32 bytes", inTraffic(longFrame(0, 1L << 32, random(7)))),
                attack(DisconnectReason.LIMIT_EXCEEDED, "2^63-1 bytes",
                        inTraffic(longFrame(0, Long.MAX_VALUE, random(8)))),
                attack(DisconnectReason.LIMIT_EXCEEDED, "a command of 2^62 bytes",
                        inTraffic(longFrame(COMMAND, 1L << 62, of("x")))));
    }

    @ParameterizedTest
    @MethodSource("badHandshakes")
    void badHandshakeFailsForItsReason(HandshakeFailure reason, Attack attack) {
        MonitorLog log = prepare();
        try (RawPeer attacker = RawPeer.connect(endpoint)) {
            attacker.sendIfOpen(attack.bytes());

            MonitorEvent.HandshakeFailed failed = log.await(MonitorEvent.HandshakeFailed.class);
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.detail()).isNotBlank().doesNotContainPattern("[^ -~]");
            assertThat(failed.endpoint()).isEqualTo(endpoint);
            assertThat(failed.remoteAddress()).startsWith("127.0.0.1:");
            attacker.awaitEnd();
        }
        assertOthersTalk(log);
    }

    @ParameterizedTest
    @MethodSource("badTraffic")
    void badTrafficEndsTheConnectionForItsReason(DisconnectReason reason, Attack attack) {
        MonitorLog log = prepare();
        try (RawPeer attacker = RawPeer.connect(endpoint)) {
            attacker.sendIfOpen(attack.bytes());

            MonitorEvent.Disconnected ended = log.await(MonitorEvent.Disconnected.class);
            assertThat(ended.reason()).isEqualTo(reason);
            assertThat(ended.detail()).isNotBlank().doesNotContainPattern("[^ -~]");
            attacker.awaitEnd();
            assertThat(next(router).text(1)).as("what came before the attack").isEqualTo("good");
        }
        assertOthersTalk(log);
    }

    static Stream<Arguments> prefixes() {
        byte[] all = join(handshake(SocketType.DEALER));
        return Stream.of(0, 1, 9, 10, 11, 12, 32, 63, 64, 65, 70, all.length - 1).map(count ->
                Arguments.of(count, first(all, count)));
    }

    @ParameterizedTest(name = "after {0} bytes")
    @MethodSource("prefixes")
    void handshakeThatBreaksOffFailsAsLost(int count, byte[] sent) {
        MonitorLog log = prepare();
        try (RawPeer attacker = RawPeer.connect(endpoint)) {
            attacker.send(sent);
            attacker.endOutput();
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).as("after " + count + " bytes")
                    .isEqualTo(HandshakeFailure.CONNECTION_LOST);
            attacker.awaitEnd();
        }
        try (RawPeer attacker = RawPeer.connect(endpoint)) {
            attacker.send(sent);
            attacker.read(11); // ZMTP has begun, whatever is below it
            attacker.reset();
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).as("reset after " + count + " bytes")
                    .isEqualTo(HandshakeFailure.CONNECTION_LOST);
        }
        assertOthersTalk(log);
    }

    static Stream<Arguments> halves() {
        return Stream.of(Arguments.of("in a header", of(0)), Arguments.of("in a long header", of(2, 0, 0, 0, 0)),
                Arguments.of("in a frame", join(of(0, 100), of("not a hundred"))),
                Arguments.of("after the first of two frames", frame(MORE, of("first"))),
                Arguments.of("in the second of two frames", join(frame(MORE, of("first")), of(0, 10), of("half"))),
                Arguments.of("in a large frame", longFrame(0, 1 << 20, new byte[500_000])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("halves")
    void messageThatBreaksOffIsNeverSeen(String where, byte[] half) {
        MonitorLog log = prepare();
        try (RawPeer attacker = RawPeer.connect(endpoint)) {
            attacker.send(inTraffic(half));
            assertThat(next(router).text(1)).as("before it stopped " + where).isEqualTo("good");
            assertOthersTalk(log);
        }
        log.await(MonitorEvent.Disconnected.class);
        try (RawPeer attacker = RawPeer.connect(endpoint)) {
            attacker.send(inTraffic(half));
            assertThat(next(router).text(1)).isEqualTo("good");
            attacker.reset();
        }
        log.await(MonitorEvent.Disconnected.class);
        assertOthersTalk(log);
    }

    @Test
    void errorAfterTheHandshakeIsIgnored() {
        try (RawPeer peer = RawPeer.connect(endpoint)) {
            peer.send(inTraffic(command("ERROR", join(of(3), of("500"))), command("SOMETHING-NEW", of("data")),
                    message("better")));
            assertThat(next(router).text(1)).isEqualTo("good");
            assertThat(next(router).text(1)).isEqualTo("better");
        }
    }

    /** A peer that is there before the attack, so that it would notice. */
    private MonitorLog prepare() {
        before.connect(endpoint);
        before.send("before");
        assertThat(next(router).text(1)).isEqualTo("before");
        return MonitorLog.of(router);
    }

    private void assertOthersTalk(MonitorLog log) {
        before.send("still here");
        Message message = next(router);
        assertThat(message.text(1)).isEqualTo("still here");
        router.send(message.routingId(), of("good"));
        assertThat(next(before).text()).isEqualTo("good");
        try (RawPeer after = RawPeer.greeted(endpoint, SocketType.DEALER)) {
            after.send(message("after"));
            Message newcomers = next(router);
            assertThat(newcomers.text(1)).isEqualTo("after");
            router.send(newcomers.routingId(), of("welcome"));
            assertThat(after.readFrame().body()).isEqualTo(of("welcome"));
        }
        log.await(MonitorEvent.Disconnected.class);
    }
}

package zlink.engine.zmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static zlink.engine.zmtp.Wire.bytes;
import static zlink.engine.zmtp.Wire.command;
import static zlink.engine.zmtp.Wire.frame;
import static zlink.engine.zmtp.Wire.greeting;
import static zlink.engine.zmtp.Wire.hex;
import static zlink.engine.zmtp.Wire.longFrame;
import static zlink.engine.zmtp.Wire.property;
import static zlink.engine.zmtp.Wire.zeros;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.HandshakeFailure;
import zlink.api.SocketType;
import zlink.engine.mechanism.NullMechanism;

/** Peers that get a handshake wrong: what they are told, and what the user is told of them. */
class MalformedHandshakeTest {
    private static final int LARGEST_COMMAND = 1000;
    private static final byte[] GREETING = greeting(3, 1, "NULL");

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "\0", "\u0001\0", "SSH-2.0-OpenSSH", "\u0016\u0003\u0001"})
    void otherProtocolsShowInTheFirstByte(String first) {
        Outcome outcome = feed(bytes(first));

        assertThat(outcome.failure().failure()).isEqualTo(HandshakeFailure.BAD_GREETING);
        assertThat(outcome.failure()).hasMessageContaining("0x" + Integer.toHexString(first.charAt(0)));
        assertThat(outcome.output()).as("our signature and nothing else").hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x02, 0x7E, 0xFE})
    void signatureEndsInAnOddByte(int ninth) {
        assertFails(bytes(0xFF, zeros(8), ninth), HandshakeFailure.BAD_GREETING, "does not end the signature");
    }

    @ParameterizedTest
    @CsvSource({"0,ZMTP 1.0", "1,ZMTP 2.0", "2,ZMTP 2.0"})
    void olderVersionsAreNotSpoken(int revision, String version) {
        assertFails(bytes(0xFF, zeros(8), 0x7F, revision), HandshakeFailure.UNSUPPORTED_VERSION, version);
        assertThat(feed(bytes(0xFF, zeros(8), 0x7F, revision)).output()).hasSize(11);
    }

    @Test
    void everyShorterGreetingIsAwaited() {
        for (int size = 0; size < GREETING.length; size++) {
            Outcome outcome = feed(Arrays.copyOf(GREETING, size));

            assertThat(outcome.failure()).isNull();
            assertThat(outcome.output()).hasSize(size < 11 ? 11 : 64);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "CURVE", "null", "Null", "NULL ", "NUL", "", "NULL\0X", "\u00ff\n",
        "ABCDEFGHIJKLMNOPQRST"})
    void anotherMechanismIsNamed(String name) {
        Outcome outcome = feed(bytes(greeting(3, 1, name), command("READY")));

        assertThat(outcome.failure().failure()).isEqualTo(HandshakeFailure.MECHANISM_MISMATCH);
        assertThat(outcome.failure())
                .hasMessage("the peer's mechanism is '" + name.replaceAll("[^ -~]", "?") + "', ours is NULL");
        assertThat(outcome.output()).as("no command").hasSize(64);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("empty command", frame(4, zeros(0)), "empty command"),
                Arguments.of("long empty command", longFrame(4, 0, zeros(0)), "empty command"),
                Arguments.of("no name", frame(4, hex("00 5245414459")), "command name of 0 bytes"),
                Arguments.of("name beyond the end", frame(4, hex("06 5245414459")), "command name of 6 bytes"),
                Arguments.of("another command", command("PING", 0, 1), "command PING where READY was due"),
                Arguments.of("longer name", command("READYY"), "READYY"),
                Arguments.of("another last letter", command("READX"), "READX"),
                Arguments.of("lower case", command("ready"), "ready"),
                Arguments.of("unprintable name", command("\u0007\u00ff\n"), "command ??? where"),
                Arguments.of("message", frame(0, bytes("hello")), "a command name of 104 bytes"),
                Arguments.of("more", frame(1, bytes(5, "READY")), "frame flags 0x1"),
                Arguments.of("command with more", frame(5, bytes(5, "READY")), "frame flags 0x5"),
                Arguments.of("reserved bit", frame(8, bytes(5, "READY")), "frame flags 0x8"),
                Arguments.of("all bits", hex("FF"), "frame flags 0xff"),
                Arguments.of("too large", longFrame(4, LARGEST_COMMAND + 1, zeros(0)), "command of 1001 bytes"),
                Arguments.of("negative", longFrame(4, -1, zeros(0)), "command of 18446744073709551615 bytes"),
                Arguments.of("2^63", longFrame(4, Long.MIN_VALUE, zeros(0)), "command of 9223372036854775808 bytes"),
                Arguments.of("one byte left", command("READY", 1), "property name of 1 bytes"),
                Arguments.of("no value", command("READY", 1, "a"), "property name of 1 bytes"),
                Arguments.of("half a size", command("READY", 1, "a", 0, 0, 0), "property name of 1 bytes"),
                Arguments.of("name beyond the end", command("READY", 200, "a", 0, 0, 0, 0), "name of 200 bytes"),
                Arguments.of("value beyond the end", command("READY", 1, "a", 0, 0, 0, 3, "vv"), "value of 3 bytes"),
                Arguments.of("huge value", command("READY", 1, "a", 255, 255, 255, 255, "vv"),
                        "value of 4294967295 bytes"),
                Arguments.of("second property cut", command("READY", property("a", "b"), 4, "X"), "name of 4 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String name, byte[] afterGreeting, String reason) {
        assertFails(bytes(GREETING, afterGreeting), HandshakeFailure.MALFORMED_COMMAND, reason);
    }

    @Test
    void largestCommandIsTaken() {
        int rest = LARGEST_COMMAND - 6 - 5 - 1;
        byte[] ready = command("READY", property("a", zeros(rest)));
        assertThat(ready).hasSize(9 + LARGEST_COMMAND);

        assertThat(feed(bytes(GREETING, ready)).failure()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"256,an identity of 256 bytes", "300,an identity of 300 bytes"})
    void identityHasALimit(int size, String reason) {
        byte[] ready = command("READY", property("Identity", "i".repeat(size)));

        assertFails(bytes(GREETING, ready), HandshakeFailure.MALFORMED_COMMAND, reason);
        assertThat(feed(bytes(GREETING, ready)).output()).endsWith(Commands.error(feed(bytes(GREETING, ready))
                .failure().getMessage()));
    }

    @Test
    void identityMustNotLookMadeUp() {
        assertFails(bytes(GREETING, command("READY", property("Identity", "\0spoof"))),
                HandshakeFailure.MALFORMED_COMMAND, "zero byte");
        assertThat(feed(bytes(GREETING, command("READY", property("Identity", "")))).failure()).isNull();
        assertThat(feed(bytes(GREETING, command("READY", property("Identity", "i".repeat(255))))).failure()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUB", "PULL", "PAIR", "REQ", "SERVER", "dealer", "DEALER ", "", "STREAM"})
    void typesThatDoNotMeetAreNamed(String peer) {
        Outcome outcome = feed(bytes(GREETING, command("READY", property("Socket-Type", peer))));

        assertThat(outcome.failure().failure()).isEqualTo(HandshakeFailure.INCOMPATIBLE_SOCKET_TYPE);
        assertThat(outcome.failure()).hasMessage("a socket of type DEALER does not talk to one of type '" + peer + "'");
        assertThat(outcome.output()).as("the peer is told").endsWith(Commands.error(outcome.failure().getMessage()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "054552524F52 03 343030|400",
        "054552524F52 00|no reason given",
        "054552524F52|no reason given",
        "054552524F52 343030|400",
        "054552524F52 05 4E6F0A2021|No? !"
    })
    void refusalIsPassedOn(String error, String reason) {
        Outcome outcome = feed(bytes(GREETING, frame(4, hex(error))));

        assertThat(outcome.failure().failure()).isEqualTo(HandshakeFailure.REJECTED_BY_PEER);
        assertThat(outcome.failure()).hasMessage(reason);
        assertThat(outcome.output()).as("greeting and READY, no answer").hasSize(64 + 43);
    }

    @Test
    void failureStays() {
        Handshake handshake = handshake();
        assertThatIllegalStateException().isThrownBy(handshake::peer).withMessage("handshake in SIGNATURE");

        HandshakeException first = catchThrowableOfType(HandshakeException.class,
                () -> handshake.feed(ByteBuffer.wrap(bytes("GET /"))));
        HandshakeException second = catchThrowableOfType(HandshakeException.class,
                () -> handshake.feed(ByteBuffer.wrap(GREETING)));

        assertThat(second).isSameAs(first);
        assertThat(first.getStackTrace()).isEmpty();
        assertThat(handshake.state()).isEqualTo(HandshakeState.FAILED);
        assertThatIllegalStateException().isThrownBy(handshake::peer);
    }

    private static void assertFails(byte[] stream, HandshakeFailure failure, String reason) {
        Outcome outcome = feed(stream);
        assertThat(outcome.failure()).as("failure").isNotNull();
        assertThat(outcome.failure().failure()).isEqualTo(failure);
        assertThat(outcome.failure()).hasMessageContaining(reason);
        assertThat(new Outcome(handshake()).feed(stream, List.of(1))).hasToString(outcome.toString());
    }

    private static Outcome feed(byte[] stream) {
        return new Outcome(handshake()).feed(stream, List.of(Integer.MAX_VALUE));
    }

    private static Handshake handshake() {
        return new Handshake(SocketType.DEALER, null, Map.of(), new NullMechanism(), LARGEST_COMMAND);
    }
}

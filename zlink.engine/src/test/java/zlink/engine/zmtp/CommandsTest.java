package zlink.engine.zmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static zlink.engine.zmtp.Wire.bytes;
import static zlink.engine.zmtp.Wire.command;
import static zlink.engine.zmtp.Wire.frame;
import static zlink.engine.zmtp.Wire.hex;
import static zlink.engine.zmtp.Wire.zeros;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.engine.queue.FrameException;

class CommandsTest {
    private static final int BEFORE = 3; // commands lie somewhere in the memory, never at its start

    @ParameterizedTest
    @EnumSource(value = CommandKind.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void kindsAreToldApartByName(CommandKind kind) throws FrameException {
        assertThat(kindOf(bytes(kind.name().length(), kind.name()))).isEqualTo(kind);
        assertThat(kindOf(bytes(kind.name().length(), kind.name(), "data"))).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PINX", "PIN", "PINGS", "ping", "READX", "READ", "READYY", "ERRO", "ERRORS", "SUBSCRIBF",
        "SUBSCRIB", "SUBSCRIBED", "CANCEM", "CANCE", "CANCELS", "JOIN", "LEAVE", "HELLO", "\0ING", "A"})
    void othersAreUnknown(String name) throws FrameException {
        assertThat(kindOf(bytes(name.length(), name))).isEqualTo(CommandKind.UNKNOWN);
        assertThat(kindOf(bytes(name.length(), name, "PING"))).isEqualTo(CommandKind.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0050494E47", "01", "0550494E47", "FF50494E47", "80"})
    void namesThatDoNotFitAreMalformed(String body) {
        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> kindOf(hex(body)))
                .withMessageContaining("command name").matches(e -> !e.isLimit());
    }

    @Test
    void longestNameIsWellFormed() throws FrameException {
        assertThat(kindOf(bytes(255, "n".repeat(255)))).isEqualTo(CommandKind.UNKNOWN);
    }

    @Test
    void bodyFollowsTheName() {
        ByteBuffer memory = at(bytes(6, "CANCEL", "topic"));

        assertThat(Commands.bodyOffset(memory, BEFORE)).isEqualTo(BEFORE + 7);
        assertThat(Commands.bodySize(memory, BEFORE, 12)).isEqualTo(5);
        assertThat(Commands.bodySize(memory, BEFORE, 7)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,0000", "1,0001", "256,0100", "655,028F", "656,028F", "65535,028F", "2147483647,028F"})
    void pingSendsNoTimeThatLibzmqComputesWrongly(int ttl, String sent) {
        assertThat(Commands.ping(ttl, bytes("ctx"))).isEqualTo(command("PING", hex(sent), "ctx"));
    }

    @Test
    void pingHasLimits() {
        assertThat(Commands.ping(0, zeros(16))).hasSize(2 + 5 + 18);
        assertThatIllegalArgumentException().isThrownBy(() -> Commands.ping(0, zeros(17)));
        assertThatIllegalArgumentException().isThrownBy(() -> Commands.ping(-1, zeros(0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16})
    void pongEchoesTheContext(int size) throws FrameException {
        byte[] context = bytes("0123456789ABCDEF".substring(0, size));
        ByteBuffer memory = at(bytes(4, "PING", 0xFF, 0xFE, context));

        assertThat(Commands.pong(memory, BEFORE + 5, 2 + size)).isEqualTo(command("PONG", context));
        assertThat(Commands.pingTtl(memory, BEFORE + 5, 2 + size)).isEqualTo(0xFFFE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 64})
    void pingOfAnotherSizeIsMalformed(int size) {
        ByteBuffer memory = at(bytes(4, "PING", zeros(64)));

        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> Commands.pong(memory, BEFORE + 5, size));
        assertThatExceptionOfType(FrameException.class).isThrownBy(() -> Commands.pingTtl(memory, BEFORE + 5, size));
    }

    @Test
    void subscriptionIsWhatTheSpecificationShows() {
        assertThat(Commands.subscribe(bytes("A"), 1)).isEqualTo(hex("04 0B 09 535542534352494245 41"));
        assertThat(Commands.subscribe(bytes("A"), 0)).isEqualTo(hex("00 02 01 41"));
        assertThat(Commands.cancel(bytes("A"), 1)).isEqualTo(hex("04 08 06 43414E43454C 41"));
        assertThat(Commands.cancel(bytes("A"), 0)).isEqualTo(hex("00 02 00 41"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 244, 245, 246, 247, 248, 249, 250, 254, 255, 256, 257, 65_536})
    void lengthIsRightForEveryTopic(int size) {
        byte[] topic = bytes("t".repeat(size));

        assertThat(Commands.subscribe(topic, 2)).isEqualTo(command("SUBSCRIBE", topic));
        assertThat(Commands.cancel(topic, 1)).isEqualTo(command("CANCEL", topic));
        assertThat(Commands.subscribe(topic, 0)).isEqualTo(frame(0, bytes(1, topic)));
        assertThat(Commands.cancel(topic, 0)).isEqualTo(frame(0, bytes(0, topic)));
    }

    @Test
    void errorSaysWhatFits() {
        assertThat(Commands.error("")).isEqualTo(command("ERROR", 0));
        assertThat(Commands.error("no \n é!")).isEqualTo(command("ERROR", 7, "no ? ?!"));
        assertThat(Commands.error("r".repeat(300))).isEqualTo(command("ERROR", 255, "r".repeat(255)));
    }

    private static CommandKind kindOf(byte[] body) throws FrameException {
        return Commands.kindOf(at(body), BEFORE, body.length);
    }

    private static ByteBuffer at(byte[] body) {
        byte[] around = bytes("PIN", body, "G");
        return ByteBuffer.allocateDirect(around.length).put(0, around);
    }
}

package zlink.engine.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.HandshakeFailure;

/** Commands, metadata and the mechanism that does nothing. */
class MechanismTest {
    private static final byte[] NOTHING = {};

    @Test
    void commandIsItsNameWithItsLengthAndItsData() throws MechanismException {
        byte[] body = HexFormat.of().parseHex("0348455900FF");

        Command command = Command.decode(body);

        assertThat(command.name()).isEqualTo("HEY");
        assertThat(command.data()).containsExactly(0, -1);
        assertThat(command.encode()).isEqualTo(body);
        assertThat(new Command("n".repeat(255), NOTHING).encode()).hasSize(256).startsWith(0xFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "01", "0241", "FF41"})
    void commandWithoutAWholeNameIsMalformed(String body) {
        assertThatExceptionOfType(MechanismException.class)
                .isThrownBy(() -> Command.decode(HexFormat.of().parseHex(body)))
                .matches(e -> e.failure() == HandshakeFailure.MALFORMED_COMMAND && e.answer().isEmpty());
    }

    @Test
    void commandNeedsAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Command("", NOTHING));
        assertThatIllegalArgumentException().isThrownBy(() -> new Command("n".repeat(256), NOTHING));
    }

    @Test
    void namesAreShownWithoutControlCharacters() {
        assertThat(new Command("A\n\u0000\u00e9 ~\u007f", NOTHING).printableName()).isEqualTo("A??? ~?");
    }

    @Test
    void metadataKeepTheirOrderAndTheFirstOfEqualNames() throws MechanismException {
        Metadata metadata = new Metadata().add("b", ascii("1")).add("A", ascii("2")).add("B", ascii("3"));

        assertThat(metadata.properties().keySet()).containsExactly("b", "A");
        assertThat(metadata.get("B")).contains(ascii("1"));
        assertThat(metadata.get("a")).contains(ascii("2"));
        assertThat(metadata.get("c")).isEmpty();
        Metadata decoded = Metadata.decode(ByteBuffer.wrap(metadata.encode()));
        assertThat(decoded.properties().keySet()).containsExactly("b", "A");
        assertThat(decoded.encode()).isEqualTo(metadata.encode());
    }

    @Test
    void metadataTakeEveryByteAndEverySize() throws MechanismException {
        byte[] name = new byte[255];
        for (int i = 0; i < name.length; i++) {
            name[i] = (byte) (i + 1);
        }
        String longest = new String(name, StandardCharsets.ISO_8859_1);
        Metadata metadata = new Metadata().add(longest, new byte[70_000]).add("", NOTHING);

        Metadata decoded = Metadata.decode(ByteBuffer.wrap(metadata.encode()));

        assertThat(decoded.get(longest)).hasValueSatisfying(value -> assertThat(value).hasSize(70_000));
        assertThat(decoded.get("")).contains(NOTHING);
        assertThatIllegalArgumentException().isThrownBy(() -> metadata.add("n".repeat(256), NOTHING));
    }

    @Test
    void nullIsEagerAndBriefAndTakesNothingButReady() throws MechanismException {
        NullMechanism mechanism = new NullMechanism();

        assertThat(mechanism.name()).isEqualTo("NULL");
        assertThat(mechanism.begin(new Metadata().add("a", ascii("b")))).singleElement()
                .matches(ready -> ready.name().equals("READY")
                        && HexFormat.of().formatHex(ready.data()).equals("01610000000162"));
        Step step = mechanism.on(new Command("READY", HexFormat.of().parseHex("01610000000162")));
        assertThat(step.commands()).isEmpty();
        assertThat(step.peer().get().get("a")).contains(ascii("b"));
        assertThatExceptionOfType(MechanismException.class)
                .isThrownBy(() -> new NullMechanism().on(new Command("HELLO", NOTHING)))
                .withMessage("command HELLO where READY was due");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

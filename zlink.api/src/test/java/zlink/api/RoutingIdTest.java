package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingIdTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 256, 1000})
    void refusesSizesThatTheProtocolDoesNotHave(int size) {
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(() -> RoutingId.of(new byte[size]))
                .withMessage("routing id = " + size + " bytes: allowed is 1 to 255 bytes");
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(RoutingId.of("é".repeat(127)).size()).isEqualTo(254);
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(() -> RoutingId.of("é".repeat(128)));
    }

    @Test
    void doesNotShareItsBytes() {
        byte[] given = {1, 2};
        RoutingId id = RoutingId.of(given);
        given[0] = 9;
        id.bytes()[1] = 9;
        assertThat(id.bytes()).containsExactly(1, 2);
    }

    @Test
    void showsTextIfPrintableElseHexadecimal() {
        assertThat(RoutingId.of("peer 1")).hasToString("peer 1");
        assertThat(RoutingId.of(new byte[] {0, (byte) 0xAB, 'x'})).hasToString("0x00ab78");
    }

    @Test
    void namesTheByteThatIsNotThere() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> RoutingId.of("ab").byteAt(2))
                .withMessageContaining("2");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> RoutingId.of("ab").byteAt(-1));
    }

    @Test
    void copiesOnlyWhereThereIsRoom() {
        RoutingId id = RoutingId.of("abc");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> id.copyTo(ByteBuffer.allocate(4), 2));
        assertThatExceptionOfType(ReadOnlyBufferException.class)
                .isThrownBy(() -> id.copyTo(ByteBuffer.allocate(4).asReadOnlyBuffer(), 0));
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> RoutingId.of((byte[]) null));
        assertThatNullPointerException().isThrownBy(() -> RoutingId.of((String) null));
    }
}

package zlink.transport.ws.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CloseReasonTest {

    @Test
    void aTextThatIsTooLongLosesItsEndButNoHalfOfACharacter() throws ViolationException {
        CloseReason reason = new CloseReason(CloseReason.PROTOCOL_ERROR, "aa" + "é".repeat(100));
        byte[] payload = reason.encode();

        assertThat(payload.length).isEqualTo(124);
        assertThat(CloseReason.decode(payload, payload.length).text()).isEqualTo("aa" + "é".repeat(60));
    }

    @Test
    void keysDiffer() {
        MaskKeys keys = new MaskKeys();
        assertThat(IntStream.range(0, 1000).map(i -> keys.next()).distinct().count())
                .isGreaterThan(990);
    }
}

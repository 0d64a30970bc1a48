package zlink.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zlink.benchmarks.run.WrongMessageException;

/** Every fault has to be found whichever way a library shows its messages. */
class VerifierTest {
    private static final int BYTES = 40;

    private final Payload payload = new Payload(BYTES);
    private final Verifier verifier = new Verifier(BYTES);

    /** How a message is shown. */
    enum Form {
        ARRAY,
        BUFFER
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatWasSent(Form form) {
        assertThatCode(() -> {
            for (int i = 0; i < 3 * Verifier.SAMPLE; i++) {
                show(form, payload.of(i, 7 * i));
                assertThat(verifier.timeNs()).isEqualTo(7 * i);
            }
        }).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void findsALostMessage(Form form) {
        show(form, payload.of(0, 0));
        assertThatThrownBy(() -> show(form, payload.of(2, 0))).isInstanceOf(WrongMessageException.class)
                .hasMessage("message 1 is missing: number 2 came in its place");
    }

    @ParameterizedTest
    @EnumSource
    void findsMessagesOutOfOrder(Form form) {
        show(form, payload.of(0, 0));
        show(form, payload.of(1, 0));
        assertThatThrownBy(() -> show(form, payload.of(0, 0)))
                .hasMessage("message 0 came again or late, in the place of number 2");
    }

    @ParameterizedTest
    @EnumSource
    void findsAMessageMadeOfTwo(Form form) {
        byte[] torn = payload.of(0, 0).clone();
        torn[BYTES - 1]++;
        assertThatThrownBy(() -> show(form, torn))
                .hasMessage("message 0 is corrupt: it begins with number 0 and ends with number 1");
    }

    @ParameterizedTest
    @EnumSource
    void findsEachWrongByteOfASample(Form form) {
        IntStream.range(Payload.FILLING, BYTES - Long.BYTES).forEach(wrong -> {
            Verifier fresh = new Verifier(BYTES);
            for (int i = 0; i < Verifier.SAMPLE; i++) {
                show(form, fresh, payload.of(i, 0));
            }
            byte[] corrupt = payload.of(Verifier.SAMPLE, 0).clone();
            corrupt[wrong] ^= 1;
            assertThatThrownBy(() -> show(form, fresh, corrupt))
                    .hasMessage("message " + Verifier.SAMPLE + " is corrupt at byte " + wrong);
        });
    }

    @ParameterizedTest
    @EnumSource
    void findsAWrongSize(Form form) {
        assertThatThrownBy(() -> show(form, new byte[BYTES - 1]))
                .hasMessage("message 0 has 39 bytes instead of 40");
    }

    private void show(Form form, byte[] body) {
        show(form, verifier, body);
    }

    private static void show(Form form, Verifier to, byte[] body) {
        if (form == Form.ARRAY) {
            to.read(body, body.length);
        } else {
            ByteBuffer buffer = ByteBuffer.allocateDirect(3 + body.length + 3);
            buffer.position(3).put(body).position(1);
            to.read(buffer, 3, body.length);
        }
    }
}

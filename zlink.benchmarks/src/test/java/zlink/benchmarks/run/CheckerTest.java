package zlink.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private static final int BYTES = 24;

    private final Bodies bodies = new Bodies(BYTES);
    private final Checker checker = new Checker(BYTES);

    @Test
    void takesWhatWasSent() {
        assertThatCode(() -> {
            for (int i = 0; i < 1_000; i++) {
                receive(i);
            }
            checker.checkNothing(-1);
        }).doesNotThrowAnyException();
    }

    @Test
    void findsALostMessage() {
        receive(0);
        assertThatThrownBy(() -> receive(2)).isInstanceOf(WrongMessageException.class)
                .hasMessage("message 1 is missing: number 2 came in its place");
    }

    @Test
    void findsALostMessageWhoseFillingIsThatOfTheNext() {
        for (int i = 0; i < 61; i++) { // 61 fillings take turns
            receive(i);
        }
        assertThatThrownBy(() -> receive(122)).hasMessageContaining("message 61 is missing: number 122");
    }

    @Test
    void findsMessagesOutOfOrder() {
        receive(0);
        receive(1);
        assertThatThrownBy(() -> receive(0)).isInstanceOf(WrongMessageException.class)
                .hasMessage("message 0 came again or late, in the place of number 2");
    }

    @Test
    void findsEverySingleWrongByte() {
        receive(0);
        for (int i = 0; i < BYTES; i++) {
            byte[] body = bodies.of(1).clone();
            body[i] ^= 0x10;
            assertThatThrownBy(() -> check(body)).isInstanceOf(WrongMessageException.class)
                    .hasMessage("message 1 is corrupt from byte " + i + " of 24 on");
        }
        receive(1);
    }

    @Test
    void findsAWrongSize() {
        byte[] shorter = new byte[BYTES - 1];
        System.arraycopy(bodies.of(0), 0, shorter, 0, shorter.length);
        ByteBuffer received = ByteBuffer.allocate(BYTES).put(shorter);
        assertThatThrownBy(() -> checker.check(received, shorter.length)).isInstanceOf(WrongMessageException.class)
                .hasMessage("message 0 has 23 bytes instead of 24");
    }

    @Test
    void findsAMessageTooMany() {
        receive(0);
        assertThatThrownBy(() -> checker.checkNothing(BYTES)).isInstanceOf(WrongMessageException.class)
                .hasMessage("a message of 24 bytes after the last one, number 0");
    }

    @Test
    void tellsBodiesApartThatAreNothingButTheirNumber() {
        Checker small = new Checker(Bodies.MIN_BYTES);
        Bodies smallBodies = new Bodies(Bodies.MIN_BYTES);
        small.check(ByteBuffer.wrap(smallBodies.of(0)), Bodies.MIN_BYTES);
        assertThatThrownBy(() -> small.check(ByteBuffer.wrap(smallBodies.of(2)), Bodies.MIN_BYTES))
                .hasMessageContaining("message 1 is missing");
    }

    private void receive(long number) {
        check(bodies.of(number));
    }

    private void check(byte[] body) {
        checker.check(ByteBuffer.wrap(body), body.length);
    }
}

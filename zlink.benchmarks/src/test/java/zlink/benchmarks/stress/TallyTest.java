package zlink.benchmarks.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.run.RunFailedException;
import zlink.benchmarks.run.WrongMessageException;

class TallyTest {
    private static final int BYTES = 20;

    private final Tally tally = new Tally(2, 3, BYTES);
    private final Tally.Desk desk = tally.desk();

    private static ByteBuffer received(byte[] body) {
        return ByteBuffer.wrap(body).position(body.length);
    }

    private void take(int sender, int number) {
        desk.take(received(tally.body(sender, number)));
    }

    private void refuses(byte[] body, String why) {
        assertThatThrownBy(() -> desk.take(received(body))).isInstanceOf(WrongMessageException.class)
                .hasMessageContaining(why);
    }

    @Test
    void isCompleteWhenAllHaveComeInTheOrderOfEachSender() {
        for (int number = 0; number < 3; number++) {
            assertThat(tally.isComplete()).isFalse();
            take(1, number);
            take(0, number);
        }
        assertThat(tally.isComplete()).isTrue();
        assertThatCode(tally::judge).doesNotThrowAnyException();
    }

    @Test
    void whatIsMissingIsNamed() {
        take(0, 0);
        take(0, 2);
        assertThatThrownBy(tally::judge).isInstanceOf(RunFailedException.class)
                .hasMessage("message 1 of sender 0 came 0 times");
    }

    @Test
    void whatComesAgainIsRefused() {
        take(0, 0);
        refuses(tally.body(0, 0), "message 0 of sender 0 came after number 0");
        Tally.Desk other = tally.desk();
        assertThatThrownBy(() -> other.take(received(tally.body(0, 0)))).isInstanceOf(WrongMessageException.class)
                .hasMessage("message 0 of sender 0 came again");
    }

    @Test
    void whatIsLateIsRefused() {
        take(0, 1);
        refuses(tally.body(0, 0), "message 0 of sender 0 came after number 1");
    }

    @Test
    void whatNobodySentIsRefused() {
        byte[] corrupt = tally.body(0, 0);
        corrupt[BYTES - 1]++;
        refuses(corrupt, "message 0 of sender 0 is corrupt from byte 19 of 20 on");
        refuses(new byte[BYTES - 1], "a message of 19 bytes instead of 20");
        refuses(tally.body(2, 0), "message 0 of sender 2, which nobody sent");
        refuses(tally.body(0, 3), "message 3 of sender 0, which nobody sent");
    }

    @Test
    void aMessageHasRoomForItsSenderAndNumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tally(1, 1, 7)).withMessageContaining("7 bytes");
    }
}

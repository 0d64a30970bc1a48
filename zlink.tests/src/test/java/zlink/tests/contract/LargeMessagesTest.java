package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zlink.api.Message;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.tests.fixture.BackgroundCall;

/** Messages up to a mebibyte through queues of one message and small buffers of the system's. */
@Timeout(30)
class LargeMessagesTest extends OverEachTransport {
    private static final int[] SIZES = {1, 255, 256, 4 << 10, (64 << 10) - 9, 64 << 10, (64 << 10) + 1, 300_001,
        (1 << 20) - 1, 1 << 20};
    private static final int ROUNDS = 3;

    /** No two alike, and no two places in one. */
    private static byte[] content(int number) {
        byte[] content = new byte[SIZES[number % SIZES.length]];
        new Random(number).nextBytes(content);
        return content;
    }

    @Test
    void arriveWholeAndInOrderBehindAReceiverThatPauses() {
        PullSocket pull = context.pull(narrow(1));
        PushSocket push = context.push(narrow(1));
        join(pull, push);
        int count = ROUNDS * SIZES.length;
        try (BackgroundCall<Void> sending = BackgroundCall.running(() -> {
            for (int i = 0; i < count; i++) {
                push.send(Message.copyOf(bytes("" + i), content(i)));
            }
        })) {
            for (int i = 0; i < count; i++) {
                if (i % 7 == 0) { // until the sender has filled what there is, and waits
                    sending.awaitBlockedOrDone();
                }
                Message message = next(pull);
                assertThat(message.text(0)).isEqualTo("" + i);
                assertThat(message.bytes(1)).as("content of message %s", i).isEqualTo(content(i));
            }
            sending.result(Duration.ofSeconds(5));
        }
    }
}

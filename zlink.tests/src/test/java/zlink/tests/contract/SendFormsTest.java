package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Message;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.TimedOutException;

/** Every form of sending. */
class SendFormsTest extends OverEachTransport {
    private PushSocket push;
    private PullSocket pull;

    @BeforeEach
    void connect() {
        push = context.push();
        pull = context.pull();
        join(pull, push);
    }

    @Test
    void arraysAreCopied() {
        byte[] frame = bytes("frame");
        push.send(frame);
        assertThat(push.trySend(frame)).isTrue();
        assertThat(push.send(frame, Duration.ofSeconds(1))).isTrue();
        frame[0] = 'F';
        push.send(frame, 1, 3);
        assertThat(push.trySend(frame, 5, 0)).isTrue();
        assertThat(push.trySend(frame, 0, 2)).isTrue();
        frame[1] = 'R';

        assertThat(nextTexts(pull, 6)).containsExactly("frame", "frame", "frame", "ram", "", "Fr");
    }

    @Test
    void partsOutsideTheArrayAreRefused() {
        byte[] frame = new byte[5];
        assertThatThrownBy(() -> push.send(frame, 3, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> push.send(frame, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> push.trySend(frame, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> push.send((byte[]) null)).isInstanceOf(NullPointerException.class);

        push.send("still here");
        assertThat(nextText(pull)).isEqualTo("still here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void buffersAreTakenFromPositionToLimit(boolean direct) {
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(16) : ByteBuffer.allocate(16);
        buffer.put(bytes("0123456789abcdef"));

        push.send(buffer.position(2).limit(5));
        assertThat(buffer.position()).isEqualTo(5);
        assertThat(push.trySend(buffer.limit(8))).isTrue();
        assertThat(buffer.position()).isEqualTo(8);
        assertThat(push.send(buffer.limit(16).asReadOnlyBuffer(), Duration.ofSeconds(1))).isTrue();
        push.send(buffer.position(16));

        assertThat(nextTexts(pull, 4)).containsExactly("234", "567", "89abcdef", "");
    }

    @Test
    void bufferThatIsNotTakenDoesNotMove() {
        PushSocket lonely = context.push(with(SocketOption.SEND_TIMEOUT, Duration.ofMillis(1)));
        ByteBuffer buffer = ByteBuffer.wrap(bytes("stays"));

        assertThat(lonely.trySend(buffer)).isFalse();
        assertThat(lonely.send(buffer, Duration.ofMillis(1))).isFalse();
        assertThatThrownBy(() -> lonely.send(buffer)).isInstanceOf(TimedOutException.class);

        assertThat(buffer.position()).isZero();
        assertThat(buffer.remaining()).isEqualTo(5);
    }

    @Test
    void messagesOfAnyShapeArriveAsTheyWere() {
        Message[] messages = {Message.of(""), Message.of("", ""), Message.of("a", "", "b"),
            Message.copyOf(new byte[256], new byte[255], new byte[0], new byte[70_000])};
        for (Message message : messages) {
            push.send(message);
            assertThat(push.trySend(message)).isTrue();
            assertThat(push.send(message, Duration.ofSeconds(1))).isTrue();
        }

        for (Message message : messages) {
            for (int i = 0; i < 3; i++) {
                assertThat(next(pull)).isEqualTo(message);
            }
        }
    }

    @Test
    void messageOfManyFramesArrivesWhole() {
        Message.Builder builder = Message.builder();
        for (int i = 0; i < 3000; i++) {
            builder.frame("frame " + i);
        }
        Message message = builder.build();

        push.send(message);

        assertThat(next(pull)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 253, 254, 255, 256, 257, 8191, 8192, 16_384, 32_758, 32_759, 32_768,
        65_526, 65_527, 65_535, 65_536, 65_537, 1 << 20, 10_000_000})
    void framesOfAnySizeArriveIntact(int size) {
        byte[] frame = new byte[size];
        for (int i = 0; i < size; i++) {
            frame[i] = (byte) (i * 31 + (i >> 8));
        }

        push.send(frame);
        push.send("after");

        assertThat(next(pull).bytes()).isEqualTo(frame);
        assertThat(nextText(pull)).isEqualTo("after");
    }

    @Test
    void textGoesAsUtf8() {
        push.send("Grüße, мир, 世界");
        assertThat(push.trySend("🙂")).isTrue();
        assertThat(push.send("", Duration.ofSeconds(1))).isTrue();

        assertThat(nextTexts(pull, 3)).containsExactly("Grüße, мир, 世界", "🙂", "");
    }

    @Test
    void flushHandsOnWhatWasSent() {
        for (int i = 0; i < 100; i++) {
            push.send("" + i);
            push.flush();
        }

        for (int i = 0; i < 100; i++) {
            assertThat(nextText(pull)).isEqualTo("" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 50_000, 1_000_000_000})
    void nothingWaitsForABatchThatNeverFills(long batchDelayNs) {
        PushSocket patient = context.push(with(SocketOption.BATCH_DELAY, Duration.ofNanos(batchDelayNs))
                .with(SocketOption.BATCH_MAX_BYTES, 1 << 30));
        patient.connect(pull.endpoints().get(0).endpoint());

        for (int i = 0; i < 10; i++) {
            patient.send("alone");
            assertThat(nextText(pull)).isEqualTo("alone");
        }
    }
}

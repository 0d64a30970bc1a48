package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.engine.sync.Crew;

/** A producer and a consumer on two threads that share nothing but the queue. */
@Timeout(60)
class ByteQueueStressTest {
    private static final int MESSAGES = 60_000;

    private final ChunkPool pool = new ChunkPool();
    private final Crew crew = new Crew();

    @AfterEach
    void allMemoryIsBack() {
        assertThat(pool.inUseBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "1000,0", "0,1", "0,100000", "100,5000"})
    void readerSeesEveryMessageWholeAndInOrder(int messageLimit, long byteLimit) throws InterruptedException {
        ByteQueue queue = new ByteQueue(pool, messageLimit, byteLimit);
        Random pauses = new Random(1);

        crew.startTogether(() -> produce(queue), () -> {
            IncomingMessage message = new IncomingMessage();
            Sizes sizes = new Sizes();
            for (int i = 0; i < MESSAGES;) {
                if (!queue.hasMessage()) {
                    Crew.breathe(pauses);
                    continue;
                }
                queue.load(message);
                int frames = sizes.frames(i);
                assertThat(message.bodyFrames()).isEqualTo(frames);
                for (int frame = 0; frame < frames; frame++) {
                    int size = sizes.next();
                    assertThat(message.bodySize(frame)).isEqualTo(size);
                    if (size > 0) {
                        assertThat(message.bodyByte(frame, 0)).isEqualTo((byte) i);
                        assertThat(message.bodyByte(frame, size - 1)).isEqualTo((byte) i);
                    }
                }
                queue.consume(message);
                i++;
            }
        });
        crew.join();

        assertThat(queue.hasMessage()).isFalse();
        queue.restart(false);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "1000,0", "0,1", "0,100000", "100,5000"})
    void writerTakesEveryByteInOrder(int messageLimit, long byteLimit) throws InterruptedException {
        ByteQueue queue = new ByteQueue(pool, messageLimit, byteLimit);
        byte[] expected = reference();
        byte[] written = new byte[expected.length];
        Random random = new Random(2);

        crew.startTogether(() -> produce(queue), () -> {
            ByteBuffer[] buffers = new ByteBuffer[4];
            for (int at = 0; at < written.length;) {
                int count = queue.gather(buffers, 1 + random.nextInt(200_000));
                int offered = 0;
                for (int i = 0; i < count; i++) {
                    int size = buffers[i].remaining();
                    buffers[i].get(written, at + offered, size);
                    offered += size;
                }
                int taken = random.nextInt(3) == 0 ? random.nextInt(offered + 1) : offered;
                if (taken > 0) {
                    queue.drained(taken);
                    at += taken;
                } else {
                    Crew.breathe(random);
                }
            }
        });
        crew.join();

        assertThat(queue.gather(new ByteBuffer[1], 1)).as("the last count may have come after its bytes").isZero();
        assertThat(Arrays.mismatch(written, expected)).isEqualTo(-1);
        assertThat(queue.backlogMessages()).isZero();
        assertThat(queue.looksUnwritten()).isFalse();
        queue.restart(false);
    }

    /** What both sides know of the messages without telling each other. */
    private static final class Sizes {
        private final Random random = new Random(3);

        int frames(int message) {
            return message % 5 == 0 ? 3 : 1;
        }

        int next() {
            return switch (random.nextInt(20)) {
                case 0 -> 250 + random.nextInt(12);
                case 1 -> random.nextInt(3000);
                case 2 -> random.nextInt(100) == 0 ? 70_000 : 0;
                default -> random.nextInt(40);
            };
        }
    }

    private static void produce(ByteQueue queue) {
        OutgoingMessage message = new OutgoingMessage();
        Sizes sizes = new Sizes();
        byte[] body = new byte[70_000];
        Random pauses = new Random(4);
        for (int i = 0; i < MESSAGES; i++) {
            Arrays.fill(body, (byte) i);
            int frames = sizes.frames(i);
            byte[][] envelope = new byte[frames - 1][];
            for (int frame = 0; frame < frames - 1; frame++) {
                envelope[frame] = Arrays.copyOf(body, sizes.next());
            }
            message.envelope(envelope, frames - 1);
            message.array(body, 0, sizes.next());
            while (!queue.hasRoom()) {
                Crew.breathe(pauses);
            }
            queue.append(message);
            message.clear();
        }
    }

    private static byte[] reference() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Sizes sizes = new Sizes();
        for (int i = 0; i < MESSAGES; i++) {
            int frames = sizes.frames(i);
            for (int frame = 0; frame < frames; frame++) {
                byte[] body = new byte[sizes.next()];
                Arrays.fill(body, (byte) i);
                bytes.writeBytes(Reference.frame(frame == frames - 1 ? 0 : 1, body));
            }
        }
        return bytes.toByteArray();
    }
}

package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes that are cut short at each byte in turn and continued: the bytes are the same. */
class ByteQueueCutsTest {
    private static final int[] FRAME_SIZES = {0, 1, 2, 255, 256};

    private final ChunkPool pool = new ChunkPool();
    private final OutgoingMessage outgoing = new OutgoingMessage();

    @Test
    void everyPairOfCutsIsContinued() {
        List<List<byte[]>> messages = new ArrayList<>();
        messages.add(List.of(Reference.body(0, 1)));
        messages.add(List.of(Reference.body(3, 2), Reference.body(0, 3), Reference.body(7, 4)));
        messages.add(List.of(Reference.body(1, 5)));
        messages.add(List.of(Reference.body(260, 6)));
        int all = write(messages, Integer.MAX_VALUE, 0).length;
        assertThat(all).isEqualTo(2 + 5 + 2 + 9 + 3 + 269);
        for (int first = 0; first <= all; first++) {
            for (int second = first; second <= all; second++) {
                assertWrittenWhole(messages, first, second);
            }
        }
    }

    @Test
    void everyCutOfWhatLiesInSeveralChunksIsContinued() {
        List<List<byte[]>> messages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (int size : FRAME_SIZES) {
                messages.add(List.of(Reference.body(size, i), Reference.body(ChunkPool.SMALL / 5, size)));
            }
        }
        int all = write(messages, Integer.MAX_VALUE, 0).length;
        assertThat(all).as("more than the first chunk").isGreaterThan(3 * ChunkPool.SMALL);
        for (int cut = 0; cut <= all; cut++) {
            assertWrittenWhole(messages, cut, cut + 1);
        }
    }

    private void assertWrittenWhole(List<List<byte[]>> messages, int first, int second) {
        byte[] expected = Reference.join(messages.stream().map(Reference::message).toArray(byte[][]::new));
        assertThat(write(messages, first, second - first)).as("cut after %s and %s bytes", first, second)
                .isEqualTo(expected);
    }

    /** What comes out if a channel takes so many bytes of all it is offered, then so many more, and then the rest. */
    private byte[] write(List<List<byte[]>> messages, int first, int more) {
        ByteQueue queue = new ByteQueue(pool, 0, 0);
        for (List<byte[]> frames : messages) {
            int last = frames.size() - 1;
            outgoing.array(frames.get(last), 0, frames.get(last).length);
            outgoing.envelope(frames.toArray(byte[][]::new), last);
            queue.append(outgoing);
            outgoing.clear();
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        take(queue, first, written);
        take(queue, more, written);
        take(queue, Integer.MAX_VALUE, written);
        assertThat(queue.looksUnwritten()).isFalse();
        assertThat(queue.backlogMessages()).isZero();
        queue.discard();
        assertThat(pool.inUseBytes()).isZero();
        return written.toByteArray();
    }

    private static void take(ByteQueue queue, int most, ByteArrayOutputStream written) {
        ByteBuffer[] buffers = new ByteBuffer[4];
        int count = queue.gather(buffers, Long.MAX_VALUE);
        int taken = 0;
        for (int i = 0; i < count && taken < most; i++) {
            byte[] some = new byte[Math.min(buffers[i].remaining(), most - taken)];
            buffers[i].get(some);
            written.writeBytes(some);
            taken += some.length;
        }
        if (taken > 0) {
            queue.drained(taken);
        }
    }
}

package zlink.patterns.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import zlink.api.PeerInfo;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;

class LatestQueueTest {
    private static final int NEXT_TO_NOTHING = 500; // bytes: the link of a list, no frame

    private final FakeSocket socket = new FakeSocket();
    private final LatestQueue queue = new LatestQueue(new ChunkPool());
    private final IncomingMessage message = new IncomingMessage();
    private final FakePipe one = pipe("one", 1);
    private final FakePipe other = pipe("other", 2);

    @Test
    void keepsOfEachPeerTheNewest() {
        assertThat(put(one, "a")).isTrue();
        assertThat(put(one, "b")).isFalse();
        assertThat(put(other, "c")).isTrue();
        assertThat(put(one, "d")).isFalse();
        assertThat(receiveAll()).containsExactly("1:d", "2:c");
        assertThat(queue.isEmpty()).isTrue();
        assertThat(put(one, "e")).isTrue();
        assertThat(receiveAll()).containsExactly("1:e");
    }

    @Test
    void whatWasSeenStaysTheNextUntilTaken() {
        put(one, "a");
        assertThat(queue.next(message)).isTrue();
        put(one, "b");
        assertThat(queue.isEmpty()).isFalse();
        assertThat(receiveAll()).containsExactly("1:a", "1:b");
    }

    @Test
    void theNewestOfAPeerThatHasGoneIsStillThere() {
        put(one, "a");
        queue.detach(one);
        assertThat(put(one, "b")).isFalse();
        assertThat(receiveAll()).containsExactly("1:a");
    }

    @Test
    void framesOfAnySizeFollowOneAnother() {
        List<String> expected = new ArrayList<>();
        for (int size : new int[] {0, 1, 64, 65, 300, 100_000, 90_000, 40_000, 200_000, 3}) {
            String frame = "x".repeat(size);
            put(one, frame);
            expected.add("1:" + frame);
            if (size != 90_000) {
                assertThat(receiveAll()).containsExactly("1:" + frame);
            }
        }
    }

    @Test
    void whatWasReadIsTheMemoryForTheNextFrame() {
        memoryFor(1000);
        for (int i = 0; i < 10; i++) {
            assertThat(memoryFor(1000)).isLessThan(NEXT_TO_NOTHING);
        }
    }

    @Test
    void whatNobodyReadIsTheMemoryForTheFrameAfterTheNext() {
        put(one, "x".repeat(1000));
        put(one, "y".repeat(1000));
        for (int i = 0; i < 10; i++) {
            assertThat(memoryToPut(1000)).isLessThan(NEXT_TO_NOTHING);
        }
    }

    @Test
    void memoryIsForFramesOfTwiceTheSize() {
        memoryFor(1000);
        assertThat(memoryFor(2000)).isLessThan(NEXT_TO_NOTHING);
        assertThat(memoryFor(1)).isLessThan(NEXT_TO_NOTHING);
        assertThat(memoryFor(2000)).isLessThan(NEXT_TO_NOTHING);
        assertThat(memoryFor(2001)).isBetween(4002L, 4002L + NEXT_TO_NOTHING);
    }

    @Test
    void memoryOf64KiBIsKeptHoweverSmallTheFrames() {
        memoryFor(64 * 1024);
        assertThat(memoryFor(0)).isLessThan(NEXT_TO_NOTHING);
        assertThat(memoryFor(64 * 1024)).isLessThan(NEXT_TO_NOTHING);
    }

    @Test
    void largerMemoryIsKeptWhileHalfOfItIsUsed() {
        memoryFor(200_000);
        assertThat(memoryFor(100_000)).isLessThan(NEXT_TO_NOTHING);
        assertThat(memoryFor(200_000)).isLessThan(NEXT_TO_NOTHING);
        assertThat(memoryFor(99_999)).isBetween(99_999L, 99_999L + NEXT_TO_NOTHING);
        assertThat(memoryFor(0)).isLessThan(NEXT_TO_NOTHING);
        assertThat(memoryFor(200_000)).isBetween(200_000L, 200_000L + NEXT_TO_NOTHING);
    }

    @Test
    void aReaderBesideTheWriterSeesOnlyNewerFramesAndTheLast() throws InterruptedException {
        int last = 200_000;
        AtomicBoolean inOrder = new AtomicBoolean(true);
        Thread reader = new Thread(() -> {
            int before = 0;
            while (before < last) {
                if (queue.next(message)) {
                    int number = Integer.parseInt(FakePipe.text(message.bytes(0)));
                    inOrder.compareAndSet(true, number > before);
                    before = number;
                    queue.taken(message);
                } else {
                    Thread.onSpinWait();
                }
            }
        });
        reader.start();
        for (int i = 1; i <= last; i++) {
            put(one, Integer.toString(i));
        }
        reader.join();
        assertThat(inOrder).isTrue();
    }

    private FakePipe pipe(String name, long connectionId) {
        FakePipe pipe = new FakePipe(name, socket, 0);
        pipe.peer(PeerInfo.builder(connectionId).build());
        queue.attach(pipe);
        return pipe;
    }

    private boolean put(FakePipe pipe, String frame) {
        byte[] bytes = FakePipe.bytes(frame);
        return queue.put(pipe, ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    /** Bytes allocated to put a frame of that size, which is then read. */
    private long memoryFor(int size) {
        long bytes = memoryToPut(size);
        assertThat(receiveAll()).hasSize(1);
        return bytes;
    }

    private long memoryToPut(int size) {
        ByteBuffer frame = ByteBuffer.allocate(size);
        return Allocations.by(() -> queue.put(one, frame, 0, size));
    }

    private List<String> receiveAll() {
        List<String> all = new ArrayList<>();
        while (queue.next(message)) {
            all.add(message.peer().connectionId() + ":" + FakePipe.text(message.bytes(0)));
            queue.taken(message);
        }
        return all;
    }
}

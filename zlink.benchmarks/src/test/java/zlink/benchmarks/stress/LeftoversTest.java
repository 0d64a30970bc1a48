package zlink.benchmarks.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeftoversTest {

    @Test
    void namesWhatWasLeft() throws Exception {
        Leftovers leftovers = Leftovers.sinceNow(Duration.ofMillis(100));
        CountDownLatch end = new CountDownLatch(1);
        Thread left = new Thread(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        left.start();
        ByteBuffer memory = ByteBuffer.allocateDirect(8 << 20);
        try {
            assertThat(leftovers.look(true)).hasValueSatisfying(text -> assertThat(text).startsWith("left behind: ")
                    .contains("1 threads (").contains("bytes of direct memory"));
            assertThat(memory.capacity()).as("kept until here").isPositive();
        } finally {
            end.countDown();
            left.join();
        }
    }
}

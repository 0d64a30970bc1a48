package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkPoolTest {
    private final ChunkPool pool = new ChunkPool();

    @ParameterizedTest
    @CsvSource({"1,4112", "4112,4112", "4113,8208", "65552,65552", "65553,131088", "16777231,16777232",
        "16777232,16777232", "16777233,16777233"})
    void sizesArePowersOfTwoAndAHeaderUpToTheLargestKept(int wanted, int given) {
        Chunk chunk = pool.take(wanted);

        assertThat(chunk.capacity()).isEqualTo(given);
        assertThat(pool.inUseBytes()).isEqualTo(given);
        pool.give(chunk);
        assertThat(pool.inUseBytes()).isZero();
        assertThat(pool.take(wanted) == chunk).as("kept").isEqualTo(given <= ChunkPool.LARGEST_KEPT);
    }

    @Test
    void chunkComesBackLikeNew() {
        Chunk chunk = pool.take(1);
        chunk.end = 7;
        chunk.startsMessage = false;
        chunk.next = pool.take(1);
        pool.give(chunk);

        Chunk again = pool.take(1);

        assertThat(again).isSameAs(chunk);
        assertThat(again.end).isEqualTo(Chunk.OPEN);
        assertThat(again.startsMessage).isTrue();
        assertThat(again.next).isNull();
    }

    @Test
    void burstGoesBackToTheGarbageCollector() {
        List<Chunk> burst = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            burst.add(pool.take(2 * 1024 * 1024));
        }
        burst.forEach(pool::give);
        assertThat(pool.inUseBytes()).isZero();

        long kept = 0;
        for (int i = 0; i < 20; i++) {
            kept += burst.contains(pool.take(2 * 1024 * 1024)) ? 1 : 0;
        }
        assertThat(kept).as("16 MiB of each size are kept").isEqualTo(8);
    }
}

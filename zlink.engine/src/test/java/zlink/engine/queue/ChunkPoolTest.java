package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.api.ContextOptions;
import zlink.engine.context.EngineContext;

class ChunkPoolTest {
    private static final int BURST = 20;
    private static final int LARGE = 2 * 1024 * 1024;

    private final ChunkPool pool = new ChunkPool();

    @ParameterizedTest
    @CsvSource({"1,4352", "4352,4352", "4353,8448", "65792,65792", "65793,131328", "16777471,16777472",
        "16777472,16777472", "16777473,16777473"})
    void sizesArePowersOfTwoAndRoomForHeadersUpToTheLargestKept(int wanted, int given) {
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
    void whatIsNeededAgainAndAgainIsKept() {
        List<Chunk> burst = burst();
        for (int i = 0; i < 10; i++) {
            burst.forEach(pool::give);
            pool.trim();
            List<Chunk> next = burst();
            assertThat(next).containsExactlyInAnyOrderElementsOf(burst);
        }
    }

    @Test
    void whatNobodyNeedsAnyMoreGoesBackToTheGarbageCollector() {
        burst().forEach(pool::give);
        assertThat(pool.inUseBytes()).isZero();
        assertThat(pool.spareBytes()).as("until it is known that nobody needs it").isGreaterThan(BURST * LARGE);

        assertThat(pool.trim()).as("more left").isTrue();
        assertThat(pool.spareBytes()).as("needed a moment ago").isGreaterThan(BURST * LARGE);

        assertThat(pool.trim()).as("more left").isFalse();
        assertThat(pool.spareBytes()).isZero();
    }

    @Test
    void ofSmallSizesSomeAreKeptForGood() {
        List<Chunk> some = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            some.add(pool.take(1));
        }
        some.forEach(pool::give);
        pool.trim();
        pool.trim();

        assertThat(pool.spareBytes()).isBetween((long) ChunkPool.KEPT_BYTES_PER_SIZE,
                2L * ChunkPool.KEPT_BYTES_PER_SIZE);
    }

    @Test
    void whoTrimsIsAskedOnceForEachBurst() {
        AtomicInteger asked = new AtomicInteger();
        ChunkPool trimmed = new ChunkPool(asked::incrementAndGet);
        for (int i = 1; i <= 3; i++) {
            List<Chunk> some = new ArrayList<>();
            for (int n = 0; n < BURST; n++) {
                some.add(trimmed.take(LARGE));
            }
            some.forEach(trimmed::give);
            assertThat(asked).hasValue(i);
            while (trimmed.trim()) {
                assertThat(asked).as("while it trims").hasValue(i);
            }
        }
    }

    @Test
    void whatAClosedPoolHasLeftIsTakenByOthersBeforeNewMemory() {
        boolean same = false;
        for (int i = 0; i < 20 && !same; i++) { // the garbage collector may come in between, and takes all of it
            ChunkPool closed = new ChunkPool();
            Chunk left = closed.take(LARGE);
            closed.give(left);
            closed.close();
            assertThat(closed.spareBytes()).isZero();
            same = pool.take(LARGE) == left;
        }
        assertThat(same).isTrue();
    }

    @Test
    void contextTrimsItsPool() {
        EngineContext context = new EngineContext(ContextOptions.defaults());
        try {
            ChunkPool chunks = context.chunks();
            List<Chunk> some = new ArrayList<>();
            for (int n = 0; n < BURST; n++) {
                some.add(chunks.take(LARGE));
            }
            some.forEach(chunks::give);

            long deadlineNs = System.nanoTime() + 30_000_000_000L;
            while (chunks.spareBytes() > 0 && System.nanoTime() - deadlineNs < 0) {
                LockSupport.parkNanos(10_000_000L);
            }
            assertThat(chunks.spareBytes()).isZero();
        } finally {
            context.close(null);
        }
    }

    private List<Chunk> burst() {
        List<Chunk> burst = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            burst.add(pool.take(LARGE));
        }
        return burst;
    }
}

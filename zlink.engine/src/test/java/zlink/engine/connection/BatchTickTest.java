package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;

/** The loop looks at a batch once in every batch delay. */
class BatchTickTest {
    private static final long DELAY_NS = 50_000;
    private static final int GAPS_PER_LOOK = 2; // before it and after it

    private static EngineRig rig() {
        SocketOptions options = SocketOptions.defaults()
                .with(SocketOption.BATCH_DELAY, Duration.ofNanos(DELAY_NS));
        return new EngineRig(ConnectionSettings.of(SocketType.PAIR, options, false), true).shake(new byte[0]);
    }

    /** The loop looks, and in its next look it will find nothing. */
    private static void startLooking(EngineRig rig) {
        startBatch(rig);
        rig.loop.settle();
        rig.flush();
        rig.loop.advance(DELAY_NS + 1);
    }

    /** Its sender has seen that the loop looks, and leaves it to the loop. */
    @Test
    void batchBegunBeforeTheLoopSaysThatItGivesUpIsWritten() {
        try (EngineRig rig = rig()) {
            startLooking(rig);
            rig.during(List.of(() -> { }, () -> startBatch(rig))); // behind the first look that finds nothing
            rig.loop.settle();
            rig.alone();
            for (int look = 0; look < 2; look++) { // one that sees how far it is, one that finds it no further
                rig.loop.advance(DELAY_NS + 1);
                rig.loop.settle();
            }

            assertThat(rig.heard()).as("written without another send").isEqualTo(rig.sent);
        }
    }

    @Test
    void batchBegunWhileTheLoopGivesUpLookingIsNotLookedAtTwice() {
        try (EngineRig rig = rig()) {
            startLooking(rig);
            rig.during(List.of(() -> { }, () -> { }, () -> startBatch(rig))); // between two looks that find nothing
            rig.loop.settle();
            rig.alone();
            rig.flush();

            assertThat(looks(rig)).as("two looks that find nothing, by one tick").isEqualTo(2);
            assertThat(looks(rig)).as("looks once it has given up").isZero();
        }
    }

    /** On an idle connection the first is written at once, the second begins a batch. */
    private static void startBatch(EngineRig rig) {
        rig.send(Peer.numbered(1, 5));
        rig.send(Peer.numbered(2, 5));
    }

    private static int looks(EngineRig rig) {
        AtomicInteger looks = new AtomicInteger();
        rig.during(Collections.nCopies(20, looks::incrementAndGet));
        rig.loop.advance(DELAY_NS + 1);
        rig.loop.settle();
        rig.alone();
        return looks.get() / GAPS_PER_LOOK;
    }
}

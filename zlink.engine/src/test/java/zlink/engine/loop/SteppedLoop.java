package zlink.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A loop that moves only when it is told to, in a time that passes only when it is told to. */
public final class SteppedLoop implements AutoCloseable {
    private static final int MOST_STEPS = 100_000;

    private long nowNs = Long.MAX_VALUE - 7_000_000L; // wraps soon, as the system's may
    private final IoLoop loop;
    private boolean inTurn;

    public SteppedLoop() {
        try {
            loop = new IoLoop(() -> nowNs, (name, durationNs) -> { });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public IoLoop loop() {
        return loop;
    }

    public long nowNs() {
        return nowNs;
    }

    /** Lets time pass; nothing happens before the next step. */
    public void advance(long ns) {
        nowNs += ns;
    }

    /** Whether the loop is in a turn: then it cannot begin another. */
    public boolean isInTurn() {
        return inTurn;
    }

    /** Makes one turn; returns whether nothing more was asked for. */
    public boolean step() {
        assertThat(inTurn).as("turn in a turn").isFalse();
        inTurn = true;
        try {
            return loop.step();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            inTurn = false;
        }
    }

    /** Makes turns until nothing more is asked for. */
    public void settle() {
        for (int i = 0; !step(); i++) {
            assertThat(i).as("turns without an end").isLessThan(MOST_STEPS);
        }
    }

    /** How many actions were submitted since the last step. */
    public int submittedActions() {
        return loop.submittedActions();
    }

    /** Nanoseconds until the next timer. */
    public long untilNextTimer() {
        return loop.timers().untilNext(nowNs);
    }

    @Override
    public void close() {
        loop.stop();
        loop.run();
    }
}

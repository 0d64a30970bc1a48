package zlink.engine.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Requests to a loop that runs, and that falls asleep whenever it has nothing to do. */
public class LoopRaces {
    private static final long TOO_LONG_NS = 2_000_000_000L;
    private static final IoLoop LOOP = started();

    private static IoLoop started() {
        try {
            IoLoop loop = new IoLoop("races", LoopRaces::daemon, (name, durationNs) -> { });
            loop.start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable target) {
        Thread thread = new Thread(target);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until a loop has done something; false if it slept over it. */
    private static boolean until(BooleanSupplier done) {
        long startNs = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - startNs > TOO_LONG_NS) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Two threads that ask for different things at the same time. */
    @JCStressTest
    @Description("What is requested of a loop is done, once, whether it was asleep or about to be.")
    @Outcome(id = "3", expect = Expect.ACCEPTABLE, desc = "both were done")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the loop sleeps beside a request, or did one twice")
    @State
    public static class RequestsAreDone {
        private final AtomicInteger done = new AtomicInteger();
        private final LoopTask task = new LoopTask(LOOP) {
            @Override
            protected void perform(int bits) {
                done.addAndGet(bits);
            }
        };

        @Actor
        public void one() {
            task.request(1);
        }

        @Actor
        public void other() {
            task.request(2);
        }

        @Arbiter
        public void look(I_Result result) {
            until(() -> done.get() >= 3);
            result.r1 = done.get();
        }
    }

    /** One request at a time, each at a moment of its own in the loop's falling asleep. */
    @JCStressTest
    @Description("A request made while the loop falls asleep wakes it.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "done")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the loop sleeps")
    @State
    public static class FallingAsleep {
        private final AtomicInteger done = new AtomicInteger();

        @Actor
        public void asks() {
            LOOP.submit(done::incrementAndGet);
        }

        @Actor
        public void looks(I_Result result) {
            result.r1 = until(() -> done.get() > 0) ? 1 : 0;
        }
    }
}

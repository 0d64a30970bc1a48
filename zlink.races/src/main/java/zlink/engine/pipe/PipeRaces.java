package zlink.engine.pipe;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;

/** What all pipes have in common; who makes what visible differs and is tested with them. */
public class PipeRaces {
    private static final ChunkPool POOL = new ChunkPool();

    private static ByteQueue queue() {
        return new ByteQueue(POOL, 1, 0);
    }

    /** The far end ends without a message. */
    @JCStressTest
    @Description("A reader that goes to sleep is told of the end, once.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it saw the end and stayed awake")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it sleeps and is told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it sleeps for ever, or is told in vain")
    @State
    public static class EndWakesReader {
        private final CountingOwner owner = new CountingOwner();
        private final QuietPipe pipe = new QuietPipe(owner, queue(), queue());

        public EndWakesReader() {
            pipe.wakeReader(); // a new pipe is asleep
            owner.reset();
        }

        @Actor
        public void reads(II_Result result) {
            result.r1 = pipe.sleepUntilReadable() ? 1 : 0;
        }

        @Actor
        public void ends() {
            pipe.tellEnd();
        }

        @Arbiter
        public void look(II_Result result) {
            result.r2 = owner.readable();
        }
    }

    /** Two that make a change at the same time. */
    @JCStressTest
    @Description("One sleep is ended once.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "told once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "pushed twice, or never")
    @State
    public static class OneWakeUpPerSleep {
        private final CountingOwner owner = new CountingOwner();
        private final QuietPipe pipe = new QuietPipe(owner, queue(), queue());

        @Actor
        public void one() {
            pipe.wakeReader();
        }

        @Actor
        public void other() {
            pipe.wakeReader();
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = owner.readable();
        }
    }

    /** Two pipes that wake up, and whoever looks for them. */
    @JCStressTest
    @Description("A pipe pushed is taken once, with the links of that moment.")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both, each once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one lost or doubled")
    @State
    public static class Stack {
        private final CountingOwner owner = new CountingOwner();
        private final PipeStack stack = new PipeStack(false);
        private final QuietPipe first = new QuietPipe(owner, queue(), queue());
        private final QuietPipe second = new QuietPipe(owner, queue(), queue());
        private int taken; // by the taker, then by the arbiter

        @Actor
        public void pushes() {
            stack.push(first);
            stack.push(second);
        }

        @Actor
        public void takes() {
            take();
        }

        private void take() {
            for (Pipe pipe = stack.takeAll(); pipe != null; pipe = stack.next(pipe)) {
                taken++;
            }
        }

        @Arbiter
        public void look(I_Result result) {
            take();
            result.r1 = taken;
        }
    }
}

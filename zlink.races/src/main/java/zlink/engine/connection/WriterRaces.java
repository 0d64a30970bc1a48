package zlink.engine.connection;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import zlink.engine.pipe.FlushCause;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.sync.SocketLock;

/** The write state, the batch's tick, and the writer's credit. */
public class WriterRaces {
    private static final int FRAME = 2 + 8;

    /** A connection that is ready, and one message. */
    abstract static class Ready {
        final QuietConnection connection = new QuietConnection().begun();
        final Writer writer = connection.writer();
        final OutgoingMessage message = new OutgoingMessage().array(new byte[8], 0, 8);
        final SocketLock sendLock = new SocketLock();

        void append() {
            sendLock.lock();
            connection.out.append(message);
            sendLock.unlock();
        }
    }

    /** A sender, which may let the queue start over, beside the loop. */
    @JCStressTest
    @Description("What was queued before somebody wanted to write it is written, by whoever writes, once.")
    @Outcome(id = "10, 0", expect = Expect.ACCEPTABLE, desc = "written once, by one at a time")
    @Outcome(expect = Expect.FORBIDDEN, desc = "left behind, doubled, or two writers at once")
    @State
    public static class NothingIsLeft extends Ready {
        @Actor
        public void sends() {
            sendLock.lock();
            connection.out.append(message);
            writer.flush(FlushCause.DIRECT, true);
            sendLock.unlock();
        }

        @Actor
        public void loops() {
            writer.flush(FlushCause.LOOP, false);
        }

        @Arbiter
        public void look(II_Result result) {
            result.r1 = (int) connection.memory.written;
            result.r2 = connection.memory.overlapped || writer.state() != WriteState.IDLE
                    || writer.bytesWritten() != FRAME || connection.out.looksUnwritten() ? 1 : 0;
            connection.discard();
        }
    }

    /** The loop closes while a sender writes. */
    @JCStressTest
    @Description("Whoever closes knows whether somebody writes, and if so is told when that is over.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "quiet at once, or told once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or neither")
    @State
    public static class ClosedWhileWriting extends Ready {
        private boolean quiet;

        @Actor
        public void sends() {
            append();
            writer.flush(FlushCause.DIRECT, false);
        }

        @Actor
        public void closes() {
            quiet = writer.close();
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = (quiet ? 1 : 0) + connection.writerReleases.get();
            connection.discard();
        }
    }

    /** The loop writes while the sender, which has no room, goes to sleep. */
    @JCStressTest
    @Description("A writer that goes to sleep is told of room, once.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it saw the room and stayed awake")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it sleeps and is told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it sleeps for ever, or is told in vain")
    @State
    public static class CreditWakesWriter extends Ready {
        public CreditWakesWriter() {
            append();
        }

        @Actor
        public void loops() {
            writer.flush(FlushCause.LOOP, false);
        }

        @Actor
        public void writes(II_Result result) {
            result.r1 = connection.pipe.sleepUntilRoom() ? 1 : 0;
        }

        @Arbiter
        public void look(II_Result result) {
            result.r2 = connection.owner.writable();
            connection.discard();
        }
    }

    /** The tick ends while a sender relies on it. */
    @JCStressTest
    @Description("A message left to the tick is looked at by it, or the tick is asked for again.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the tick goes on or begins again")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the message stays behind")
    @State
    public static class TickIsAskedFor extends Ready {
        private final BatchTick tick = new BatchTick(connection, 50_000);
        private boolean goesOn;

        public TickIsAskedFor() {
            tick.ensure();
            connection.ticks.set(0);
        }

        @Actor
        public void sends() {
            append();
            tick.ensure();
        }

        @Actor
        public void loops() {
            goesOn = tick.tick();
        }

        @Arbiter
        public void look(I_Result result) {
            boolean written = !connection.out.looksUnwritten();
            result.r1 = written || goesOn || connection.ticks.get() > 0 ? 1 : 0;
            connection.discard();
        }
    }
}

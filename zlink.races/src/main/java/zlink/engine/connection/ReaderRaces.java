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
import zlink.engine.queue.IncomingMessage;

/** The read state, and what callers and the loop leave to one another. */
public class ReaderRaces {
    private static final byte[] MESSAGE = {0, 3, 1, 2, 3};

    /** A connection that is ready, and a message that waits in its channel. */
    abstract static class Ready {
        final QuietConnection connection = new QuietConnection().begun();
        final Reader reader = connection.reader;
        final WirePipe pipe = connection.pipe;
        private final IncomingMessage incoming = new IncomingMessage();

        Ready() {
            connection.memory.unread = MESSAGE;
        }

        boolean receive() {
            if (!pipe.hasMessage()) {
                return false;
            }
            pipe.load(incoming);
            pipe.consume(incoming);
            return true;
        }

        /** Whether the loop watches, will, or need not: somebody is expected back, for whom it looks. */
        boolean isLookedAfter() {
            return switch (reader.state()) {
                case ARMED -> connection.watchesReading || connection.readWatches.get() > 0;
                case LENT -> connection.lendings.get() > 0;
                case STOPPED -> !connection.in.roomIsBack();
                case READING, CLOSED -> false;
            };
        }
    }

    /** The same with a token that was lent, and at which the loop has looked once. */
    abstract static class Lent extends Ready {
        boolean looksAgain; // the loop

        Lent() {
            connection.memory.unread = new byte[] {0};
            reader.readNow(false);
            reader.takeBackIfUnused(); // the first look sees that it was used
            connection.memory.unread = new byte[] {20};
            connection.lendings.set(0);
        }
    }

    /** The queue becomes full and is drained at the same moment: the window from which zlink comes. */
    @JCStressTest
    @Description("Reading that stops for a full queue goes on when the queue has been drained.")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "not received: stopped, and rightly")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "received: reading goes on")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the connection is deaf")
    @State
    public static class StoppedAndDrained extends Ready {
        @Actor
        public void loops() {
            reader.readable();
        }

        @Actor
        public void receives(II_Result result) {
            result.r1 = receive() ? 1 : 0;
        }

        @Arbiter
        public void look(II_Result result) {
            result.r2 = isLookedAfter() && !connection.memory.overlapped ? 1 : 0;
            connection.discard();
        }
    }

    /** Reading stopped before; its restart reads at once. */
    @JCStressTest
    @Description("A message that comes while reading is restarted is read or watched for.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "in order, and the connection is looked after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the connection is deaf, or was read by two")
    @State
    public static class Restarted extends Ready {
        private boolean first;

        public Restarted() {
            reader.readable(); // the queue is full: STOPPED
            connection.memory.unread = MESSAGE;
        }

        @Actor
        public void loops() {
            reader.readable(); // late news of the watch
            reader.listen();
        }

        @Actor
        public void receives() {
            first = receive();
        }

        @Arbiter
        public void look(II_Result result) {
            result.r1 = first ? 1 : 0;
            result.r2 = isLookedAfter() && !connection.memory.overlapped ? 1 : 0;
            connection.discard();
        }
    }

    /** A caller takes the read token, arms and waits, while the loop finds that it need not watch. */
    @JCStressTest
    @Description("An armed connection is watched by the loop, whoever armed it.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "looked after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "nobody watches")
    @State
    public static class ArmedIsWatched extends Ready {
        public ArmedIsWatched() {
            connection.memory.unread = new byte[] {0}; // half a header: no message, and room
        }

        @Actor
        public void caller() {
            reader.readNow(false);
            reader.arm();
        }

        @Actor
        public void loops() {
            reader.readable();
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = isLookedAfter() && !connection.memory.overlapped ? 1 : 0;
            connection.discard();
        }
    }

    /** The loop takes a lent token back while its caller reads once more. */
    @JCStressTest
    @Description("A lent connection is looked after by the loop.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "looked after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "nobody looks")
    @State
    public static class LentIsLookedAfter extends Lent {
        @Actor
        public void caller() {
            reader.readNow(false);
        }

        @Actor
        public void loops() {
            looksAgain = reader.takeBackIfUnused();
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = (isLookedAfter() || looksAgain) && !connection.memory.overlapped ? 1 : 0;
            connection.discard();
        }
    }

    /** A caller that stays gets its message and goes away, while the loop takes the token back. */
    @JCStressTest
    @Description("A connection that a caller looked at again and again is looked after by the loop when it stops.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "looked after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "nobody looks")
    @State
    public static class LookedAgainAndWentAway extends Lent {
        @Actor
        public void caller() {
            reader.readNow(true);
            reader.lend();
        }

        @Actor
        public void loops() {
            looksAgain = reader.takeBackIfUnused();
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = (isLookedAfter() || looksAgain) && !connection.memory.overlapped ? 1 : 0;
            connection.discard();
        }
    }

    /** The loop stops watching since callers read, while the caller arms. */
    @JCStressTest
    @Description("A connection that is armed while the loop stops watching is watched again.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "looked after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "nobody watches")
    @State
    public static class UnwatchedAndArmed extends Ready {
        public UnwatchedAndArmed() {
            for (int i = 0; i < Reader.READS_UNTIL_UNWATCHED; i++) {
                connection.memory.unread = new byte[] {1}; // of a message that does not end
                reader.readNow(false);
            }
        }

        @Actor
        public void caller() {
            reader.arm();
        }

        @Actor
        public void loops() {
            reader.lent();
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = isLookedAfter() && !connection.memory.overlapped ? 1 : 0;
            connection.discard();
        }
    }

    /** A message is read by the loop while the receiver goes to sleep. */
    @JCStressTest
    @Description("A reader that goes to sleep is told of the message, once.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it saw the message and stayed awake")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it sleeps and is told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it sleeps for ever, or is told in vain")
    @State
    public static class MessageWakesReader extends Ready {
        public MessageWakesReader() {
            pipe.gotMessages(); // a new pipe is asleep
            connection.owner.reset();
        }

        @Actor
        public void loops() {
            reader.readable();
        }

        @Actor
        public void sleeps(II_Result result) {
            result.r1 = pipe.sleepUntilReadable() ? 1 : 0;
        }

        @Arbiter
        public void look(II_Result result) {
            result.r2 = connection.owner.readable();
            connection.discard();
        }
    }

    /** The loop closes while a caller reads. */
    @JCStressTest
    @Description("Whoever closes knows whether somebody reads, and if so is told when that is over.")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "quiet at once, or told once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or neither")
    @State
    public static class ClosedWhileReading extends Ready {
        private boolean quiet;

        @Actor
        public void caller() {
            reader.readNow(false);
        }

        @Actor
        public void closes() {
            quiet = reader.close();
        }

        @Arbiter
        public void look(I_Result result) {
            result.r1 = (quiet ? 1 : 0) + connection.readerReleases.get();
            connection.discard();
        }
    }
}

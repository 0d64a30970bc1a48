package zlink.engine.inproc;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import zlink.engine.pipe.CountingOwner;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.sync.SocketLock;

/** Sleeping and waking between the two ends of an inproc link. */
public class InprocPipeRaces {
    private static final ChunkPool POOL = new ChunkPool();

    /** Two ends, one message at most each way. */
    abstract static class Link {
        final CountingOwner sender = new CountingOwner();
        final CountingOwner receiver = new CountingOwner();
        final ByteQueue forth = new ByteQueue(POOL, 1, 0);
        final ByteQueue back = new ByteQueue(POOL, 1, 0);
        final InprocPipe near = new InprocPipe(null, sender, forth, back);
        final InprocPipe far = new InprocPipe(null, receiver, back, forth);
        final SocketLock sendLock = new SocketLock();
        final OutgoingMessage message = new OutgoingMessage().array(new byte[8], 0, 8);
        final IncomingMessage incoming = new IncomingMessage();

        Link() {
            near.join(far, false);
            far.join(near, false);
            near.deliver();
        }

        /** As SendSide does. */
        void send() {
            sendLock.lock();
            near.write(message);
            sendLock.unlock();
            near.announce();
        }

        void receive() {
            far.load(incoming);
            far.consume(incoming);
        }

        void clean() {
            forth.discard();
        }
    }

    /** A message is sent while the reader goes to sleep. */
    @JCStressTest
    @Description("A reader that goes to sleep is told of the message, once.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it saw the message and stayed awake")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it sleeps and is told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it sleeps for ever, or is told in vain")
    @State
    public static class MessageWakesReader extends Link {
        public MessageWakesReader() {
            near.announce(); // a new pipe is asleep
            receiver.reset();
        }

        @Actor
        public void sends() {
            send();
        }

        @Actor
        public void reads(II_Result result) {
            result.r1 = far.sleepUntilReadable() ? 1 : 0;
        }

        @Arbiter
        public void look(II_Result result) {
            result.r2 = receiver.readable();
            clean();
        }
    }

    /** The reader takes the message while the writer, which has no room, goes to sleep. */
    @JCStressTest
    @Description("A writer that goes to sleep is told of room, once.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it saw the room and stayed awake")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it sleeps and is told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it sleeps for ever, or is told in vain")
    @State
    public static class CreditWakesWriter extends Link {
        public CreditWakesWriter() {
            send();
            far.hasMessage();
        }

        @Actor
        public void receives() {
            receive();
        }

        @Actor
        public void writes(II_Result result) {
            result.r1 = near.sleepUntilRoom() ? 1 : 0;
        }

        @Arbiter
        public void look(II_Result result) {
            result.r2 = sender.writable();
            clean();
        }
    }
}

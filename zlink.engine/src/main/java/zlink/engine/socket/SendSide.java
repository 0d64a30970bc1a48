package zlink.engine.socket;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import zlink.api.InterruptedOperationException;
import zlink.api.Message;
import zlink.api.RoutingId;
import zlink.engine.connection.WirePipe;
import zlink.engine.pipe.FlushCause;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeStack;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.sync.SocketLock;
import zlink.engine.sync.Waiters;

/**
 * Sending: the lock, the pipes that woke up, the senders that wait.
 *
 * <p>Fields without a comment are guarded by the send lock.
 */
final class SendSide {
    /** Attempts of a sender that found no room, before it parks. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

    private static final int NOWHERE = -1;

    private final SocketCore socket;
    private final Routing routing;
    private final SocketLock lock = new SocketLock();
    private final Waiters waiters = new Waiters();         // lock-free
    private final PipeStack writable = new PipeStack(true); // lock-free
    private final OutgoingMessage outgoing = new OutgoingMessage();
    private final SendPace pace = new SendPace(System.nanoTime());
    private Pipe left;        // a pipe that this turn left unannounced, or one of an earlier turn
    private boolean leftNow;  // in this turn
    private Pipe[] dirty = new Pipe[4]; // pipes that may hold a batch, each once
    private boolean mayStay;  // whether the sender of this turn has time to wait
    private Pipe stayingWith; // where it keeps the write token, for after this turn
    private int dirtyCount; // also read without the lock, as a hint

    SendSide(SocketCore socket, Routing routing) {
        this.socket = socket;
        this.routing = routing;
    }

    // ---- sending ----------------------------------------------------------------------------------------------------

    boolean send(RoutingId to, byte[] array, int offset, int length, long timeoutNs) {
        lock.lock();
        boolean done;
        try {
            done = attempt(outgoing.array(array, offset, length).to(to), timeoutNs);
        } finally {
            unlock();
        }
        return done || timeoutNs != 0 && sendLater(message -> message.array(array, offset, length).to(to), timeoutNs);
    }

    boolean send(RoutingId to, ByteBuffer buffer, long timeoutNs) {
        lock.lock();
        boolean done;
        try {
            done = attempt(outgoing.buffer(buffer).to(to), timeoutNs);
        } finally {
            unlock();
        }
        done = done || timeoutNs != 0 && sendLater(message -> message.buffer(buffer).to(to), timeoutNs);
        if (done) {
            buffer.position(buffer.limit());
        }
        return done;
    }

    boolean send(RoutingId to, Message message, long timeoutNs) {
        lock.lock();
        boolean done;
        try {
            done = attempt(outgoing.message(message).to(to), timeoutNs);
        } finally {
            unlock();
        }
        return done || timeoutNs != 0 && sendLater(filled -> filled.message(message).to(to), timeoutNs);
    }

    private boolean attempt(OutgoingMessage message, long timeoutNs) {
        socket.ensureOpen();
        mayStay = timeoutNs >= WirePipe.LONGEST_STAY_NS;
        notice();
        return routing.route(message);
    }

    private boolean sendLater(Consumer<OutgoingMessage> filler, long timeoutNs) {
        long deadlineNs = Deadlines.after(timeoutNs);
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
            if (!writable.isEmpty() && attemptAgain(filler, timeoutNs)) {
                return true;
            }
        }
        Waiters.Waiter waiter = waiters.enrol();
        boolean sent = false;
        try {
            for (;;) {
                sent = attemptAgain(filler, timeoutNs);
                if (sent) {
                    return true;
                }
                flushDirty();
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedOperationException("interrupted while sending through " + socket);
                }
                if (Deadlines.passed(deadlineNs)) {
                    return false;
                }
                waiter.park(deadlineNs);
                waiter.again();
            }
        } finally {
            waiters.leave(waiter, sent);
        }
    }

    private boolean attemptAgain(Consumer<OutgoingMessage> filler, long timeoutNs) {
        lock.lock();
        try {
            filler.accept(outgoing);
            return attempt(outgoing, timeoutNs);
        } finally {
            unlock();
        }
    }

    boolean prepare() {
        lock.lock();
        try {
            notice();
            return routing.canRoute();
        } finally {
            unlock();
        }
    }

    // ---- under the lock ---------------------------------------------------------------------------------------------

    void lock() {
        lock.lock();
    }

    /** Gives the lock back, a full fence, then announces what was left, and goes on writing where it stays. */
    void unlock() {
        outgoing.clear();
        pace.turnEnds();
        Pipe unannounced = null;
        if (leftNow) {
            unannounced = left;
            leftNow = false;
        }
        mayStay = false;
        Pipe unwritten = stayingWith;
        if (unwritten != null) {
            stayingWith = null;
        }
        lock.unlock();
        if (unannounced != null) {
            unannounced.announce();
        }
        if (unwritten != null) {
            unwritten.stay();
        }
    }

    /** Leaves a pipe to be announced after the turn; with several in one turn, all but the first are at once. */
    void published(Pipe pipe) {
        if (!leftNow) {
            leftNow = true;
            if (left != pipe) { // mostly the same: storing a reference costs the collector's barrier
                left = pipe;
            }
        } else if (left != pipe) {
            VarHandle.fullFence(); // before the announcement, as in unlock: SyncRaces.UnlockIsAFullFence
            pipe.announce();
        }
    }

    /** A pipe is gone. */
    void forget(Pipe pipe) {
        if (left == pipe) {
            left = null;
            leftNow = false;
        }
        int index = pipe.dirtyIndex();
        if (index != NOWHERE) {
            Pipe last = dirty[--dirtyCount];
            dirty[dirtyCount] = null;
            if (last != pipe) {
                dirty[index] = last;
                last.dirtyIndex(index);
            }
            pipe.dirtyIndex(NOWHERE);
        }
    }

    private void notice() {
        Pipe pipe = writable.takeAll();
        while (pipe != null) {
            Pipe below = writable.next(pipe);
            routing.writable(pipe);
            pipe = below;
        }
    }

    boolean isQuiet(long nowNs, long bytes) {
        return pace.isQuiet(nowNs, bytes);
    }

    boolean mayStay() {
        return mayStay;
    }

    void staysWith(Pipe pipe) {
        stayingWith = pipe;
    }

    boolean isDueToLook() {
        return pace.isDueToLook();
    }

    void wrote(long nowNs) {
        pace.wrote(nowNs);
    }

    void leftUnflushed(Pipe pipe) {
        if (pipe.dirtyIndex() == NOWHERE) {
            if (dirtyCount == dirty.length) {
                dirty = Arrays.copyOf(dirty, 2 * dirtyCount);
            }
            dirty[dirtyCount] = pipe;
            pipe.dirtyIndex(dirtyCount++);
        }
        published(pipe);
    }

    /** Hands on what batches hold, for a thread that is about to wait. Takes the lock. */
    void flushDirty() {
        if (dirtyCount == 0) {
            return; // racy: another thread's batch has its tick
        }
        lock.lock();
        try {
            for (int i = 0; i < dirtyCount; i++) {
                Pipe pipe = dirty[i];
                dirty[i] = null;
                pipe.dirtyIndex(NOWHERE);
                if (pipe.hasUnflushed()) {
                    pipe.flush(FlushCause.BEFORE_WAIT);
                }
            }
            dirtyCount = 0;
        } finally {
            unlock();
        }
    }

    // ---- any thread -------------------------------------------------------------------------------------------------

    void becameWritable(Pipe pipe) {
        writable.push(pipe);
        waiters.wakeAll();
    }

    void wakeAll() {
        waiters.wakeAll();
    }
}

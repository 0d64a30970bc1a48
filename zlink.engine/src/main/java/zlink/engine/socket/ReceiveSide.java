package zlink.engine.socket;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import zlink.api.InterruptedOperationException;
import zlink.api.SocketStateException;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeStack;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.sync.SocketLock;
import zlink.engine.sync.Waiters;

/**
 * Receiving: the lock, the pipes that woke up, the receivers that wait.
 *
 * <p>One receiver at a time looks, reads the transport and spins, with the lock; the others wait for the lock. When
 * nothing came for a while it puts the pipes to sleep, lets go of the lock and parks. Fields without a comment are
 * guarded by the lock.
 *
 * <p><b>Who waits for several things must not wait for the lock.</b> A user's handler runs with it, for as long as it
 * likes, and may itself ask. So a poller, a future or a publisher that finds the lock taken leaves a note and tries
 * once more; if that is in vain as well, it goes away with nothing found. Whoever gives the lock back, a full fence,
 * looks for the note afterwards, takes it away and calls the listeners, whether or not anything is left to read: they
 * ask again, and then find a message or put everything to sleep.
 *
 * <p>No wake-up is lost: the second attempt fails only if somebody holds the lock then, so that one gives it back after
 * the note was left, and sees it unless another has taken it; who took it calls the listeners afterwards, that is,
 * after they asked. A listener that is called between its question and the answer remembers that, and asks again. A
 * note is good for one call, and without a new question there is no new note, so nobody spins while a handler runs. Who
 * takes the lock at the second attempt leaves the note where it is, since others may rely on it; that costs one call
 * too many. Where no handler runs, the lock is worth a moment before a note is left: its holders are brief, and two
 * pollers that look at one socket at the same time would otherwise call each other again and again.
 */
final class ReceiveSide {
    /** With more peers than this a caller does not read for itself: it cannot know whom to read. */
    static final int READ_AT_MOST = 4;

    /** Where who asks while the lock is taken could miss that it is given back; tests step in here. */
    enum Gap { BEFORE_ASKING, BEFORE_TRYING_AGAIN, BEFORE_GIVING_UP }

    private final SocketCore socket;
    private final Routing routing;
    private final Consumer<Gap> gaps;
    private final SocketLock lock = new SocketLock();
    private final Waiters waiters = new Waiters();           // lock-free
    private final PipeStack readable = new PipeStack(false); // lock-free
    private final AtomicBoolean asked = new AtomicBoolean(); // the note that listeners leave; any thread
    private final IncomingMessage incoming = new IncomingMessage();
    private final SpinBudget budget = new SpinBudget(Runtime.getRuntime().availableProcessors() > 1);
    private volatile boolean abandoned; // set once, when the socket is closed
    private Thread handling; // who runs a user's handler with the lock; racy: others take it for a hint

    ReceiveSide(SocketCore socket, Routing routing) {
        this(socket, routing, gap -> { });
    }

    ReceiveSide(SocketCore socket, Routing routing, Consumer<Gap> gaps) {
        this.socket = socket;
        this.routing = routing;
        this.gaps = gaps;
    }

    /**
     * Waits for a message and loads it.
     *
     * @return whether one is loaded: then the caller holds the lock until {@link #done} or {@link #keep}
     */
    boolean await(long timeoutNs) {
        long deadlineNs = Deadlines.NONE;
        if (!lock.tryLock()) {
            if (handling == Thread.currentThread()) {
                throw new SocketStateException("receive from inside a message handler of the same socket, " + socket);
            }
            deadlineNs = Deadlines.after(timeoutNs);
            if (!lock.tryLock(deadlineNs)) {
                checkInterrupt();
                return false;
            }
        }
        boolean loaded = false;
        try {
            socket.ensureOpen();
            routing.checkReceive();
            loaded = find() || (timeoutNs == 0 ? lookOnce() : spin(timeoutNs));
        } finally {
            if (!loaded) {
                unlock();
            }
        }
        if (loaded || timeoutNs == 0) {
            return loaded;
        }
        return park(deadlineNs == Deadlines.NONE ? Deadlines.after(timeoutNs) : deadlineNs);
    }

    /**
     * Loads a message if one is there and nobody has the lock, the calling thread's own handler included; otherwise
     * {@link #prepare} tells what to wait for.
     *
     * @return as {@link #await}
     */
    boolean poll() {
        socket.ensureOpen();
        return handling != Thread.currentThread() && await(0);
    }

    /** The message loaded, while the lock is held. */
    IncomingMessage incoming() {
        return incoming;
    }

    /** The message has been received: takes it, and lets go of the lock. */
    void done() {
        boolean wakeAnother = false;
        try {
            routing.taken(incoming);
            if (waiters.any()) {
                // Others wait: either there is more for them, or everything must be asleep again to be told of.
                wakeAnother = socket.isClosed() || find() || !sleep();
            }
        } finally {
            unlock();
            if (wakeAnother) {
                waiters.wakeOne();
            }
        }
    }

    /** The message could not be received and stays the next one: lets go of the lock. */
    void keep() {
        unlock();
        waiters.wakeOne();
    }

    /** The message loaded is about to be shown to user code, which runs with the lock. */
    void showing() {
        routing.showing(incoming);
        handling = Thread.currentThread();
    }

    /** The user code has returned: takes the message, and lets go of the lock. */
    void shown() {
        handling = null;
        done();
    }

    /**
     * Whether a message is there; if not, or if somebody has the lock, listeners will be told when to ask again. Never
     * parks, and does not wait for a handler.
     */
    boolean prepare() {
        if (!(handling == null ? lock.tryLockBriefly() : lock.tryLock())) {
            gaps.accept(Gap.BEFORE_ASKING);
            asked.set(true);
            gaps.accept(Gap.BEFORE_TRYING_AGAIN);
            if (!lock.tryLock()) {
                gaps.accept(Gap.BEFORE_GIVING_UP);
                return false;
            }
        }
        try {
            return find() || lookOnce() || !sleep();
        } finally {
            unlock();
        }
    }

    private void unlock() {
        lock.unlock();
        answer();
        if (abandoned) {
            discardIfFree();
        }
    }

    /** After the lock was given back: calls those who asked meanwhile. */
    private void answer() {
        if (asked.get() && asked.getAndSet(false)) {
            socket.tellReceivable();
        }
    }

    /** The socket is closed: what nobody has received goes back, after whoever is looking at a message has done so. */
    void discardUnread() {
        abandoned = true;
        discardIfFree();
    }

    private void discardIfFree() {
        if (lock.tryLock()) { // otherwise whoever has it looks at abandoned when it lets go
            try {
                socket.peers().discardUnread();
            } finally {
                lock.unlock();
                answer();
            }
        }
    }

    // ---- with the lock ----------------------------------------------------------------------------------------------

    private boolean find() {
        socket.ensureOpen();
        Pipe pipe = readable.takeAll();
        while (pipe != null) {
            Pipe below = readable.next(pipe);
            routing.readable(pipe);
            pipe = below;
        }
        return routing.next(incoming);
    }

    /**
     * Reads the transport for some pipes; returns whether messages came.
     *
     * @param staying whether this thread looks again soon, or ends it by {@link #stopLooking}
     */
    private boolean look(Pipe[] pipes, boolean staying) {
        boolean came = false;
        for (Pipe pipe : pipes) {
            came |= pipe.pull(staying);
        }
        return came || !readable.isEmpty();
    }

    /** Looks for a message that has come, and loads it; for a thread that does not look again. */
    private boolean lookOnce() {
        return look(socket.lookedAt(), false) && find();
    }

    /** Looks again and again for a short time, letting others run in between: perhaps the one it waits for. */
    private boolean spin(long timeoutNs) {
        socket.flushBeforeWait();
        long startNs = System.nanoTime();
        long limitNs = Math.min(budget.begin(startNs), timeoutNs);
        if (limitNs == 0) {
            return lookOnce();
        }
        Pipe[] pipes = socket.lookedAt(); // the same until the end, whoever comes meanwhile
        long nowNs = startNs;
        boolean found = false;
        try {
            while (!found && nowNs - startNs < limitNs) {
                look(pipes, true);
                found = find();
                if (!found) {
                    Thread.yield();
                }
                nowNs = System.nanoTime();
            }
        } finally {
            stopLooking(pipes, found);
        }
        if (found) {
            budget.came(nowNs, incoming.bodyBytes());
        } else {
            budget.failed();
        }
        return found;
    }

    private void stopLooking(Pipe[] pipes, boolean found) {
        for (Pipe pipe : pipes) {
            if (found) {
                pipe.lend();
            } else {
                pipe.arm();
            }
        }
    }

    private boolean sleep() {
        if (!routing.sleep() || !readable.isEmpty()) {
            return false;
        }
        for (Pipe pipe : socket.lookedAt()) {
            pipe.arm();
        }
        incoming.forget();
        return true;
    }

    // ---- without the lock -------------------------------------------------------------------------------------------

    private boolean park(long deadlineNs) {
        Waiters.Waiter waiter = waiters.enrol();
        boolean loaded = false;
        try {
            for (;;) {
                if (!lock.tryLock(deadlineNs)) {
                    checkInterrupt();
                    return false;
                }
                try {
                    do {
                        loaded = find();
                    } while (!loaded && !sleep());
                } finally {
                    if (!loaded) {
                        unlock();
                    }
                }
                if (loaded) {
                    budget.came(System.nanoTime(), incoming.bodyBytes());
                    return true;
                }
                checkInterrupt();
                if (Deadlines.passed(deadlineNs)) {
                    return false;
                }
                waiter.park(deadlineNs);
                waiter.again();
            }
        } finally {
            waiters.leave(waiter, loaded);
        }
    }

    private void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedOperationException("interrupted while receiving from " + socket);
        }
    }

    void becameReadable(Pipe pipe) {
        readable.push(pipe);
        waiters.wakeOne();
    }

    void wakeOne() {
        waiters.wakeOne();
    }

    void wakeAll() {
        waiters.wakeAll();
    }
}

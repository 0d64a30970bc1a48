package zlink.engine.socket;

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
 */
final class ReceiveSide {
    /** With more peers than this a caller does not read for itself: it cannot know whom to read. */
    static final int READ_AT_MOST = 4;

    private static final boolean SPINS = Runtime.getRuntime().availableProcessors() > 1;
    private static final long LONGEST_SPIN_NS = 50_000;
    private static final long SHORTEST_SPIN_NS = 2_000;
    private static final int EAGER_LOOKS = 16;
    private static final int HINTS_BETWEEN_LOOKS = 64;

    private final SocketCore socket;
    private final Routing routing;
    private final SocketLock lock = new SocketLock();
    private final Waiters waiters = new Waiters();           // lock-free
    private final PipeStack readable = new PipeStack(false); // lock-free
    private final IncomingMessage incoming = new IncomingMessage();
    private long spinNs = SHORTEST_SPIN_NS * 4; // adapts: long while waiting pays, short when it does not
    private volatile boolean abandoned; // set once, when the socket is closed
    private Thread handling; // who runs a user's handler with the lock; racy: a thread looks only for itself

    ReceiveSide(SocketCore socket, Routing routing) {
        this.socket = socket;
        this.routing = routing;
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
            loaded = find() || (timeoutNs == 0 ? look() && find() : spin(timeoutNs));
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

    /** Whether a message is there; if not, everything is asleep and armed so that the next one will be told of. */
    boolean prepare() {
        lock.lock();
        try {
            return find() || look() && find() || !sleep();
        } finally {
            unlock();
        }
    }

    private void unlock() {
        lock.unlock();
        if (abandoned) {
            discardIfFree();
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

    /** Reads the transport if this socket has few enough peers; returns whether messages came. */
    private boolean look() {
        Pipe[] pipes = socket.pipes();
        if (pipes.length > READ_AT_MOST) {
            return !readable.isEmpty();
        }
        boolean came = false;
        for (Pipe pipe : pipes) {
            came |= pipe.pull();
        }
        return came || !readable.isEmpty();
    }

    /** Looks again and again for a short time, at once at first, politely then. */
    private boolean spin(long timeoutNs) {
        socket.flushBeforeWait();
        if (!SPINS) {
            return look() && find();
        }
        long startNs = System.nanoTime();
        long limitNs = Math.min(spinNs, timeoutNs);
        int looks = 0;
        do {
            look();
            if (find()) {
                spinPaid();
                return true;
            }
            if (++looks > EAGER_LOOKS) {
                for (int i = 0; i < HINTS_BETWEEN_LOOKS; i++) {
                    Thread.onSpinWait();
                }
            }
        } while (System.nanoTime() - startNs < limitNs);
        spinNs = Math.max(SHORTEST_SPIN_NS, spinNs / 2);
        return false;
    }

    private void spinPaid() {
        spinNs = Math.min(LONGEST_SPIN_NS, 2 * spinNs);
    }

    private boolean sleep() {
        if (!routing.sleep() || !readable.isEmpty()) {
            return false;
        }
        Pipe[] pipes = socket.pipes();
        if (pipes.length <= READ_AT_MOST) {
            for (Pipe pipe : pipes) {
                pipe.arm();
            }
        }
        incoming.forget();
        return true;
    }

    // ---- without the lock -------------------------------------------------------------------------------------------

    private boolean park(long deadlineNs) {
        long startNs = System.nanoTime();
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
                    if (System.nanoTime() - startNs < LONGEST_SPIN_NS) {
                        spinPaid(); // a little longer, and there would have been no need to park
                    }
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

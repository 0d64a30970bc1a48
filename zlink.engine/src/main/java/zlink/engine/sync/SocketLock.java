package zlink.engine.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The lock of one side of a socket: one compare-and-set to take, one exchange to give back; waiters park.
 *
 * <p>State: 0 free, 1 held, 2 held and somebody may be parked. A waiter announces itself in the queue, then sets 2
 * while it tries; whoever gives back and finds 2 wakes the head of the queue. So a parked waiter is always preceded
 * by a holder that will see 2. Giving back is a full fence: what callers check right afterwards (is the reader
 * asleep?) needs no other. Not reentrant; barging is allowed, since holders are brief. Tested by SyncRaces in
 * zlink.races.
 */
public final class SocketLock {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(SocketLock.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int CONTENDED = 2;
    private static final int SPINS = 64;

    private volatile int state; // through STATE
    private final ConcurrentLinkedQueue<Thread> parked = new ConcurrentLinkedQueue<>();

    /** Takes the lock, however long it takes; an interrupt is kept for the caller to see. */
    public void lock() {
        if (!STATE.compareAndSet(this, FREE, HELD)) {
            acquire(Long.MAX_VALUE, false);
        }
    }

    /** Takes the lock if that needs no waiting. */
    public boolean tryLock() {
        return STATE.compareAndSet(this, FREE, HELD);
    }

    /** Takes the lock if it is free or becomes so within a moment; never parks. */
    public boolean tryLockBriefly() {
        return STATE.compareAndSet(this, FREE, HELD) || spin();
    }

    /**
     * Takes the lock, waiting at most until a time.
     *
     * @param deadlineNs as of {@link System#nanoTime}, or {@link Long#MAX_VALUE} for no limit
     * @return whether it was taken; not if the time came or the thread was interrupted, whose flag stays set
     */
    public boolean tryLock(long deadlineNs) {
        return STATE.compareAndSet(this, FREE, HELD) || acquire(deadlineNs, true);
    }

    /** Gives the lock back; a full fence. */
    public void unlock() {
        if ((int) STATE.getAndSet(this, FREE) == CONTENDED) {
            Thread head = parked.peek();
            if (head != null) {
                LockSupport.unpark(head);
            }
        }
    }

    private boolean spin() {
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
            if (state == FREE && STATE.compareAndSet(this, FREE, HELD)) {
                return true;
            }
        }
        return false;
    }

    private boolean acquire(long deadlineNs, boolean interruptible) {
        if (spin()) {
            return true;
        }
        Thread self = Thread.currentThread();
        boolean interrupted = false;
        parked.add(self);
        boolean taken;
        while (!(taken = (int) STATE.getAndSet(this, CONTENDED) == FREE)) {
            if (interruptible && self.isInterrupted()) {
                break;
            }
            if (deadlineNs == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                long left = deadlineNs - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                LockSupport.parkNanos(this, left);
            }
            if (!interruptible && Thread.interrupted()) {
                interrupted = true; // park would return at once for as long as the flag is set
            }
        }
        parked.remove(self);
        if (!taken) {
            // We may have been the one that was woken, and whoever took the lock since then without waiting knows of
            // nobody who waits: the next in line has to look, and to set 2 if it is in vain.
            Thread head = parked.peek();
            if (head != null) {
                LockSupport.unpark(head);
            }
        }
        if (interrupted) {
            self.interrupt();
        }
        return taken;
    }
}

package zlink.engine.sync;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that wait for something to happen to a socket.
 *
 * <p>The waiter enrols, looks again, and only then parks; the notifier makes its change visible with a full fence
 * and then looks for waiters. One of the two always sees the other, so no wake-up is lost. A waiter that was woken
 * and leaves without having used it (time-out, interrupt) passes the wake-up on, also if it stands in line again but
 * has not looked since. Tested by SyncRaces in zlink.races.
 */
public final class Waiters {
    private final AtomicInteger enrolled = new AtomicInteger();
    private final ConcurrentLinkedDeque<Waiter> queue = new ConcurrentLinkedDeque<>();

    /** Announces that the calling thread is about to look and then to park. Always paired with {@link #leave}. */
    public Waiter enrol() {
        Waiter waiter = new Waiter(Thread.currentThread());
        queue.add(waiter);
        enrolled.incrementAndGet();
        return waiter;
    }

    /** Ends the waiting; {@code satisfied} says whether the caller got what it waited for. */
    public void leave(Waiter waiter, boolean satisfied) {
        enrolled.decrementAndGet();
        boolean inLine = queue.remove(waiter);
        if (!satisfied && (!inLine || waiter.owesLook)) {
            wakeOne();
        }
    }

    /** Wakes one waiter, if there is any. Preceded by a full fence, see {@link Waiters}. */
    public void wakeOne() {
        if (enrolled.get() != 0) {
            Waiter waiter = queue.poll();
            if (waiter != null) {
                waiter.wake();
            }
        }
    }

    /** Wakes all waiters. Preceded by a full fence, see {@link Waiters}. */
    public void wakeAll() {
        if (enrolled.get() != 0) {
            for (Waiter waiter = queue.poll(); waiter != null; waiter = queue.poll()) {
                waiter.wake();
            }
        }
    }

    /** Whether anybody waits. */
    public boolean any() {
        return enrolled.get() != 0;
    }

    /** One waiting thread. */
    public final class Waiter {
        private final Thread thread;
        private volatile boolean woken; // set once per enrolment by whoever wakes, cleared by the waiter
        private boolean owesLook; // the waiter's own: woken and not parked since, so perhaps it has not looked

        private Waiter(Thread thread) {
            this.thread = thread;
        }

        /**
         * Parks until woken, until a time, or until interrupted, after a look in vain; {@link #again} follows.
         *
         * @param deadlineNs as of {@link System#nanoTime}, or {@link Long#MAX_VALUE} for no limit
         */
        public void park(long deadlineNs) {
            owesLook = false;
            if (!woken) {
                if (deadlineNs == Long.MAX_VALUE) {
                    LockSupport.park(Waiters.this);
                } else {
                    long left = deadlineNs - System.nanoTime();
                    if (left > 0) {
                        LockSupport.parkNanos(Waiters.this, left);
                    }
                }
            }
        }

        /** Stands in line again after a wake-up, before looking again. */
        public void again() {
            if (woken) {
                woken = false;
                owesLook = true;
                queue.add(this);
            }
        }

        /** Whether {@link #park} would return at once. */
        boolean isWoken() {
            return woken;
        }

        private void wake() {
            woken = true;
            LockSupport.unpark(thread);
        }
    }
}

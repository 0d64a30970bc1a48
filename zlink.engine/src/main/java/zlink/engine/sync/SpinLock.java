package zlink.engine.sync;

import java.util.concurrent.atomic.AtomicBoolean;

/** Guards a handful of instructions that never wait; not reentrant. Tested by SyncRaces in zlink.races. */
public final class SpinLock {
    private final AtomicBoolean held = new AtomicBoolean();

    /** Acquires the lock. */
    public void lock() {
        for (int spins = 0; !held.compareAndSet(false, true); spins++) {
            if (spins < 100) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // the holder was descheduled: give it the core
            }
        }
    }

    /** Releases the lock. */
    public void unlock() {
        held.setRelease(false);
    }
}

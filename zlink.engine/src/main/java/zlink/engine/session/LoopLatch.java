package zlink.engine.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for what an I/O loop does in its next turns. A turn is short; an interrupt waits for it. */
final class LoopLatch {
    /** How long to wait for a loop that does not come round: far longer than any turn. */
    private static final long PATIENCE_NS = 1_000_000_000L;

    private LoopLatch() { }

    /** Not on the loop itself. */
    static void await(CountDownLatch latch) {
        boolean interrupted = false;
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        try {
            while (latch.getCount() > 0 && deadlineNs - System.nanoTime() > 0) {
                try {
                    if (latch.await(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

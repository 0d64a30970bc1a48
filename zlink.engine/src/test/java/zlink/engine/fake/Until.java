package zlink.engine.fake;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits that give up. */
public final class Until {
    private static final long LONGEST_NS = Duration.ofSeconds(8).toNanos();

    private Until() { }

    /** Waits for what nobody signals; gives its core away meanwhile. */
    public static void holds(String what, BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > LONGEST_NS) {
                throw new AssertionError("waited in vain: " + what);
            }
            Thread.yield();
        }
    }

    /** Waits until a thread is parked or has ended. */
    public static void parked(Thread thread) {
        holds(thread + " parks", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        });
    }

    public static void ended(Thread thread) throws InterruptedException {
        thread.join(TimeUnit.NANOSECONDS.toMillis(LONGEST_NS));
        if (thread.isAlive()) {
            throw new AssertionError(thread + " does not end");
        }
    }

    public static void open(CountDownLatch latch) {
        try {
            if (!latch.await(LONGEST_NS, TimeUnit.NANOSECONDS)) {
                throw new AssertionError("waited in vain for a latch");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T item = queue.poll(LONGEST_NS, TimeUnit.NANOSECONDS);
        if (item == null) {
            throw new AssertionError("waited in vain for an item");
        }
        return item;
    }

    public static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LONGEST_NS, TimeUnit.NANOSECONDS);
    }
}

package zlink.engine.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;

/** Threads that a test starts, and what became of them. */
public final class Crew {
    /** Far more than any of them needs: who is not done by then waits for something that will not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What a thread does. */
    public interface Work {
        /** Does it; what it throws fails the test. */
        void run() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Starts a thread. */
    public Thread start(Work work) {
        return start(new Thread(task(work)));
    }

    /** Starts a thread made by the test, which runs {@link #task}. */
    Thread start(Thread thread) {
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    Runnable task(Work work) {
        return () -> {
            try {
                work.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        };
    }

    /** Starts several threads, which begin at the same moment. */
    public void startTogether(Work... works) {
        CyclicBarrier barrier = new CyclicBarrier(works.length);
        for (Work work : works) {
            start(() -> {
                barrier.await();
                work.run();
            });
        }
    }

    /** Waits for all threads and passes on what they threw. */
    public void join() throws InterruptedException {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            while (thread.isAlive() && failures.isEmpty()) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new AssertionError(thread + " still waits: " + Arrays.toString(thread.getStackTrace()));
                }
                thread.join(100);
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a thread failed", failures.peek());
        }
    }

    /** Waits until a thread waits. */
    static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            if (!thread.isAlive()) {
                throw new AssertionError(thread + " is gone");
            }
            Thread.yield();
        }
    }

    /** Lets the other threads go on, in one of the ways that threads do. */
    public static void breathe(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> Thread.yield();
            case 1 -> Thread.onSpinWait();
            default -> { }
        }
    }
}

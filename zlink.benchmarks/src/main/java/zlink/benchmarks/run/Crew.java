package zlink.benchmarks.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Does work on threads of its own, so that whoever asked for it never waits longer than he wants to.
 *
 * <p>The threads are daemons: one that never comes back does not keep the program alive.
 */
public final class Crew {
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>(); // the supervising thread only
    private final Runnable tick;
    private final ThreadFactory factory;

    /**
     * Makes a crew without members.
     *
     * @param tick called by the supervising thread every now and then while it waits; what it throws ends the waiting
     */
    public Crew(Runnable tick) {
        this(tick, Thread::new);
    }

    /**
     * Makes a crew without members.
     *
     * @param tick as above
     * @param factory makes the members' threads
     */
    public Crew(Runnable tick, ThreadFactory factory) {
        this.tick = tick;
        this.factory = factory;
    }

    /** What a member does. */
    @FunctionalInterface
    public interface Task {
        /** Does it; whatever it throws is the outcome. */
        void run() throws Exception;
    }

    private record Finished(String name, Optional<Throwable> failure) { }

    /** Starts a member. */
    public void start(String name, Task task) {
        Thread thread = factory.newThread(() -> finished.add(new Finished(name, outcome(task))));
        thread.setName(name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static Optional<Throwable> outcome(Task task) {
        try {
            task.run();
            return Optional.empty();
        } catch (Throwable failure) { // whatever it is, it is the run's outcome
            return Optional.of(failure);
        }
    }

    /**
     * Waits until all members have finished.
     *
     * @param deadlineNs the {@link System#nanoTime} at which waiting ends
     * @throws RunFailedException if one has failed, or some are not finished in time
     */
    public void await(long deadlineNs) throws RunFailedException, InterruptedException {
        int working = threads.size();
        while (working > 0) {
            long leftNs = deadlineNs - System.nanoTime();
            if (leftNs <= 0) {
                throw new RunFailedException("not finished in time: " + String.join(" and ", names()));
            }
            Finished member = finished.poll(Math.min(leftNs, TICK_NS), TimeUnit.NANOSECONDS);
            tick.run();
            if (member != null) {
                working--;
                if (member.failure().isPresent()) {
                    Throwable failure = member.failure().get();
                    String what = failure instanceof WrongMessageException ? failure.getMessage() : failure.toString();
                    throw new RunFailedException(member.name() + ": " + what, failure);
                }
            }
        }
    }

    /** Interrupts those who still work and waits for them; returns the names of those who do not even then end. */
    public List<String> dismiss(Duration patience) throws InterruptedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            thread.join(Math.max(1, leftMs));
        }
        return names();
    }

    /** The names of those who still work. */
    private List<String> names() {
        return threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }
}

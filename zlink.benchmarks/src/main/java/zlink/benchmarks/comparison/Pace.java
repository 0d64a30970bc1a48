package zlink.benchmarks.comparison;

import java.time.Duration;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;

/** Warms a worker up and finds out how many messages it needs for a measurement of the wanted length. */
final class Pace {
    private static final int FIRST_MESSAGES = 100;
    private static final int FASTEST_GROWTH = 10;
    private static final int MOST_MESSAGES = 200_000_000;
    private static final int MOST_WARM_UPS = 50;
    /** Without a high-water mark all of it may be in memory at once. */
    private static final long MOST_BYTES_UNBOUNDED = 256L << 20;

    private final Duration run;
    private final Duration warmUp;

    Pace(Duration run, Duration warmUp) {
        this.run = run;
        this.warmUp = warmUp;
    }

    /** Who follows orders. */
    @FunctionalInterface
    interface Follower {
        Outcome perform(Order order) throws WorkerFailedException, InterruptedException;
    }

    /** Warms up; returns the order for each round. */
    Order find(Follower follower, Setup setup, Task task) throws WorkerFailedException, InterruptedException {
        int messages = task.kind() == Task.Kind.RATE ? forRate(setup, task) : FIRST_MESSAGES;
        long spentNs = 0;
        for (int i = 0; i < MOST_WARM_UPS && spentNs < warmUpNs(task); i++) {
            Outcome outcome = follower.perform(new Order(setup, task, messages));
            spentNs += outcome.elapsedNs();
            if (task.kind() != Task.Kind.RATE) {
                messages = next(messages, outcome, setup);
            }
        }
        return new Order(setup, task, messages);
    }

    /** What comes after the throughput meets warm code; a rate is warm after a measurement of its own. */
    private long warmUpNs(Task task) {
        return switch (task.kind()) {
            case THROUGHPUT -> warmUp.toNanos();
            case ECHO -> Math.min(warmUp.toNanos(), run.toNanos());
            case RATE -> 1;
        };
    }

    private int next(int messages, Outcome outcome, Setup setup) {
        double forRun = outcome.perSecond() / setup.pairs() * run.toNanos() / 1e9;
        double grown = Math.min(forRun, (double) messages * FASTEST_GROWTH);
        return (int) Math.max(1, Math.min(grown, most(setup)));
    }

    private int forRate(Setup setup, Task task) {
        double forRun = (double) task.perSecond() / setup.pairs() * run.toNanos() / 1e9;
        return (int) Math.max(FIRST_MESSAGES, Math.min(forRun, most(setup)));
    }

    private static long most(Setup setup) {
        return setup.highWaterMark() > 0 ? MOST_MESSAGES
                : Math.max(1, MOST_BYTES_UNBOUNDED / setup.cell().bytes() / setup.pairs());
    }
}

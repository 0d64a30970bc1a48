package zlink.benchmarks.comparison;

import java.time.Duration;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.worker.WorkerFailedException;

/** Warms a worker up and finds out how many messages it needs for a measurement of the wanted length. */
final class Pace {
    private static final int FIRST_MESSAGES = 100;
    private static final int FASTEST_GROWTH = 10;
    private static final int MOST_MESSAGES = 200_000_000;
    private static final int MOST_WARM_UPS = 30;
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

    /**
     * What was found.
     *
     * @param order for each round
     * @param perSecond the messages per second of the last warm-up
     */
    record Found(Order order, double perSecond) { }

    /** Warms up until the time for that is over and a measurement takes about as long as it should. */
    Found find(Follower follower, Setup setup, Task task) throws WorkerFailedException, InterruptedException {
        boolean atRate = task.kind() == Task.Kind.RATE;
        Order order = new Order(setup, task, atRate ? forRate(setup, task) : FIRST_MESSAGES);
        Outcome outcome = follower.perform(order);
        long spentNs = spentNs(outcome);
        for (int i = 1; i < MOST_WARM_UPS && !atRate && (spentNs < warmUpNs(task) || isShort(outcome)); i++) {
            order = adjusted(order, outcome);
            outcome = follower.perform(order);
            spentNs += spentNs(outcome);
        }
        return new Found(atRate ? order : adjusted(order, outcome), outcome.perSecond());
    }

    /** Time in which nothing was computed, since others had the processors, has warmed nothing up. */
    private static long spentNs(Outcome outcome) {
        return Math.min(outcome.elapsedNs(), outcome.cpuNs());
    }

    /** The order for the next round: the same, but more messages if they took too little time. */
    Order next(Order order, Outcome outcome) {
        return order.task().kind() != Task.Kind.RATE && isShort(outcome) ? adjusted(order, outcome) : order;
    }

    private boolean isShort(Outcome outcome) {
        return outcome.elapsedNs() < run.toNanos() / 2;
    }

    /**
     * Comes nearer to the wanted length, but not by one step to less: a pause of the machine makes few messages look
     * slow, and too many only take a moment longer.
     */
    private Order adjusted(Order order, Outcome outcome) {
        double factor = Math.max(0.5, Math.min((double) run.toNanos() / outcome.elapsedNs(), FASTEST_GROWTH));
        int messages = (int) Math.max(1, Math.min(order.messages() * factor, most(order.setup())));
        return new Order(order.setup(), order.task(), messages);
    }

    /** What comes after the throughput meets warm code. */
    private long warmUpNs(Task task) {
        return task.kind() == Task.Kind.THROUGHPUT ? warmUp.toNanos() : Math.min(warmUp.toNanos(), run.toNanos());
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

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
    /** Without a high-water mark all of it may be in memory at once. */
    private static final long MOST_BYTES_UNBOUNDED = 256L << 20;

    private final Duration run;
    private final Duration mostWarmUp;

    /**
     * How fast everything goes.
     *
     * @param run how long a measurement should take
     * @param mostWarmUp how long a worker is warmed up if it never comes to rest
     */
    Pace(Duration run, Duration mostWarmUp) {
        this.run = run;
        this.mostWarmUp = mostWarmUp;
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

    /** Warms up until the worker is {@link Warmth#isEnough warm} and a measurement takes about as long as it should. */
    Found find(Follower follower, Setup setup, Task task) throws WorkerFailedException, InterruptedException {
        boolean atRate = task.kind() == Task.Kind.RATE;
        Order order = new Order(setup, task, atRate ? forRate(setup, task) : FIRST_MESSAGES);
        Warmth warmth = new Warmth(mostWarmUp);
        for (;;) {
            Outcome outcome = follower.perform(order);
            warmth.add(outcome);
            Order next = atRate ? order : adjusted(order, outcome);
            boolean isLongEnough = !isShort(outcome) || next.messages() <= order.messages();
            if (warmth.isEnough() && isLongEnough) {
                return new Found(next, outcome.perSecond());
            }
            order = next;
        }
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

    private int forRate(Setup setup, Task task) {
        double forRun = (double) task.perSecond() / setup.pairs() * run.toNanos() / 1e9;
        return (int) Math.max(FIRST_MESSAGES, Math.min(forRun, most(setup)));
    }

    private static long most(Setup setup) {
        return setup.highWaterMark() > 0 ? MOST_MESSAGES
                : Math.max(1, MOST_BYTES_UNBOUNDED / setup.cell().bytes() / setup.pairs());
    }
}

package zlink.benchmarks.comparison;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.ratio.Gap;
import zlink.benchmarks.ratio.Metric;
import zlink.benchmarks.ratio.Sample;
import zlink.benchmarks.ratio.Samples;
import zlink.benchmarks.report.Figures;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.worker.WorkerFailedException;
import zlink.benchmarks.worker.WorkerProcess;

/**
 * Measures all peers with the same sockets: a fresh process for each, which waits while it is not its turn.
 *
 * <p>A peer that fails is not asked again here; the others go on.
 */
final class Bench implements AutoCloseable {
    /** A worker gives a measurement up by itself, and says more about it than can be seen from outside. */
    private static final Duration LONGER = Duration.ofSeconds(15);

    private final Setup setup;
    private final Samples samples;
    private final Progress progress;
    private final BooleanSupplier stop;
    private final Map<Peer, WorkerProcess> workers = new EnumMap<>(Peer.class);
    private final Map<Peer, Double> most = new EnumMap<>(Peer.class); // messages per second, while warming up
    private final Map<Peer, String> absent = new EnumMap<>(Peer.class);

    Bench(Setup setup, Samples samples, Progress progress, BooleanSupplier stop) {
        this.setup = setup;
        this.samples = samples;
        this.progress = progress;
        this.stop = stop;
    }

    /** Starts the workers of those who can be measured. */
    void start(List<Peer> peers, Contestants contestants, Duration limit) throws InterruptedException {
        for (Peer peer : peers) {
            Optional<String> lack = peer.lack(setup.cell().transport());
            if (lack.isPresent() || contestants.missing().containsKey(peer)) {
                absent.put(peer, lack.orElseGet(() -> contestants.missing().get(peer)));
                progress.absent(peer, absent.get(peer));
                continue;
            }
            try {
                workers.put(peer, WorkerProcess.start(contestants.command(peer), limit.plus(LONGER),
                        stop));
            } catch (WorkerFailedException e) {
                fail(peer, Task.THROUGHPUT, e);
            }
        }
        for (Peer peer : List.copyOf(workers.keySet())) {
            try {
                progress.ready(peer, workers.get(peer).awaitReady());
            } catch (WorkerFailedException e) {
                fail(peer, Task.THROUGHPUT, e);
            }
        }
    }

    /** Warms everybody up for a task and then measures round by round. */
    void measure(Task task, List<Peer> peers, Pace pace, int rounds) throws InterruptedException {
        peers.stream().filter(absent::containsKey)
                .forEach(peer -> samples.add(new Gap(setup, task, peer, absent.get(peer), false)));
        Map<Peer, Order> orders = new EnumMap<>(Peer.class);
        for (Peer peer : List.copyOf(workers.keySet())) {
            if (Plan.takesPart(peer, task)) {
                checkStop();
                progress.moved(setup, task, peer + " warms up");
                warmUp(task, peer, pace).ifPresent(order -> orders.put(peer, order));
            }
        }
        for (int round = 1; round <= rounds; round++) {
            for (Peer peer : Plan.turns(List.copyOf(orders.keySet()), round)) {
                if (workers.containsKey(peer)) {
                    checkStop();
                    progress.moved(setup, task, "round " + round + " of " + rounds + ", " + peer);
                    measure(task, peer, round, orders.get(peer))
                            .ifPresent(outcome -> orders.compute(peer, (same, order) -> pace.next(order, outcome)));
                }
            }
        }
    }

    /** Empty if the peer cannot do it. */
    private Optional<Order> warmUp(Task task, Peer peer, Pace pace) throws InterruptedException {
        try {
            if (task.kind() == Task.Kind.RATE && !carries(task, peer, pace)) {
                return Optional.empty();
            }
            Pace.Found found = pace.find(workers.get(peer)::perform, setup, task);
            if (task.kind() == Task.Kind.THROUGHPUT) {
                most.put(peer, found.perSecond());
            }
            return Optional.of(found.order());
        } catch (WorkerFailedException e) {
            fail(peer, task, e);
            return Optional.empty();
        }
    }

    /** What does not carry a rate lags behind it ever more: there is no time to measure but that of the run. */
    private boolean carries(Task task, Peer peer, Pace pace) throws WorkerFailedException, InterruptedException {
        if (!most.containsKey(peer)) {
            most.put(peer, pace.find(workers.get(peer)::perform, setup, Task.THROUGHPUT).perSecond());
        }
        double perSecond = samples.median(setup, Task.THROUGHPUT, peer, Metric.THROUGHPUT).orElse(most.get(peer));
        if (perSecond < task.perSecond()) {
            samples.add(new Gap(setup, task, peer, "carries " + Figures.rate(perSecond) + "/s at most", false));
        }
        return perSecond >= task.perSecond();
    }

    private Optional<Outcome> measure(Task task, Peer peer, int round, Order order) throws InterruptedException {
        try {
            Outcome outcome = workers.get(peer).perform(order);
            samples.add(new Sample(setup, task, peer, round, outcome));
            return Optional.of(outcome);
        } catch (WorkerFailedException e) {
            fail(peer, task, e);
            return Optional.empty();
        }
    }

    private void fail(Peer peer, Task task, WorkerFailedException failure) {
        Gap gap = new Gap(setup, task, peer, failure.getMessage(), true);
        samples.add(gap);
        progress.failed(gap);
        WorkerProcess worker = workers.remove(peer);
        if (worker != null) {
            worker.close();
        }
        absent.put(peer, "not measured after it failed");
    }

    private void checkStop() {
        if (stop.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    @Override
    public void close() {
        if (stop.getAsBoolean()) {
            workers.values().forEach(WorkerProcess::kill);
        }
        workers.values().forEach(WorkerProcess::close);
    }
}

package zlink.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import zlink.benchmarks.ratio.Gap;
import zlink.benchmarks.ratio.Metric;
import zlink.benchmarks.ratio.Ratio;
import zlink.benchmarks.ratio.Samples;
import zlink.benchmarks.ratio.Target;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/**
 * What is reported of a comparison.
 *
 * @param samples the measurements
 * @param settings under what circumstances, in the order in which they are shown
 * @param isComplete whether it came to its end
 */
public record ComparisonReport(Samples samples, List<Report.Setting> settings, boolean isComplete) {

    /**
     * How zlink relates to a peer in one respect.
     *
     * @param setup of which sockets
     * @param task what was measured
     * @param metric in what respect
     * @param peer to whom
     * @param ratio the median of the rounds, and around it
     * @param target what it should be
     */
    record Row(Setup setup, Task task, Metric metric, Peer peer, Ratio ratio, Optional<Target> target) { }

    /** All relations of zlink to others, over a transport and for a task. */
    List<Row> rows(Transport transport, Task task) {
        List<Row> rows = new ArrayList<>();
        for (Setup setup : setups(transport)) {
            for (Metric metric : Metric.of(task.kind())) {
                for (Peer peer : samples.peers()) {
                    if (peer != Peer.ZLINK && metric != Metric.ALLOCATED) { // whose target is nothing, not a share
                        samples.ratio(setup, task, metric, Peer.ZLINK, peer).ifPresent(ratio -> rows.add(new Row(setup,
                                task, metric, peer, ratio, Target.of(setup, task, metric, peer))));
                    }
                }
            }
        }
        return rows;
    }

    /** All relations. */
    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        transports().forEach(transport -> tasks().forEach(task -> rows.addAll(rows(transport, task))));
        return rows;
    }

    /** The sockets over a transport. */
    List<Setup> setups(Transport transport) {
        return samples.setups().stream().filter(setup -> setup.cell().transport() == transport).toList();
    }

    /** The transports that were measured. */
    List<Transport> transports() {
        return samples.setups().stream().map(setup -> setup.cell().transport()).distinct().sorted().toList();
    }

    /** What was measured. */
    List<Task> tasks() {
        return samples.setups().stream().flatMap(setup -> samples.tasks(setup).stream()).distinct().toList();
    }

    /** How many targets there are for what was measured, and how many of them are met. */
    String targets() {
        List<Row> targeted = rows().stream().filter(row -> row.target().isPresent()).toList();
        long met = targeted.stream().filter(row -> row.target().get().isMet(row.ratio().median())).count();
        List<Boolean> nothing = new ArrayList<>();
        for (Setup setup : samples.setups()) {
            for (Peer peer : samples.peers()) {
                OptionalDouble bytes = samples.median(setup, Task.THROUGHPUT, peer, Metric.ALLOCATED);
                if (bytes.isPresent()) {
                    Target.allocatesNothing(Task.THROUGHPUT, peer, bytes.getAsDouble()).ifPresent(nothing::add);
                }
            }
        }
        long nothingMet = nothing.stream().filter(each -> each).count();
        return (met + nothingMet) + " of " + (targeted.size() + nothing.size()) + " targets met";
    }

    /** What has no figures: each peer and reason once, with the number of times; faults are not among them. */
    Map<String, Integer> notMeasured() {
        Map<String, Integer> times = new LinkedHashMap<>();
        samples.gaps().stream().filter(gap -> !gap.isFault()).forEach(gap -> times.merge(reason(gap), 1, Integer::sum));
        return times;
    }

    private static String reason(Gap gap) {
        return gap.peer() + (gap.peer().lack(gap.setup().cell().transport()).isPresent()
                ? ", " + gap.setup().cell().transport() : gap.reason().startsWith("carries")
                ? ", " + gap.setup() + ", " + gap.task() : "") + ": " + gap.reason();
    }

    /** What the figures mean, in sentences. */
    static List<String> method() {
        return List.of(
                "Two threads of one process for each pair of sockets, in a process of its own for each peer and kind of"
                        + " sockets; the processes take turns, and each round begins with another one. Fresh sockets"
                        + " for every measurement, after a warm-up that is not counted.",
                "A ratio is zlink's value divided by the other's in the same round; shown is the median of the rounds'"
                        + " ratios, with the smallest and the largest.",
                "Every message is checked for its size and number, and one of 61 whole, by the same check for"
                        + " everybody. Anything wrong ends the measurement and is a failure of the whole run.",
                "zlink: send(byte[]) and receive into a buffer; zlink-object: receive(); zlink-handler: a handler that"
                        + " sees the bytes in place. JeroMQ keeps the array it is given, so each message is sent from"
                        + " a copy; recv(). libzmq: zmq_send and zmq_recv, one I/O thread. PUB sockets wait instead of"
                        + " dropping (XPUB_NODROP), ROUTERs are mandatory.",
                "nio: a non-blocking channel that writes 64 KiB of ready frames at once (a large frame by itself), and"
                        + " a reader that spins shortly and finds the frames; no queue, no copy. A limit, not a peer.",
                "One-way latency of the echo: half of the round trip. At a rate: from the time at which the message was"
                        + " due, whether or not it could be sent then, until it was received: what waits is counted."
                        + " The sender gives the processor away while no message is due.",
                "CPU: user and system time of the whole process, in steps of 10 ms for Java; for each message, or round"
                        + " trip. Allocated: by all threads of the process. Peak RSS: of the process, all rounds so"
                        + " far; of Java including the virtual machine.");
    }
}

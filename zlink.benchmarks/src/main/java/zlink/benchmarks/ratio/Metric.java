package zlink.benchmarks.ratio;

import java.util.List;
import java.util.OptionalDouble;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.scenario.Task;

/** What is read off an outcome. */
public enum Metric {
    /** Messages per second. */
    THROUGHPUT,
    /** Half of the messages took at most so many nanoseconds one way. */
    P50,
    /** 99 of 100. */
    P99,
    /** 999 of 1000. */
    P999,
    /** Nanoseconds of all processors for each message, or round trip. */
    CPU,
    /** Bytes of the Java heap that all threads together allocate for each message, or round trip. */
    ALLOCATED,
    /** The most memory the process has had, in bytes. */
    PEAK_RSS;

    /** Those that a kind of task has something to say about. */
    public static List<Metric> of(Task.Kind kind) {
        return switch (kind) {
            case THROUGHPUT -> List.of(THROUGHPUT, CPU, ALLOCATED, PEAK_RSS);
            case ECHO -> List.of(P50, P99, P999, CPU, ALLOCATED);
            case RATE -> List.of(P50, P99, P999); // whoever waits for the next message to be due uses a processor
        };
    }

    /** The value in an outcome, if it is known. */
    public OptionalDouble in(Outcome outcome) {
        return switch (this) {
            case THROUGHPUT -> OptionalDouble.of(outcome.perSecond());
            case P50 -> known(outcome.latency().p50Ns(), 1);
            case P99 -> known(outcome.latency().p99Ns(), 1);
            case P999 -> known(outcome.latency().p999Ns(), 1);
            case CPU -> known(outcome.cpuNs(), outcome.messages());
            case ALLOCATED -> known(outcome.allocated().total(), outcome.messages());
            case PEAK_RSS -> known(outcome.peakRssBytes(), 1);
        };
    }

    private static OptionalDouble known(long value, long messages) {
        return value < 0 ? OptionalDouble.empty() : OptionalDouble.of((double) value / messages);
    }
}

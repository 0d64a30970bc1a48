package zlink.benchmarks.ratio;

import java.util.List;
import java.util.OptionalDouble;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.scenario.Task;

/** What is read off an outcome. */
public enum Metric {
    /** Messages per second. */
    THROUGHPUT("messages/s", true),
    /** Half of the messages took at most this long one way. */
    P50("one-way p50, ns", false),
    /** 99 of 100. */
    P99("one-way p99, ns", false),
    /** 999 of 1000. */
    P999("one-way p99.9, ns", false),
    /** Time of all processors for each message, or round trip. */
    CPU("CPU, ns/message", false),
    /** Bytes of the Java heap that all threads together allocate for each message, or round trip. */
    ALLOCATED("allocated, bytes/message", false),
    /** The most memory the process has had. */
    PEAK_RSS("peak RSS, bytes", false);

    private final String shown;
    private final boolean moreIsBetter;

    Metric(String shown, boolean moreIsBetter) {
        this.shown = shown;
        this.moreIsBetter = moreIsBetter;
    }

    /** Those that a kind of task has something to say about. */
    public static List<Metric> of(Task.Kind kind) {
        return switch (kind) {
            case THROUGHPUT -> List.of(THROUGHPUT, CPU, ALLOCATED, PEAK_RSS);
            case ECHO -> List.of(P50, P99, P999, CPU, ALLOCATED);
            case RATE -> List.of(P50, P99, P999); // whoever waits for the next message to be due uses a processor
        };
    }

    /** Whether a larger value is the better one. */
    public boolean isMoreBetter() {
        return moreIsBetter;
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

    /** With its unit. */
    @Override
    public String toString() {
        return shown;
    }
}

package zlink.benchmarks.report;

import zlink.benchmarks.ratio.Metric;

/** A metric's values as they are read. */
public final class MetricText {
    private static final double MIB = 1 << 20;

    private MetricText() {
    }

    /** What it is. */
    public static String name(Metric metric) {
        return switch (metric) {
            case THROUGHPUT -> "messages/s";
            case P50 -> "p50";
            case P99 -> "p99";
            case P999 -> "p99.9";
            case CPU -> "CPU";
            case ALLOCATED -> "allocated";
            case PEAK_RSS -> "peak RSS";
        };
    }

    /** The value with its unit. */
    public static String value(Metric metric, double value) {
        return switch (metric) {
            case THROUGHPUT -> Figures.rate(value) + "/s";
            case P50, P99, P999 -> Figures.micros(Math.round(value)) + " µs";
            case CPU -> value < 1_000 ? Figures.threeDigits(value) + " ns" : Figures.micros(Math.round(value)) + " µs";
            case ALLOCATED -> Figures.threeDigits(value) + " B";
            case PEAK_RSS -> Figures.threeDigits(value / MIB) + " MiB";
        };
    }
}

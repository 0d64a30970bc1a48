package zlink.benchmarks.comparison;

import zlink.benchmarks.ratio.Metric;
import zlink.benchmarks.report.Figures;

/** A metric's values as they are read. */
final class Shown {
    private static final double MIB = 1 << 20;

    private Shown() {
    }

    static String value(Metric metric, double value) {
        return switch (metric) {
            case THROUGHPUT -> Figures.rate(value) + "/s";
            case P50, P99, P999 -> name(metric) + " " + Figures.micros(Math.round(value)) + " µs";
            case CPU -> "CPU " + Figures.micros(Math.round(value)) + " µs";
            case ALLOCATED -> Figures.threeDigits(value) + " B/msg";
            case PEAK_RSS -> Figures.threeDigits(value / MIB) + " MiB";
        };
    }

    private static String name(Metric metric) {
        return switch (metric) {
            case P50 -> "p50";
            case P99 -> "p99";
            default -> "p99.9";
        };
    }
}

package zlink.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import zlink.benchmarks.ratio.Metric;
import zlink.benchmarks.ratio.Samples;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;

/**
 * Draws what the peers do with the same sockets, grouped by the size of the messages. Only places are compared, on a
 * logarithmic axis, since sizes and peers lie decades apart.
 */
final class ComparisonChart {
    private static final int LEFT = 92;

    private ComparisonChart() {
    }

    private record Line(Setup setup, Peer peer, double dot, double end) { }

    /** A dot for the median of messages per second. */
    static String throughput(Samples samples, List<Setup> setups, Task task, String title) {
        return draw(lines(samples, setups, task, Metric.THROUGHPUT, Metric.THROUGHPUT), Metric.THROUGHPUT, title);
    }

    /** From the p50, a dot, to the p99, the end of a line. */
    static String latency(Samples samples, List<Setup> setups, Task task, String title) {
        return draw(lines(samples, setups, task, Metric.P50, Metric.P99), Metric.P50, title);
    }

    private static List<Line> lines(Samples samples, List<Setup> setups, Task task, Metric dot, Metric end) {
        List<Line> lines = new ArrayList<>();
        for (Setup setup : setups) {
            for (Peer peer : samples.peers()) {
                OptionalDouble first = samples.median(setup, task, peer, dot);
                OptionalDouble second = samples.median(setup, task, peer, end);
                if (first.isPresent() && second.isPresent()) {
                    lines.add(new Line(setup, peer, Math.max(1, first.getAsDouble()),
                            Math.max(1, second.getAsDouble())));
                }
            }
        }
        return lines;
    }

    private static String draw(List<Line> lines, Metric metric, String title) {
        double smallest = lines.stream().mapToDouble(Line::dot).min().orElse(1);
        double largest = lines.stream().mapToDouble(Line::end).max().orElse(10);
        RowChart<Line> chart = new RowChart<>(lines, line -> line.setup().cell().size(),
                line -> line.peer().toString(), Axis.logarithmic(smallest, Math.max(largest, 2 * smallest)), LEFT);
        return chart.draw(metric == Metric.THROUGHPUT ? Figures::rateTick : Figures::microsTick, (line, y) -> {
            double dot = chart.x(line.dot());
            double end = chart.x(line.end());
            String value = metric == Metric.THROUGHPUT ? Figures.rate(line.dot()) + "/s"
                    : Figures.micros(Math.round(line.dot())) + " – " + Figures.micros(Math.round(line.end()));
            if (end > dot) {
                chart.svg().span(dot, end, y, line.peer().toString());
            }
            chart.svg().dot(dot, y, 4.5, "dot " + line.peer(), line.setup() + ", " + line.peer() + ": " + value);
            chart.svg().text(Math.max(dot + 2, end) + 6, y + 4, "value", value);
            return true;
        }, title);
    }
}

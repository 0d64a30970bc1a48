package zlink.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import zlink.benchmarks.ratio.Metric;
import zlink.benchmarks.ratio.Ratio;
import zlink.benchmarks.ratio.Target;
import zlink.benchmarks.report.ComparisonReport.Row;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/** A comparison as tables in Markdown: ratios first, then the medians they are not made of. */
public final class ComparisonMarkdown {
    private final ComparisonReport report;
    private final StringBuilder text = new StringBuilder();

    private ComparisonMarkdown(ComparisonReport report) {
        this.report = report;
    }

    /** The document. */
    public static String render(ComparisonReport report) {
        return new ComparisonMarkdown(report).render();
    }

    private String render() {
        text.append("# zlink beside JeroMQ, libzmq and plain NIO\n\n");
        report.settings().forEach(setting -> text.append("- ").append(setting.name()).append(": ")
                .append(setting.value()).append('\n'));
        text.append("\n**").append(report.targets()).append(".**")
                .append(report.isComplete() ? "" : " It was stopped before all was measured.").append('\n');
        faults();
        TargetTable.append(report, text);
        for (Transport transport : report.transports()) {
            text.append("\n## ").append(transport).append('\n');
            for (Task task : report.tasks()) {
                ratios(transport, task);
            }
            medians(transport);
        }
        text.append("\n## Not measured\n\n");
        if (report.notMeasured().isEmpty()) {
            text.append("Everything was.\n");
        }
        report.notMeasured().forEach((reason, times) -> text.append("- ").append(reason)
                .append(times == 1 ? "" : " (" + times + " times)").append('\n'));
        text.append("\n## How it was measured\n\n");
        ComparisonReport.method().forEach(line -> text.append("- ").append(line).append('\n'));
        return text.toString();
    }

    private void faults() {
        if (!report.samples().faults().isEmpty()) {
            text.append("\n**FAILED:**\n\n");
            report.samples().faults().forEach(fault -> text.append("- ").append(fault).append('\n'));
        }
    }

    private void ratios(Transport transport, Task task) {
        List<Row> rows = report.rows(transport, task);
        if (rows.isEmpty()) {
            return;
        }
        text.append("\n### ").append(transport).append(", ").append(task).append(": zlink ÷ others\n\n");
        header("pattern", "size", "pairs", "HWM", "of", "÷", "-zlink", "-the other", "-ratio", "-rounds", "target",
                "verdict");
        for (Row row : rows) {
            row(row.setup().cell().pattern(), row.setup().cell().size(), row.setup().pairs(), row.setup().limit(),
                    MetricText.name(row.metric()), row.peer(),
                    median(row.setup(), task, Peer.ZLINK, row.metric()),
                    median(row.setup(), task, row.peer(), row.metric()),
                    "**" + Figures.ratio(row.ratio().median()) + "**", spread(row.ratio()),
                    row.target().map(Target::toString).orElse(""),
                    row.target().map(target -> target.verdict(row.ratio().median())).orElse(""));
        }
    }

    private static String spread(Ratio ratio) {
        return Figures.ratio(ratio.least()) + " – " + Figures.ratio(ratio.most()) + " of " + ratio.rounds();
    }

    private String median(Setup setup, Task task, Peer peer, Metric metric) {
        OptionalDouble value = report.samples().median(setup, task, peer, metric);
        return value.isPresent() ? MetricText.value(metric, value.getAsDouble()) : "";
    }

    private void medians(Transport transport) {
        text.append("\n### ").append(transport).append(": medians\n\n");
        header("pattern", "size", "pairs", "HWM", "measured", "peer", "-messages/s", "-p50", "-p99", "-p99.9", "-CPU",
                "-allocated", "-peak RSS", "target 0 B");
        for (Setup setup : report.setups(transport)) {
            for (Task task : report.samples().tasks(setup)) {
                for (Peer peer : report.samples().peers()) {
                    if (report.samples().median(setup, task, peer, Metric.THROUGHPUT).isPresent()) {
                        medians(setup, task, peer);
                    }
                }
            }
        }
    }

    private void medians(Setup setup, Task task, Peer peer) {
        OptionalDouble allocated = report.samples().median(setup, task, peer, Metric.ALLOCATED);
        String verdict = allocated.isEmpty() ? "" : Target.allocatesNothing(task, peer, allocated.getAsDouble())
                .map(met -> met ? "met" : "missed by " + MetricText.value(Metric.ALLOCATED, allocated.getAsDouble()))
                .orElse("");
        boolean atRate = task.kind() == Task.Kind.RATE; // there whoever waits for the next message uses a processor
        row(setup.cell().pattern(), setup.cell().size(), setup.pairs(), setup.limit(), task, peer,
                median(setup, task, peer, Metric.THROUGHPUT), median(setup, task, peer, Metric.P50),
                median(setup, task, peer, Metric.P99), median(setup, task, peer, Metric.P999),
                atRate ? "" : median(setup, task, peer, Metric.CPU),
                median(setup, task, peer, Metric.ALLOCATED), median(setup, task, peer, Metric.PEAK_RSS), verdict);
    }

    /** A column whose name begins with a dash holds numbers. */
    private void header(String... names) {
        row((Object[]) List.of(names).stream().map(name -> name.replaceFirst("^-", "")).toArray(String[]::new));
        text.append(List.of(names).stream().map(name -> name.startsWith("-") ? "---:" : "---")
                .collect(Collectors.joining("|", "|", "|\n")));
    }

    private void row(Object... values) {
        text.append(List.of(values).stream().map(value -> String.format(Locale.ROOT, " %s ", value))
                .collect(Collectors.joining("|", "|", "|\n")));
    }
}

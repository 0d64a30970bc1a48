package zlink.benchmarks.report;

import static zlink.benchmarks.report.Svg.escape;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import zlink.benchmarks.ratio.Target;
import zlink.benchmarks.report.ComparisonReport.Row;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/** A comparison as one page that needs no other file; well-formed XML as well, so that a test can read it. */
public final class ComparisonPage {
    private final ComparisonReport report;
    private final StringBuilder page = new StringBuilder();

    private ComparisonPage(ComparisonReport report) {
        this.report = report;
    }

    /** The page. */
    public static String render(ComparisonReport report) {
        return new ComparisonPage(report).render();
    }

    private String render() {
        page.append(PageStyle.head("zlink comparison"));
        page.append("<header>\n<h1>zlink beside JeroMQ, libzmq and plain NIO</h1>\n<p class=\"sub\">")
                .append(escape(report.settings().stream().map(setting -> setting.name() + " " + setting.value())
                        .collect(Collectors.joining(" · "))))
                .append("</p>\n<p>").append(escape(report.targets())).append(".")
                .append(report.isComplete() ? "" : " It was stopped before all was measured.")
                .append("</p>\n</header>\n");
        faults();
        for (Task task : report.tasks()) {
            charts(task);
        }
        for (Transport transport : report.transports()) {
            for (Task task : report.tasks()) {
                ratios(transport, task);
            }
        }
        list("Not measured", report.notMeasured().entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : " (" + entry.getValue() + " times)"))
                .toList());
        list("How it was measured", ComparisonReport.method());
        page.append("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private void faults() {
        if (!report.samples().faults().isEmpty()) {
            list("Failed", report.samples().faults().stream().map(Object::toString).toList());
        }
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            page.append("<section>\n<h2>").append(title).append("</h2>\n<ul>\n");
            lines.forEach(line -> page.append("<li>").append(escape(line)).append("</li>\n"));
            page.append("</ul>\n</section>\n");
        }
    }

    /** A chart for each pattern, transport, number of pairs and high-water mark; the sizes are in it. */
    private void charts(Task task) {
        boolean throughput = task.kind() == Task.Kind.THROUGHPUT;
        page.append(String.format("<section>%n<h2>%s</h2>%n<p class=\"sub\">%s</p>%n<div class=\"charts\">%n",
                throughput ? "Throughput" : task.kind() == Task.Kind.ECHO ? "One-way latency of an echo"
                        : "One-way latency " + task,
                throughput ? "Messages per second, the median of the rounds, on a logarithmic axis; further right is"
                        + " faster."
                        : "From the p50, the dot, to the p99, on a logarithmic axis; further left is faster."));
        report.samples().setups().stream().map(ComparisonPage::withoutSize).distinct().forEach(kind -> {
            List<Setup> setups = report.samples().setups().stream()
                    .filter(setup -> withoutSize(setup).equals(kind) && report.samples().tasks(setup).contains(task))
                    .toList();
            if (!setups.isEmpty()) {
                String title = title(kind);
                page.append(String.format("<figure><figcaption>%s</figcaption>%n%s</figure>%n", escape(title),
                        throughput ? ComparisonChart.throughput(report.samples(), setups, task, title)
                                : ComparisonChart.latency(report.samples(), setups, task, title)));
            }
        });
        page.append("</div>\n</section>\n");
    }

    private static Setup withoutSize(Setup setup) {
        return new Setup(new Cell(setup.cell().pattern(), setup.cell().transport(), 0), setup.pairs(),
                setup.highWaterMark());
    }

    private static String title(Setup kind) {
        return kind.cell().pattern() + " " + kind.cell().transport()
                + (kind.pairs() == 1 ? "" : ", " + kind.pairs() + " pairs") + ", HWM " + kind.limit();
    }

    private void ratios(Transport transport, Task task) {
        List<Row> rows = report.rows(transport, task);
        if (rows.isEmpty()) {
            return;
        }
        page.append(String.format("<section>%n<h2>%s, %s: zlink ÷ others</h2>%n<div class=\"wide\">%n<table>%n",
                transport, escape(task.toString())));
        page.append("<thead><tr><th>Sockets</th><th>Of</th><th>÷</th><th class=\"n\">Ratio</th>"
                + "<th class=\"n\">Rounds</th><th class=\"n\">Target</th><th>Verdict</th></tr></thead>\n<tbody>\n");
        Setup previous = null;
        for (Row row : rows) {
            page.append(row.setup().equals(previous) ? "<tr>" : "<tr class=\"first\">").append(row(row))
                    .append("</tr>\n");
            previous = row.setup();
        }
        page.append("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static String row(Row row) {
        Optional<Target> target = row.target();
        boolean missed = target.isPresent() && !target.get().isMet(row.ratio().median());
        return "<td>" + escape(row.setup().toString()) + "</td><td>" + MetricText.name(row.metric()) + "</td><td>"
                + row.peer() + "</td><td class=\"n\">" + Figures.ratio(row.ratio().median())
                + "</td><td class=\"n\">" + Figures.ratio(row.ratio().least()) + " – "
                + Figures.ratio(row.ratio().most()) + "</td><td class=\"n\">"
                + target.map(Target::toString).orElse("") + "</td><td" + (missed ? " class=\"bad\">" : ">")
                + target.map(each -> each.verdict(row.ratio().median())).orElse("") + "</td>";
    }
}

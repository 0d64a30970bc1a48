package zlink.benchmarks.report;

import static zlink.benchmarks.report.Svg.escape;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import zlink.benchmarks.run.CellResult;
import zlink.benchmarks.run.RunResult;
import zlink.benchmarks.scenario.Cell;

/** The results as one page that needs no other file; well-formed XML as well, so that a test can read it. */
public final class HtmlReport {
    private static final String NOTHING = "<span class=\"missing\">not measured</span>";

    private final Report report;
    private final List<CellResult> cells;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(Report report) {
        this.report = report;
        this.cells = report.results().cells();
    }

    /** The page. */
    public static String render(Report report) {
        return new HtmlReport(report).render();
    }

    private String render() {
        page.append(PageStyle.head("zlink demonstration"));
        header();
        charts("Throughput", "Messages per second, linear from zero, each size with an axis of its own;"
                + " longer is faster.", Chart::throughput);
        charts("One-way latency", "From the p50, the dot, to the p99, on a logarithmic axis;"
                + " further left is faster.", ofSize -> Chart.latency(ofSize, cells));
        table();
        failures();
        method();
        page.append("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private void header() {
        int planned = report.results().planned().size();
        page.append("<header>\n<h1>zlink demonstration</h1>\n<p class=\"sub\">")
                .append(escape(report.settings().stream().map(setting -> setting.name() + " " + setting.value())
                        .collect(Collectors.joining(" · "))))
                .append("</p>\n</header>\n<div class=\"tiles\">\n");
        tile(report.results().complete() + " of " + planned, "runs complete", report.results().isComplete());
        tile(report.completeCells() + " of " + cells.size(), "cells with every run complete",
                report.completeCells() == cells.size());
        tile(report.taken().toSeconds() + " s", "in all", true);
        page.append("</div>\n");
    }

    private void tile(String number, String what, boolean good) {
        page.append(String.format("<div class=\"tile%s\"><strong>%s</strong>%s</div>%n", good ? "" : " bad",
                escape(number), escape(what)));
    }

    private void charts(String title, String caption, Function<List<CellResult>, String> chart) {
        page.append(String.format("<section>%n<h2>%s</h2>%n<p class=\"sub\">%s</p>%n<p class=\"legend\">%s</p>%n"
                + "<div class=\"charts\">%n", title, caption, legend()));
        cells.stream().map(cell -> cell.cell().bytes()).distinct().forEach(bytes -> {
            List<CellResult> ofSize = cells.stream().filter(cell -> cell.cell().bytes() == bytes).toList();
            page.append(String.format("<figure><figcaption>%s</figcaption>%n%s</figure>%n", Cell.size(bytes),
                    chart.apply(ofSize)));
        });
        page.append("</div>\n</section>\n");
    }

    private String legend() {
        return cells.stream().map(cell -> cell.cell().transport().toString()).distinct()
                .map(transport -> "<span><i class=\"key " + transport + "\"></i>" + transport + "</span>")
                .collect(Collectors.joining("\n"));
    }

    private void table() {
        page.append("""
                <section>
                <h2>Every cell</h2>
                <div class="wide">
                <table>
                <thead><tr><th>Pattern</th><th>Transport</th><th class="n">Size</th><th class="n">Messages/s</th>\
                <th class="n">MB/s</th><th class="n">p50 µs</th><th class="n">p99 µs</th>\
                <th class="n">Runs complete</th></tr></thead>
                <tbody>
                """);
        String pattern = "";
        for (CellResult cell : cells) {
            String name = cell.cell().pattern().toString();
            page.append(row(cell, name.equals(pattern) ? "<tr>" : "<tr class=\"first\">"));
            pattern = name;
        }
        page.append("</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static String row(CellResult cell, String start) {
        return start + "<td>" + cell.cell().pattern() + "</td><td>" + cell.cell().transport() + "</td>"
                + number(cell.cell().size())
                + number(cell.messagesPerSecond().isPresent()
                        ? Figures.count(Math.round(cell.messagesPerSecond().getAsDouble())) : NOTHING)
                + number(cell.megabytesPerSecond().isPresent()
                        ? Figures.threeDigits(cell.megabytesPerSecond().getAsDouble()) : NOTHING)
                + number(cell.latency().map(latency -> Figures.micros(latency.p50Ns())).orElse(NOTHING))
                + number(cell.latency().map(latency -> Figures.micros(latency.p99Ns())).orElse(NOTHING))
                + "<td class=\"n" + (cell.isComplete() ? "" : " bad") + "\">" + cell.complete() + " of "
                + cell.planned() + "</td></tr>\n";
    }

    private static String number(String html) {
        return "<td class=\"n\">" + html + "</td>";
    }

    private void failures() {
        List<RunResult> failures = report.results().failures();
        if (failures.isEmpty()) {
            return;
        }
        page.append("<section>\n<h2>Not complete</h2>\n");
        for (RunResult failed : failures) {
            RunResult.Failure failure = failed.failure().orElseThrow();
            page.append(String.format("<details><summary><strong>%s</strong>: %s</summary><pre>%s</pre></details>%n",
                    escape(failed.run().toString()), escape(failure.reason()), escape(failure.evidence())));
        }
        page.append("</section>\n");
    }

    private void method() {
        page.append("<section>\n<h2>How it was measured</h2>\n<ul>\n");
        report.method().forEach(line -> page.append("<li>").append(escape(line)).append("</li>\n"));
        page.append("</ul>\n</section>\n");
    }
}

package zlink.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import zlink.benchmarks.run.CellResult;
import zlink.benchmarks.run.RunResult;

/** The results as a table for a terminal of eighty columns. */
public final class TextReport {
    private static final String ROW = "%-18s %-6s %6s %10s %7s %7s %7s %7s%n";
    private static final int FAILURES_LISTED = 20; // the summary must stay in sight
    private static final String NOTHING = "-";

    private TextReport() {
    }

    /** The report as text that ends with a line separator. */
    public static String render(Report report) {
        StringBuilder text = new StringBuilder();
        text.append(row("", "", "", "", "", "one way", "one way", "runs"));
        text.append(row("pattern", "via", "size", "messages/s", "MB/s", "p50 µs", "p99 µs", "ok"));
        String pattern = "";
        for (CellResult cell : report.results().cells()) {
            String shown = cell.cell().pattern().toString();
            text.append(row(shown.equals(pattern) ? "" : shown, cell));
            pattern = shown;
        }
        text.append(System.lineSeparator());
        report.method().forEach(line -> text.append(wrapped(line)));
        text.append(wrapped(report.settings().stream().map(setting -> setting.name() + " " + setting.value())
                .collect(Collectors.joining("; "))));
        List<RunResult> failures = report.results().failures();
        failures.stream().limit(FAILURES_LISTED).forEach(failed -> text.append(
                String.format("NOT COMPLETE: %s: %s%n", failed.run(), failed.failure().orElseThrow().reason())));
        if (failures.size() > FAILURES_LISTED) {
            text.append(String.format("and %d more: see above and the page%n", failures.size() - FAILURES_LISTED));
        }
        text.append(String.format("%n%s, in %d s.%n", report.summary(), report.taken().toSeconds()));
        return text.toString();
    }

    private static String row(String pattern, CellResult cell) {
        return row(pattern, cell.cell().transport().toString(), cell.cell().size(),
                cell.messagesPerSecond().isPresent() ? Figures.rate(cell.messagesPerSecond().getAsDouble()) : NOTHING,
                cell.megabytesPerSecond().isPresent()
                        ? Figures.threeDigits(cell.megabytesPerSecond().getAsDouble()) : NOTHING,
                cell.latency().map(latency -> Figures.micros(latency.p50Ns())).orElse(NOTHING),
                cell.latency().map(latency -> Figures.micros(latency.p99Ns())).orElse(NOTHING),
                cell.complete() + "/" + cell.planned());
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, ROW, columns).stripTrailing() + System.lineSeparator();
    }

    private static String wrapped(String sentence) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String word : sentence.split(" ")) {
            if (column + word.length() >= 80) {
                text.append(System.lineSeparator());
                column = 0;
            }
            text.append(column == 0 ? "" : " ").append(word);
            column += word.length() + 1;
        }
        return text.append(System.lineSeparator()).toString();
    }
}

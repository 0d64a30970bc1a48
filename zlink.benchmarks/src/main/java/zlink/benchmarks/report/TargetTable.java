package zlink.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import zlink.benchmarks.ratio.Metric;
import zlink.benchmarks.report.ComparisonReport.Row;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Transport;

/** All that has a target in one table for each transport: a line for some sockets, a column for what is compared. */
final class TargetTable {
    private final ComparisonReport report;
    private final StringBuilder text;

    private TargetTable(ComparisonReport report, StringBuilder text) {
        this.report = report;
        this.text = text;
    }

    /** What a column is about. */
    private record Column(Metric metric, Peer peer) {

        @Override
        public String toString() {
            return MetricText.name(metric) + " ÷ " + peer;
        }
    }

    static void append(ComparisonReport report, StringBuilder text) {
        for (Transport transport : report.transports()) {
            new TargetTable(report, text).table(transport);
        }
    }

    private void table(Transport transport) {
        List<Row> rows = report.tasks().stream().flatMap(task -> report.rows(transport, task).stream())
                .filter(row -> row.target().isPresent()).toList();
        if (rows.isEmpty()) {
            return;
        }
        Set<Column> columns = rows.stream().map(row -> new Column(row.metric(), row.peer()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        text.append("\n## ").append(transport).append(": ratios and their targets\n\nBold is what misses it.\n\n");
        List<String> head = new ArrayList<>(List.of("pattern", "size", "pairs", "HWM"));
        columns.forEach(column -> head.add(column.toString()));
        line(head);
        line(head.stream().map(name -> "---").toList());
        for (Setup setup : report.setups(transport)) {
            List<String> line = new ArrayList<>(List.of(setup.cell().pattern().toString(), setup.cell().size(),
                    String.valueOf(setup.pairs()), setup.limit()));
            columns.forEach(column -> line.add(rows.stream().filter(row -> row.setup().equals(setup)
                    && column.equals(new Column(row.metric(), row.peer()))).findFirst().map(TargetTable::cell)
                    .orElse("")));
            line(line);
        }
    }

    private static String cell(Row row) {
        String ratio = Figures.ratio(row.ratio().median());
        boolean met = row.target().orElseThrow().isMet(row.ratio().median());
        return (met ? ratio : "**" + ratio + "**") + " (" + row.target().orElseThrow() + ")";
    }

    private void line(List<String> cells) {
        text.append(cells.stream().map(cell -> " " + cell + " ").collect(Collectors.joining("|", "|", "|\n")));
    }
}

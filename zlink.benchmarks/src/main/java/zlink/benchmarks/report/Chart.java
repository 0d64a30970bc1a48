package zlink.benchmarks.report;

import java.util.List;
import zlink.benchmarks.run.CellResult;

/** Draws the cells of one size, a line for each, grouped by pattern. */
final class Chart {
    private static final int LEFT = 66;
    private static final double BAR = 11;

    private Chart() {
    }

    /** Bars of messages per second. */
    static String throughput(List<CellResult> cells) {
        double largest = cells.stream().mapToDouble(cell -> cell.messagesPerSecond().orElse(0)).max().orElse(1);
        RowChart<CellResult> chart = of(cells, Axis.linear(largest));
        return chart.draw(Figures::rateTick, (cell, y) -> {
            double rate = cell.messagesPerSecond().orElse(0);
            if (rate > 0) {
                double end = chart.x(rate);
                String value = Figures.rate(rate) + "/s";
                chart.svg().bar(LEFT, y - BAR / 2, Math.max(1, end - LEFT), BAR, "bar " + cell.cell().transport(),
                        cell.cell() + ": " + value);
                chart.svg().text(end + 5, y + 4, "value", value);
            }
            return rate > 0;
        }, title("messages per second", cells));
    }

    /** From the p50, a dot, to the p99, the end of a line; on an axis that has room for all cells of the report. */
    static String latency(List<CellResult> cells, List<CellResult> all) {
        double smallest = all.stream().flatMap(cell -> cell.latency().stream())
                .mapToLong(latency -> latency.p50Ns()).min().orElse(1_000);
        double largest = all.stream().flatMap(cell -> cell.latency().stream())
                .mapToLong(latency -> latency.p99Ns()).max().orElse(10_000);
        RowChart<CellResult> chart = of(cells, Axis.logarithmic(Math.max(1, smallest), Math.max(2, largest)));
        return chart.draw(Figures::microsTick, (cell, y) -> {
            cell.latency().ifPresent(latency -> {
                double p50 = chart.x(Math.max(1, latency.p50Ns()));
                double p99 = chart.x(Math.max(1, latency.p99Ns()));
                String value = Figures.micros(latency.p50Ns()) + " – " + Figures.micros(latency.p99Ns());
                String tip = cell.cell() + ": p50 and p99 " + value + " µs";
                chart.svg().span(p50, p99, y, cell.cell().transport().toString());
                chart.svg().dot(p50, y, 4.5, "dot " + cell.cell().transport(), tip);
                chart.svg().text(p99 + 6, y + 4, "value", value);
            });
            return cell.latency().isPresent();
        }, title("one-way latency", cells));
    }

    private static RowChart<CellResult> of(List<CellResult> cells, Axis axis) {
        return new RowChart<>(cells, cell -> cell.cell().pattern().toString(),
                cell -> cell.cell().transport().toString(), axis, LEFT);
    }

    private static String title(String what, List<CellResult> cells) {
        return what + ", messages of " + cells.get(0).cell().size();
    }
}

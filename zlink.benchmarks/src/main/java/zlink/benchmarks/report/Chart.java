package zlink.benchmarks.report;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import zlink.benchmarks.run.CellResult;
import zlink.benchmarks.scenario.Pattern;

/** Draws the cells of one size, a line for each, grouped by pattern. */
final class Chart {
    private static final int WIDTH = 560;
    private static final int LEFT = 66;
    private static final int RIGHT = WIDTH - 70;
    private static final int TOP = 6;
    private static final double LINE = 15;
    private static final double BAR = 11;
    private static final double HEADING = 21;
    private static final double GROUP_GAP = 7;
    private static final double AXIS = 22;

    private final List<CellResult> cells;
    private final Svg svg = new Svg();

    private Chart(List<CellResult> cells) {
        this.cells = cells;
    }

    /** Bars of messages per second. */
    static String throughput(List<CellResult> cells) {
        double largest = cells.stream().mapToDouble(cell -> cell.messagesPerSecond().orElse(0)).max().orElse(1);
        Axis axis = Axis.linear(largest);
        Chart chart = new Chart(cells);
        return chart.draw(axis, Figures::rateTick, (cell, y) -> {
            double rate = cell.messagesPerSecond().orElse(0);
            if (rate > 0) {
                double end = x(axis, rate);
                String value = Figures.rate(rate) + "/s";
                chart.svg.bar(LEFT, y - BAR / 2, Math.max(1, end - LEFT), BAR, "bar " + cell.cell().transport(),
                        cell.cell() + ": " + value);
                chart.svg.text(end + 5, y + 4, "value", value);
            }
            return rate > 0;
        }, "messages per second");
    }

    /** From the p50, a dot, to the p99, the end of a line; on an axis that has room for all cells of the report. */
    static String latency(List<CellResult> cells, List<CellResult> all) {
        double smallest = all.stream().flatMap(cell -> cell.latency().stream())
                .mapToLong(latency -> latency.p50Ns()).min().orElse(1_000);
        double largest = all.stream().flatMap(cell -> cell.latency().stream())
                .mapToLong(latency -> latency.p99Ns()).max().orElse(10_000);
        Axis axis = Axis.logarithmic(Math.max(1, smallest), Math.max(2, largest));
        Chart chart = new Chart(cells);
        return chart.draw(axis, Figures::microsTick, (cell, y) -> {
            cell.latency().ifPresent(latency -> {
                double p50 = x(axis, Math.max(1, latency.p50Ns()));
                double p99 = x(axis, Math.max(1, latency.p99Ns()));
                String value = Figures.micros(latency.p50Ns()) + " – " + Figures.micros(latency.p99Ns());
                String tip = cell.cell() + ": p50 and p99 " + value + " µs";
                chart.svg.line(p50, y, p99, y, "span " + cell.cell().transport());
                chart.svg.line(p99, y - 4, p99, y + 4, "span " + cell.cell().transport());
                chart.svg.dot(p50, y, 4.5, "dot " + cell.cell().transport(), tip);
                chart.svg.text(p99 + 6, y + 4, "value", value);
            });
            return cell.latency().isPresent();
        }, "one-way latency");
    }

    /** Draws what one cell says at a height; false if it says nothing. */
    private interface Mark {
        boolean draw(CellResult cell, double y);
    }

    private String draw(Axis axis, DoubleFunction<String> label, Mark mark, String what) {
        double bottom = height();
        for (double tick : axis.ticks()) {
            svg.line(x(axis, tick), TOP, x(axis, tick), bottom, "grid");
            svg.text(x(axis, tick), bottom + 15, "tick", label.apply(tick));
        }
        double y = TOP;
        Optional<Pattern> group = Optional.empty();
        for (CellResult cell : cells) {
            if (!group.equals(Optional.of(cell.cell().pattern()))) {
                y += group.isPresent() ? GROUP_GAP : 0;
                group = Optional.of(cell.cell().pattern());
                svg.text(0, y + HEADING - 7, "group", cell.cell().pattern().toString());
                y += HEADING;
            }
            svg.text(LEFT - 8, y + LINE / 2 + 4, "series", cell.cell().transport().toString());
            if (!mark.draw(cell, y + LINE / 2)) {
                svg.text(LEFT + 5, y + LINE / 2 + 4, "value missing", "not measured");
            }
            y += LINE;
        }
        return svg.render(WIDTH, bottom + AXIS, what + ", messages of " + cells.get(0).cell().size());
    }

    private double height() {
        long groups = cells.stream().map(cell -> cell.cell().pattern()).distinct().count();
        return TOP + groups * HEADING + (groups - 1) * GROUP_GAP + cells.size() * LINE + 4;
    }

    private static double x(Axis axis, double number) {
        return LEFT + (RIGHT - LEFT) * axis.position(number);
    }
}

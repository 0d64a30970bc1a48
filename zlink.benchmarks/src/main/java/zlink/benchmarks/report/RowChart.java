package zlink.benchmarks.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * A chart with a line for each thing, in groups, on one axis.
 *
 * @param <T> what a line is about
 */
final class RowChart<T> {
    private static final int WIDTH = 560;
    private static final int RIGHT = WIDTH - 70;
    private static final int TOP = 6;
    private static final double LINE = 15;
    private static final double HEADING = 21;
    private static final double GROUP_GAP = 7;
    private static final double AXIS = 22;

    private final List<T> rows;
    private final Function<T, String> group;
    private final Function<T, String> series;
    private final Axis axis;
    private final int left;
    private final Svg svg = new Svg();

    /**
     * Prepares a chart.
     *
     * @param group the heading of a row; the rows of one are next to each other
     * @param series what stands before a row
     * @param left the room for that
     */
    RowChart(List<T> rows, Function<T, String> group, Function<T, String> series, Axis axis, int left) {
        this.rows = rows;
        this.group = group;
        this.series = series;
        this.axis = axis;
        this.left = left;
    }

    /** Draws what one row says at a height; false if it says nothing. */
    interface Mark<T> {
        boolean draw(T row, double y);
    }

    /** Where marks are drawn. */
    Svg svg() {
        return svg;
    }

    /** Where a number lies. */
    double x(double number) {
        return left + (RIGHT - left) * axis.position(number);
    }

    /** Draws everything. */
    String draw(DoubleFunction<String> label, Mark<T> mark, String title) {
        double bottom = height();
        for (double tick : axis.ticks()) {
            svg.line(x(tick), TOP, x(tick), bottom, "grid");
            svg.text(x(tick), bottom + 15, "tick", label.apply(tick));
        }
        double y = TOP;
        String current = null;
        for (T row : rows) {
            if (!group.apply(row).equals(current)) {
                y += current == null ? 0 : GROUP_GAP;
                current = group.apply(row);
                svg.text(0, y + HEADING - 7, "group", current);
                y += HEADING;
            }
            svg.text(left - 8, y + LINE / 2 + 4, "series", series.apply(row));
            if (!mark.draw(row, y + LINE / 2)) {
                svg.text(left + 5, y + LINE / 2 + 4, "value missing", "not measured");
            }
            y += LINE;
        }
        return svg.render(WIDTH, bottom + AXIS, title);
    }

    private double height() {
        long groups = rows.stream().map(group).distinct().count();
        return TOP + groups * HEADING + (groups - 1) * GROUP_GAP + rows.size() * LINE + 4;
    }
}

package zlink.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where numbers lie between two places, and which of them are labelled.
 *
 * <p>Linear where lengths are compared, since a bar that does not start at zero lies; logarithmic where only places
 * are, and the numbers span decades.
 */
final class Axis {
    private static final int WANTED_TICKS = 5;
    private static final double MOST_DECADES = 2.5; // with more than that three labels each would touch

    private final boolean logarithmic;
    private final double from;
    private final double to;
    private final List<Double> ticks;

    private Axis(boolean logarithmic, double from, double to, List<Double> ticks) {
        this.logarithmic = logarithmic;
        this.from = from;
        this.to = to;
        this.ticks = ticks;
    }

    /** From zero to at least the largest number, with ticks at round numbers. */
    static Axis linear(double largest) {
        double rough = Math.max(largest, 1) / WANTED_TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = List.of(1.0, 2.0, 5.0, 10.0).stream().map(factor -> factor * decade)
                .filter(candidate -> candidate >= rough * 0.999).findFirst().orElseThrow();
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i == 0 || ticks.get(i - 1) < Math.max(largest, 1); i++) {
            ticks.add(i * step);
        }
        return new Axis(false, 0, ticks.get(ticks.size() - 1), ticks);
    }

    /** From at most the smallest to at least the largest number, with ticks at 1, 2 and 5 times powers of ten. */
    static Axis logarithmic(double smallest, double largest) {
        List<Double> ticks = new ArrayList<>();
        int first = (int) Math.floor(Math.log10(smallest));
        int last = (int) Math.ceil(Math.log10(largest));
        int[] factors = Math.log10(largest / smallest) > MOST_DECADES ? new int[] {1} : new int[] {1, 2, 5};
        for (int exponent = first; exponent <= last; exponent++) {
            for (int factor : factors) {
                ticks.add(factor * Math.pow(10, exponent));
            }
        }
        while (ticks.size() > 2 && ticks.get(1) <= smallest) {
            ticks.remove(0);
        }
        while (ticks.size() > 2 && ticks.get(ticks.size() - 2) >= largest) {
            ticks.remove(ticks.size() - 1);
        }
        return new Axis(true, ticks.get(0), ticks.get(ticks.size() - 1), ticks);
    }

    /** The numbers to label, in rising order; the first and the last are the axis' ends. */
    List<Double> ticks() {
        return ticks;
    }

    /** Where a number lies: 0 at the beginning of the axis, 1 at its end. */
    double position(double number) {
        return logarithmic ? Math.log(number / from) / Math.log(to / from) : (number - from) / (to - from);
    }
}

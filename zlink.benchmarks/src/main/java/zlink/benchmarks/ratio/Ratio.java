package zlink.benchmarks.ratio;

import java.util.Arrays;
import java.util.Optional;

/**
 * How two peers relate, from rounds in which both were measured one soon after the other.
 *
 * @param median of the ratios of the rounds
 * @param least the smallest of them
 * @param most the largest of them
 * @param rounds how many there are
 */
public record Ratio(double median, double least, double most, int rounds) {

    /** Of the ratios of the rounds; empty if there is none. */
    public static Optional<Ratio> of(double... ratios) {
        if (ratios.length == 0) {
            return Optional.empty();
        }
        double[] sorted = ratios.clone();
        Arrays.sort(sorted);
        return Optional.of(new Ratio(median(sorted), sorted[0], sorted[sorted.length - 1], sorted.length));
    }

    /** The one in the middle, or the mean of the two there. */
    public static double median(double... sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}

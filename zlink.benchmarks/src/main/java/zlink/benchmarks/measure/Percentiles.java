package zlink.benchmarks.measure;

import java.util.Arrays;

/**
 * How long messages took, in nanoseconds; always times that were measured, none in between.
 *
 * @param p50Ns half of them took at most this
 * @param p99Ns 99 of 100
 * @param p999Ns 999 of 1000
 * @param maxNs all of them
 */
public record Percentiles(long p50Ns, long p99Ns, long p999Ns, long maxNs) {
    /** Where nothing was timed. */
    public static final Percentiles UNKNOWN = new Percentiles(Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.UNKNOWN,
            Outcome.UNKNOWN);

    /**
     * Of some times.
     *
     * @param timesNs at least one; sorted by this call
     */
    static Percentiles of(long[] timesNs) {
        Arrays.sort(timesNs);
        return new Percentiles(at(timesNs, 500), at(timesNs, 990), at(timesNs, 999), timesNs[timesNs.length - 1]);
    }

    private static long at(long[] sorted, int perMille) {
        int rank = (int) (((long) sorted.length * perMille + 999) / 1000);
        return sorted[rank - 1];
    }
}

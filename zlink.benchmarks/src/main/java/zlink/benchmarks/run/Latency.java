package zlink.benchmarks.run;

import java.util.Arrays;

/**
 * How long messages take one way.
 *
 * @param p50Ns half of them take at most this many nanoseconds
 * @param p99Ns 99 of 100 take at most this many nanoseconds
 */
public record Latency(long p50Ns, long p99Ns) {

    /**
     * Half of the round trips: the two ways cannot be timed apart, and both are the same work.
     *
     * @param roundTripsNs at least one; sorted by this call
     */
    static Latency ofRoundTrips(long[] roundTripsNs) {
        Arrays.sort(roundTripsNs);
        return new Latency(percentile(roundTripsNs, 50) / 2, percentile(roundTripsNs, 99) / 2);
    }

    /** The smallest value that at least so many percent do not exceed: always one that was measured. */
    private static long percentile(long[] sorted, int percent) {
        int rank = (int) (((long) sorted.length * percent + 99) / 100);
        return sorted[rank - 1];
    }
}

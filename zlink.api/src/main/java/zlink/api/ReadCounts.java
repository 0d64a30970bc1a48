package zlink.api;

/**
 * How often bytes were taken from a transport, by whose thread.
 *
 * <p>Each count is a number of read calls that yielded bytes since the connection or socket began.
 *
 * @param caller by an application thread that found its queue empty, see {@link SocketOption#SPECULATIVE_READ}
 * @param loop by the I/O thread
 */
public record ReadCounts(long caller, long loop) {
    /** No reads. */
    public static final ReadCounts NONE = new ReadCounts(0, 0);

    /**
     * All reads.
     *
     * @return the sum of the counts
     */
    public long total() {
        return caller + loop;
    }

    /**
     * These and the other's.
     *
     * @param other counts to add
     * @return the sums, count by count
     */
    public ReadCounts plus(ReadCounts other) {
        return new ReadCounts(caller + other.caller, loop + other.loop);
    }
}

package zlink.api;

/**
 * How often bytes were handed to a transport, by what caused it.
 *
 * <p>Each count is a number of write calls since the connection or socket began. Bytes sent divided by
 * {@link #total()} is the mean size of a write, which says how well batching works.
 *
 * @param direct by a sending thread at once, since the connection was idle or the sender had paused, with what waited;
 *     heartbeats too, whoever sends them
 * @param batch by a sending thread, since {@link SocketOption#BATCH_MAX_BYTES} or
 *     {@link SocketOption#BATCH_MAX_MESSAGES} was reached
 * @param tick by the I/O thread, when {@link SocketOption#BATCH_DELAY} had passed
 * @param beforePark by an application thread, before it went to sleep in a call on the same socket
 * @param loop by the I/O thread for any other cause: the channel had been full, messages had queued before there was a
 *     connection, the socket is being closed, or {@link SocketOption#SPECULATIVE_WRITE} is off
 */
public record WriteCounts(long direct, long batch, long tick, long beforePark, long loop) {
    /** No writes. */
    public static final WriteCounts NONE = new WriteCounts(0, 0, 0, 0, 0);

    /**
     * All writes.
     *
     * @return the sum of the counts
     */
    public long total() {
        return direct + batch + tick + beforePark + loop;
    }

    /**
     * These and the other's.
     *
     * @param other counts to add
     * @return the sums, count by count
     */
    public WriteCounts plus(WriteCounts other) {
        return new WriteCounts(direct + other.direct, batch + other.batch, tick + other.tick,
                beforePark + other.beforePark, loop + other.loop);
    }
}

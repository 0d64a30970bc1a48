package zlink.engine.session;

import java.util.function.LongUnaryOperator;

/**
 * How long to wait before the next attempt to connect.
 *
 * <p>Without a maximum the interval plus a random part of up to the same again, so that a crowd does not come back at
 * once; with one the interval doubles with each attempt up to it. Not thread-safe: the session's loop only.
 *
 * <p>Source: ZMQ_RECONNECT_IVL, ZMQ_RECONNECT_IVL_MAX; libzmq's {@code get_new_reconnect_ivl}.
 */
public final class ReconnectPolicy {
    /** Decades: what is longer counts as this, so that sums and times on the clock do not overflow. */
    static final long LONGEST_NS = Long.MAX_VALUE / 4;

    private final boolean reconnects;
    private final long intervalNs;
    private final long maximumNs;
    private final LongUnaryOperator randomBelow;
    private long currentNs;

    /**
     * A policy.
     *
     * @param intervalNs {@link Long#MAX_VALUE}: never connect again
     * @param maximumNs 0: no growth
     * @param randomBelow a random number from 0 up to, not including, its argument
     */
    public ReconnectPolicy(long intervalNs, long maximumNs, LongUnaryOperator randomBelow) {
        this.reconnects = intervalNs != Long.MAX_VALUE;
        this.intervalNs = Math.min(intervalNs, LONGEST_NS);
        this.maximumNs = Math.min(maximumNs, LONGEST_NS);
        this.randomBelow = randomBelow;
        this.currentNs = this.intervalNs;
    }

    /** Whether to connect again at all. */
    public boolean reconnects() {
        return reconnects;
    }

    /** Nanoseconds until the next attempt; each call counts as one attempt that failed. */
    public long nextDelayNs() {
        if (maximumNs <= intervalNs) {
            return intervalNs + randomBelow.applyAsLong(intervalNs);
        }
        long delayNs = currentNs;
        currentNs = Math.min(maximumNs, 2 * currentNs);
        return delayNs;
    }

    /** An attempt has led to a connection that lasted. */
    public void reset() {
        currentNs = intervalNs;
    }
}

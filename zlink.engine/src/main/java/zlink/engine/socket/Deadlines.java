package zlink.engine.socket;

/** Times of {@link System#nanoTime} until which to wait; {@link Long#MAX_VALUE} is never. */
final class Deadlines {
    /** No deadline has been worked out yet. */
    static final long NONE = Long.MIN_VALUE;

    private Deadlines() { }

    static long after(long timeoutNs) {
        if (timeoutNs == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long at = System.nanoTime() + timeoutNs;
        return at == Long.MAX_VALUE ? at - 1 : at;
    }

    static boolean passed(long deadlineNs) {
        return deadlineNs != Long.MAX_VALUE && deadlineNs - System.nanoTime() <= 0;
    }
}

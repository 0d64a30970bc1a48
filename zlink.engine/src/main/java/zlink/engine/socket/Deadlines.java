package zlink.engine.socket;

/** Times of {@link System#nanoTime} until which to wait; {@link Long#MAX_VALUE} is never. */
final class Deadlines {
    /** No deadline has been worked out yet. */
    static final long NONE = Long.MIN_VALUE;

    /** So that a little can be added and differences taken; nobody waits for a century. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    private Deadlines() { }

    static long after(long timeoutNs) {
        if (timeoutNs == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long at = System.nanoTime() + Math.min(timeoutNs, LONGEST);
        return at == Long.MAX_VALUE ? at - 1 : at;
    }

    static long sooner(long oneNs, long otherNs) {
        if (oneNs == Long.MAX_VALUE || otherNs == Long.MAX_VALUE) {
            return oneNs == Long.MAX_VALUE ? otherNs : oneNs;
        }
        return oneNs - otherNs <= 0 ? oneNs : otherNs;
    }

    static boolean passed(long deadlineNs) {
        return deadlineNs != Long.MAX_VALUE && deadlineNs - System.nanoTime() <= 0;
    }
}

package zlink.engine.socket;

/**
 * How long a receiver that finds nothing looks again before it parks. Guarded by the receive lock.
 *
 * <p>Looking pays if the message comes within what parking would cost anyway, so the budget follows how long receivers
 * have had to wait. That alone would keep two ends that answer each other parked for ever once they are: each waits for
 * the other's wake-ups, which take longer than any looking is worth. So now and then a few waits in a row are a trial,
 * and look for longer than they should. If the other end tries at the same time, both find out how quick the other one
 * is when it is awake. And when a long row of messages that were found by looking comes to an end, a trial begins at
 * once: most likely one of the two was interrupted, both have parked for it, and both try.
 *
 * <p>A large message is under way for longer than parking costs. Whoever parks for it leaves the reading to the loop,
 * which takes its processor and wakes it when all is over; so where large messages come, looking may take as long as
 * such a message does.
 */
final class SpinBudget {
    /** How long a wait for a small message looks at most. */
    static final long LONGEST_NS = 50_000;

    /** How long a wait for a message of any size looks at most. */
    static final long LONGEST_OF_ALL_NS = 1_000_000;

    static final long SHORTEST_NS = 2_000;

    /** How long a wait of a trial looks. After a longer wait there is no trial: that was no wake-up of the far end. */
    static final long TRIAL_NS = 150_000;

    private static final int WAITS_BETWEEN_TRIALS = 56;
    private static final int WAITS_OF_A_TRIAL = 8;

    /** So many messages in a row found by looking are worth a trial when the row ends. */
    private static final int ROW = 32;

    /** Looking for some times longer than was needed last time, for no two waits are alike. */
    private static final int MARGIN = 4;

    /** Nanoseconds for which a byte is under way, where all of a large message has to be copied four times. */
    private static final int UNDER_WAY_NS = 1;

    private final boolean spins;
    private long budgetNs = MARGIN * SHORTEST_NS;
    private int sinceTrial; // waits
    private int trialLeft;  // waits
    private int row;        // messages found by looking, up to a full row
    private long longestNs = LONGEST_NS; // for a message as large as the last one
    private boolean parked; // this wait has come to that
    private long sinceNs;   // when the last wait began
    private long waitedNs;  // how long the last one took that ended with a message

    /** @param spins whether anybody else can run while a thread looks: not on a single processor */
    SpinBudget(boolean spins) {
        this.spins = spins;
    }

    /** A wait begins: how long to look, in nanoseconds. */
    long begin(long nowNs) {
        sinceNs = nowNs;
        parked = false;
        if (!spins) {
            return 0;
        }
        if (trialLeft == 0 && ++sinceTrial > WAITS_BETWEEN_TRIALS) {
            sinceTrial = 0;
            trialLeft = waitedNs > trialNs() ? 0 : WAITS_OF_A_TRIAL;
        }
        if (trialLeft > 0) {
            trialLeft--;
            return trialNs();
        }
        return Math.min(budgetNs, longestNs);
    }

    private long trialNs() {
        return Math.max(TRIAL_NS, longestNs);
    }

    /** A message of so many bytes came, while looking or after parking. */
    void came(long nowNs, long bytes) {
        longestNs = Math.max(LONGEST_NS, Math.min(bytes * UNDER_WAY_NS, LONGEST_OF_ALL_NS));
        waitedNs = nowNs - sinceNs;
        if (!parked && row < ROW) {
            row++;
        }
        if (waitedNs <= longestNs) {
            budgetNs = Math.min(longestNs, Math.max(budgetNs, MARGIN * waitedNs));
        }
    }

    /** Nothing came while looking. */
    void failed() {
        parked = true;
        if (row == ROW) {
            trialLeft = WAITS_OF_A_TRIAL;
            sinceTrial = 0;
        }
        row = 0;
        budgetNs = Math.max(SHORTEST_NS, budgetNs / 2);
    }
}

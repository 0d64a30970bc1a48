package zlink.benchmarks.growth.role;

/** How far a publisher may be ahead of its subscribers, so that it drops for nobody who receives. */
public final class Acknowledgements {
    /**
     * A publisher waits when so many blocks are not acknowledged. Together they are less than half of the high-water
     * mark: JeroMQ's queues hear of what was taken from them only when it was as much as that.
     */
    static final int MOST_AHEAD = 3;

    private static final int MOST = 1_500;
    private static final int LEAST = 150;
    private static final int ALTOGETHER = 15_000;

    private Acknowledgements() {
    }

    /**
     * After how many messages that all of them have received subscribers say so: many, since saying it takes time, but
     * not so many that large messages for all of them fill the memory.
     */
    public static int block(int subscribers) {
        return Math.max(LEAST, Math.min(ALTOGETHER / subscribers, MOST));
    }

    /** How many acknowledgements there are for so many messages; the last block may be short. */
    static int blocks(long messages, int block) {
        return (int) ((messages + block - 1) / block);
    }
}

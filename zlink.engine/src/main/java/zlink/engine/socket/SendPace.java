package zlink.engine.socket;

import zlink.engine.connection.WirePipe;

/**
 * Whether a socket's application sends now and then, or one message after the other. Guarded by the send lock.
 *
 * <p>A connection alone cannot tell: what is written to the others of a socket takes longer than a connection has to be
 * idle to be quiet, and each message would be written to each peer by itself. It is the pause between two turns of the
 * sender that counts.
 *
 * <p>In the middle of a batch the clock is read now and then only, since in a stream it would be read for nothing. What
 * has passed since the last look belongs to all messages since then. One pause is enough for it to be read for every
 * message, until messages follow each other again: who sends every ten microseconds is not to wait for a batch because
 * two messages happened to come together.
 */
final class SendPace {
    private static final int MOST_BETWEEN_LOOKS = 16;

    private enum Turn { UNJUDGED, QUIET, BUSY }

    private Turn turn = Turn.UNJUDGED;
    private long seenNs; // when the sender was last known to be sending
    private int unseen;  // messages put into batches since then, each counted for each of its peers
    private int betweenLooks = 1;

    /** The pace of a socket that has not sent yet. */
    SendPace(long nowNs) {
        seenNs = nowNs - WirePipe.QUIET_NS;
    }

    /** Counts a message that goes into a batch; returns whether to ask {@link #isQuiet} about it. */
    boolean isDueToLook() {
        return ++unseen >= betweenLooks;
    }

    /** The first question of a turn decides: a message to many peers is written to all of them, or waits for all. */
    boolean isQuiet(long nowNs, long bytes) {
        if (turn == Turn.UNJUDGED) {
            if (nowNs - seenNs >= WirePipe.quietNs(bytes) * Math.max(1, unseen)) {
                turn = Turn.QUIET;
                betweenLooks = 1;
            } else {
                turn = Turn.BUSY;
                betweenLooks = Math.min(2 * betweenLooks, MOST_BETWEEN_LOOKS);
            }
        }
        seen(nowNs);
        return turn == Turn.QUIET;
    }

    /** The sender wrote, and that was over at this time. */
    void wrote(long nowNs) {
        if (nowNs - seenNs > 0) {
            seen(nowNs);
        }
    }

    private void seen(long nowNs) {
        seenNs = nowNs;
        unseen = 0;
    }

    /** The send lock is about to be given back. */
    void turnEnds() {
        if (turn != Turn.UNJUDGED) { // storing a reference costs the collector's barrier
            turn = Turn.UNJUDGED;
        }
    }
}

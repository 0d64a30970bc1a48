package zlink.engine.socket;

import zlink.engine.connection.WirePipe;

/**
 * Whether a socket's application sends now and then, or one message after the other. Guarded by the send lock.
 *
 * <p>A connection alone cannot tell: what is written to the others of a socket takes longer than a connection has to be
 * idle to be quiet, and each message would be written to each peer by itself. It is the pause between two turns of the
 * sender that counts.
 */
final class SendPace {

    private enum Turn { UNJUDGED, QUIET, BUSY }

    private Turn turn = Turn.UNJUDGED;
    private long wroteNs; // when what was last written at once had been

    /** The pace of a socket that has not sent yet. */
    SendPace(long nowNs) {
        wroteNs = nowNs - WirePipe.QUIET_NS;
    }

    /** The first question of a turn decides: a message to many peers is written to all of them, or waits for all. */
    boolean isQuiet(long nowNs) {
        if (turn == Turn.UNJUDGED) {
            turn = nowNs - wroteNs >= WirePipe.QUIET_NS ? Turn.QUIET : Turn.BUSY;
        }
        return turn == Turn.QUIET;
    }

    /** A message was written at once. */
    void wrote(long nowNs) {
        wroteNs = nowNs;
    }

    /** The send lock is about to be given back. */
    void turnEnds() {
        if (turn != Turn.UNJUDGED) { // storing a reference costs the collector's barrier
            turn = Turn.UNJUDGED;
        }
    }
}

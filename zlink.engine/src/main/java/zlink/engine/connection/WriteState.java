package zlink.engine.connection;

/**
 * Who writes a connection. {@link #WRITING} is a token: whoever brings it about writes, nobody else. A
 * sender with time keeps it while the channel takes no more, for a moment, and looks again by itself.
 *
 * <pre>
 *   UNREADY      → WRITING       the handshake is done: the loop writes what has queued
 *   IDLE         → WRITING       a sender, or the loop at a tick
 *   WRITING      → WRITING_MORE  somebody else wants to write: the token's holder looks again before it leaves
 *   WRITING_MORE → WRITING       it looks again
 *   WRITING      → IDLE          nothing is left
 *   WRITING(_MORE) → BLOCKED     the channel takes no more, or this turn was long enough: the loop watches it
 *   BLOCKED      → WRITING       the loop, when the channel takes more; a sender whose queue is full or that stays
 *   any          → CLOSED        the loop, or the writer that met an error
 * </pre>
 */
public enum WriteState {
    /** The handshake is not done. */
    UNREADY,
    /** Nobody writes. */
    IDLE,
    /** Somebody writes. */
    WRITING,
    /** Somebody writes and will look again. */
    WRITING_MORE,
    /** The loop will write when the channel takes more. */
    BLOCKED,
    /** Nothing will be written any more. */
    CLOSED;

    /** Whether the transition is one of those above. */
    boolean mayBecome(WriteState next) {
        return switch (this) {
            case UNREADY, IDLE -> next == WRITING || next == CLOSED;
            case WRITING -> next == WRITING_MORE || next == IDLE || next == BLOCKED || next == CLOSED;
            case WRITING_MORE -> next == WRITING || next == BLOCKED || next == CLOSED;
            case BLOCKED -> next == WRITING || next == CLOSED;
            case CLOSED -> false;
        };
    }
}

package zlink.engine.pipe;

/** Why queued messages are handed to the transport; counted in the statistics. */
public enum FlushCause {
    /** The connection was idle and quiet, or the sender had paused: it writes at once. */
    DIRECT,
    /** A batch is full: the sender writes it. */
    BATCH,
    /** The batch delay has passed: the loop writes. */
    TICK,
    /** The thread that sent is about to wait, or asked for it. */
    BEFORE_WAIT,
    /** The queue is full: the sender makes room. */
    FULL,
    /** The channel takes bytes again: the loop writes. */
    UNBLOCKED,
    /** Those who send do not write, or do not any more: the loop writes for them. */
    LOOP
}

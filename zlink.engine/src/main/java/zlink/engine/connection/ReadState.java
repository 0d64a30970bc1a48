package zlink.engine.connection;

/**
 * Who reads a connection. {@link #READING} is a token: whoever brings it about reads, nobody else.
 *
 * <pre>
 *   ARMED   → READING   the loop (the channel is readable), or a caller that finds its queue empty
 *   LENT    → READING   the caller again
 *   STOPPED → READING   whoever drained the queue below its low-water mark: reads at once, without waiting
 *   READING → ARMED     the loop is to watch the channel
 *   READING → LENT      a caller got what it came for and will be back; the loop takes it back if not
 *   READING → STOPPED   the queue is at its limit: nobody watches, flow control holds the peer
 *   LENT    → ARMED     the caller is about to wait, or did not come back
 *   any     → CLOSED    the loop, or the reader that met the end
 * </pre>
 */
public enum ReadState {
    /** The loop watches the channel. */
    ARMED,
    /** Somebody reads. */
    READING,
    /** Nobody reads or watches, but the caller that read last is expected back. */
    LENT,
    /** The queue is full; reading goes on when it has been drained. */
    STOPPED,
    /** Nothing will be read any more. */
    CLOSED;

    /** Whether the transition is one of those above. */
    boolean mayBecome(ReadState next) {
        return switch (this) {
            case ARMED, STOPPED -> next == READING || next == CLOSED;
            case LENT -> next == READING || next == ARMED || next == CLOSED;
            case READING -> next != READING;
            case CLOSED -> false;
        };
    }
}

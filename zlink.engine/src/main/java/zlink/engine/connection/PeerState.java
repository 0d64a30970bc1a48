package zlink.engine.connection;

/**
 * Life of one connection, as a pure function of what happened to it.
 *
 * <p>Source: ZMTP 3.1 (RFC 37), {@code connection = greeting handshake traffic}.
 */
public enum PeerState {
    /** The transport has not connected yet. */
    CONNECTING,
    /** Greeting and mechanism are under way. */
    HANDSHAKING,
    /** Messages flow. */
    READY,
    /** We close: what is queued still leaves. */
    DRAINING,
    /** Nothing more leaves: waits for the peer to end as well. */
    ENDING,
    /** Over. */
    CLOSED;

    /** What can happen; the loop turns channels and timers into these. */
    public enum Event { CONNECTED, SHAKEN, CLOSE_ASKED, DRAINED, FAILED }

    /**
     * The only place a connection changes state.
     *
     * @throws IllegalStateException if {@code event} cannot happen here: a defect of ours, never of the peer
     */
    public PeerState on(Event event) {
        return switch (event) {
            case FAILED -> CLOSED;
            case CLOSE_ASKED -> this == READY || this == DRAINING ? DRAINING : this == ENDING ? ENDING : CLOSED;
            case CONNECTED -> from(CONNECTING, event, HANDSHAKING);
            case SHAKEN -> from(HANDSHAKING, event, READY);
            case DRAINED -> from(DRAINING, event, ENDING);
        };
    }

    private PeerState from(PeerState required, Event event, PeerState next) {
        if (this == CLOSED) {
            return CLOSED; // late news of cancelled I/O
        }
        if (this != required) {
            throw new IllegalStateException(event + " in " + this);
        }
        return next;
    }
}

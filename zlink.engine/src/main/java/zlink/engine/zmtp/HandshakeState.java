package zlink.engine.zmtp;

/**
 * How far a handshake has come, as a pure function of what the peer has sent.
 *
 * <p>Source: ZMTP 3.1 (RFC 37), {@code connection = greeting handshake traffic}.
 */
public enum HandshakeState {
    /** Waits for the signature and the major version, 11 bytes. Leads to {@link #GREETING}. */
    SIGNATURE,
    /** Waits for the other 53 bytes of the greeting. Leads to {@link #COMMANDS}. */
    GREETING,
    /** Waits for commands of the security mechanism. Leads to {@link #DONE}. */
    COMMANDS,
    /** Both sides are done: what follows is traffic. */
    DONE,
    /** The peer broke the rules, or one side refused the other. */
    FAILED;

    /** What can happen. */
    public enum Event {
        /** A signature and a version that we speak have come. */
        SIGNED,
        /** The rest of the greeting has come, and names our mechanism. */
        GREETED,
        /** The mechanism is done, and the peer is one that we talk to. */
        AGREED,
        /** Anything else has come. */
        VIOLATED
    }

    /** Whether nothing will change any more. */
    public boolean isOver() {
        return this == DONE || this == FAILED;
    }

    /**
     * The only place a handshake changes state.
     *
     * @throws IllegalStateException if {@code event} cannot happen here: a bug of ours, never of the peer
     */
    public HandshakeState on(Event event) {
        return switch (event) {
            case SIGNED -> next(this == SIGNATURE, event, GREETING);
            case GREETED -> next(this == GREETING, event, COMMANDS);
            case AGREED -> next(this == COMMANDS, event, DONE);
            case VIOLATED -> next(!isOver(), event, FAILED);
        };
    }

    private HandshakeState next(boolean allowed, Event event, HandshakeState next) {
        if (!allowed) {
            throw new IllegalStateException(event + " in " + this);
        }
        return next;
    }
}

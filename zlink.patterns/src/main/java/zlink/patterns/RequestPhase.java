package zlink.patterns;

/** Where a REQ socket is between asking and being answered. */
enum RequestPhase {
    /** The application asks next. */
    IDLE,
    /** A request is on its way into a pipe. */
    ASKING,
    /** A request is out, its reply is not in. */
    AWAITING;

    /** What moves a REQ socket on. */
    enum Event {
        /** The application sends a request and there is a peer for it. */
        ASK,
        /** The request is in the pipe. */
        ASKED,
        /** The request could not be put into the pipe. */
        FAILED,
        /** The application has received the reply. */
        ANSWERED
    }

    /**
     * The phase after an event.
     *
     * @param relaxed whether a request may follow a request
     * @return null if the event is not allowed in this phase
     */
    RequestPhase after(Event event, boolean relaxed) {
        return switch (event) {
            case ASK -> this == IDLE || this == AWAITING && relaxed ? ASKING : null;
            case ASKED -> this == ASKING ? AWAITING : null;
            case FAILED -> this == ASKING ? IDLE : null;
            case ANSWERED -> this == AWAITING ? IDLE : null;
        };
    }
}

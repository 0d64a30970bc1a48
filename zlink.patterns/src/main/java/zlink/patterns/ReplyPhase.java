package zlink.patterns;

/** Whose turn it is on a REP socket. */
enum ReplyPhase {
    /** The application receives next. */
    RECEIVING,
    /** The application replies next. */
    REPLYING;

    /** What moves a REP socket on. */
    enum Event {
        /** The application has received a request. */
        ASKED,
        /** The application has replied. */
        REPLIED
    }

    /**
     * The phase after an event.
     *
     * @return null if the event is not allowed in this phase
     */
    ReplyPhase after(Event event) {
        return switch (event) {
            case ASKED -> this == RECEIVING ? REPLYING : null;
            case REPLIED -> this == REPLYING ? RECEIVING : null;
        };
    }
}

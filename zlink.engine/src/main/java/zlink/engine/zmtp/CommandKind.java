package zlink.engine.zmtp;

/** The commands that mean something to us. */
public enum CommandKind {
    /** Ends a handshake, with the peer's metadata. */
    READY,
    /** Refuses a connection, with a reason. */
    ERROR,
    /** Asks for a {@link #PONG}; carries the time after which silence means death. */
    PING,
    /** Answers a {@link #PING}, with its context. */
    PONG,
    /** Subscribes to a topic. */
    SUBSCRIBE,
    /** Ends a subscription. */
    CANCEL,
    /** Any other, to be ignored. */
    UNKNOWN
}

package zlink.api;

/** The part a socket plays in a messaging pattern; a handshake tells it to the peer under this name. */
public enum SocketType {
    /** One peer, both directions. */
    PAIR,
    /** Sends each message to all subscribers. */
    PUB,
    /** Receives what it has subscribed to. */
    SUB,
    /** Sends a request, then receives its reply. */
    REQ,
    /** Receives a request, then sends its reply. */
    REP,
    /** Sends round-robin and receives fairly, without the order of {@link #REQ}. */
    DEALER,
    /** Sends to the peer named by the first frame; puts the sender's name in front of what it receives. */
    ROUTER,
    /** Receives fairly from all peers. */
    PULL,
    /** Sends round-robin to all peers. */
    PUSH,
    /** A {@link #PUB} that sees the subscriptions. */
    XPUB,
    /** A {@link #SUB} that sends its subscriptions as messages. */
    XSUB,
    /** Exchanges raw bytes with peers that do not speak ZMTP. */
    STREAM
}

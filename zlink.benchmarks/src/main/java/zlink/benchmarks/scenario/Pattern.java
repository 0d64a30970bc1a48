package zlink.benchmarks.scenario;

/** Which sockets face each other, and how their messages are received. */
public enum Pattern {
    /** Two PAIR sockets. */
    PAIR,
    /** Two DEALER sockets. */
    DEALER_DEALER,
    /** A DEALER that sends to a ROUTER, which answers whom it received from. */
    DEALER_ROUTER,
    /** Two ROUTER sockets, each with a routing id the other knows. */
    ROUTER_ROUTER,
    /** The same, but no message is received before a poller has reported it. */
    ROUTER_ROUTER_POLL,
    /** A PUB that sends to a SUB. */
    PUBSUB,
    /** A PUSH that sends to a PULL. */
    PUSHPULL
}

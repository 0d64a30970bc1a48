package zlink.api;

/**
 * Receives the messages whose first frame starts with a prefix it has subscribed to.
 *
 * <p>Subscriptions are counted: what was subscribed twice must be unsubscribed twice. They are sent to every peer,
 * present and future, and again after each reconnect.
 *
 * <p>Source: RFC 29 (SUB), zmq_setsockopt(3) ZMQ_SUBSCRIBE, ZMQ_UNSUBSCRIBE.
 */
public non-sealed interface SubSocket extends Receiver {

    /** Subscribes to messages that start with these bytes; an empty prefix means all. */
    void subscribe(byte[] prefix);

    /** Subscribes to messages that start with this text in UTF-8; empty means all. */
    void subscribe(String prefix);

    /** Takes one subscription back; one that does not exist is ignored. */
    void unsubscribe(byte[] prefix);

    /** Takes one subscription back; one that does not exist is ignored. */
    void unsubscribe(String prefix);
}

package zlink.api;

/**
 * A SUB that sends upstream: a message whose first byte is 1 or 0 subscribes to or unsubscribes from the prefix
 * that follows it, any other goes to every peer as it is.
 *
 * <p>Unlike SUB it receives whatever its peers send, whether it has subscribed to it or not.
 *
 * <p>Source: RFC 29 (XSUB), zmq_socket(3).
 */
public non-sealed interface XSubSocket extends Sender, Receiver {

    /** Subscribes to messages that start with these bytes; an empty prefix means all. */
    void subscribe(byte[] prefix);

    /** Takes one subscription back; one that does not exist is ignored. */
    void unsubscribe(byte[] prefix);
}

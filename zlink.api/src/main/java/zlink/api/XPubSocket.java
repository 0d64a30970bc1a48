package zlink.api;

/**
 * A PUB that receives its peers' subscriptions, as messages of byte 1 (subscribe) or 0 (unsubscribe) and the
 * prefix, and whatever else they send upstream.
 *
 * <p>By default only the first subscription to a prefix and its last cancellation are received:
 * {@link SocketOption#XPUB_VERBOSE}, {@link SocketOption#XPUB_VERBOSER}. With {@link SocketOption#XPUB_MANUAL}
 * nothing is subscribed until this side says so.
 *
 * <p>Source: RFC 29 (XPUB), zmq_socket(3).
 */
public non-sealed interface XPubSocket extends Sender, Receiver {

    /**
     * Subscribes the peer whose subscription was received last to a prefix of our choice.
     *
     * @throws SocketStateException without {@link SocketOption#XPUB_MANUAL}, or before any subscription
     */
    void subscribe(byte[] prefix);

    /**
     * Takes a subscription of the peer whose message was received last back.
     *
     * @throws SocketStateException without {@link SocketOption#XPUB_MANUAL}, or before any subscription
     */
    void unsubscribe(byte[] prefix);
}

package zlink.api;

/**
 * Sends each message to every peer that has subscribed to a prefix of its first frame. Never waits: a peer whose
 * queue is full misses the message, which is counted in {@link SocketStatistics}.
 *
 * <p>Source: RFC 29 (PUB), zmq_socket(3).
 */
public non-sealed interface PubSocket extends Sender { }

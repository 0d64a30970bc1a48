package zlink.api;

/**
 * Hands whole messages to its peers in turn, skipping those that are full; waits while all are.
 *
 * <p>Source: RFC 30 (PUSH), zmq_socket(3).
 */
public non-sealed interface PushSocket extends Sender { }

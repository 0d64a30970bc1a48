package zlink.api;

/**
 * Collects messages from all its peers, one from each in turn.
 *
 * <p>Source: RFC 30 (PULL), zmq_socket(3).
 */
public non-sealed interface PullSocket extends Receiver { }

package zlink.api;

/**
 * Exactly one peer, both ways. A second peer is refused while the first is there.
 *
 * <p>Source: RFC 31 (PAIR), zmq_socket(3).
 */
public non-sealed interface PairSocket extends Sender, Receiver { }

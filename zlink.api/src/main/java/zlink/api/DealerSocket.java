package zlink.api;

/**
 * Sends whole messages to its peers in turn, skipping those that are full, and receives from all, a message from
 * each in turn.
 *
 * <p>Source: RFC 28 (DEALER), zmq_socket(3).
 */
public non-sealed interface DealerSocket extends Sender, Receiver { }

package zlink.api;

/**
 * Receives a request, one from each peer in turn, and sends the reply to whoever asked.
 *
 * <p>Strictly alternates: a {@code send} without a request, or a {@code receive} before the reply, throws
 * {@link SocketStateException}. A reply to a peer that has gone is dropped.
 *
 * <p>Source: RFC 28 (REP), zmq_socket(3).
 */
public non-sealed interface RepSocket extends Sender, Receiver { }

package zlink.api;

/**
 * Sends a request to one of its peers in turn and receives the reply to it.
 *
 * <p>Strictly alternates: a second {@code send} before the reply, or a {@code receive} without a request, throws
 * {@link SocketStateException}, unless {@link SocketOption#REQ_RELAXED} allows a new request.
 *
 * <p>Source: RFC 28 (REQ), zmq_socket(3).
 */
public non-sealed interface ReqSocket extends Sender, Receiver { }

package zlink.engine.socket;

/** Life of a socket; every transition is a compare-and-set on the socket. */
enum SocketState {
    /** In use. */
    OPEN,
    /** {@code close} was called: nothing more is sent or received, what was sent still leaves. */
    CLOSING,
    /** Nothing is left. */
    CLOSED
}

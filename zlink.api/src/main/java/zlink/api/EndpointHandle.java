package zlink.api;

/** One {@code bind} or {@code connect} of a socket. May be used from any thread. */
public interface EndpointHandle extends AutoCloseable {

    /** The endpoint with wildcards resolved, as a peer on this host can connect to it. */
    Endpoint endpoint();

    /** Whether it was bound rather than connected. */
    boolean isBound();

    /** Whether neither this handle nor its socket has been closed. */
    boolean isOpen();

    /**
     * Undoes the {@code bind} or {@code connect}; idempotent.
     *
     * <p>An unbound endpoint accepts no more peers and gives its address back before this returns; peers already
     * connected stay. A disconnected endpoint closes its connection after what has been sent is delivered,
     * within {@link SocketOption#LINGER}, and is not connected again.
     */
    @Override
    void close();
}

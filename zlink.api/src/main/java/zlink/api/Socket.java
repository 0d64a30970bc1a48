package zlink.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * One end of a messaging pattern, attached to any number of endpoints.
 *
 * <p>Every method may be called from any thread, virtual threads included, also at the same time as any other.
 * Interrupting a blocked caller throws {@link InterruptedOperationException} and leaves the socket usable.
 * After {@link #close} every method but {@code close}, {@code type}, {@code options} and {@code statistics}
 * throws {@link ClosedException}.
 */
public sealed interface Socket extends AutoCloseable permits Sender, Receiver {

    /** The pattern this socket speaks. */
    SocketType type();

    /** The options it was opened with, the context's defaults included. */
    SocketOptions options();

    /**
     * Accepts peers at an endpoint until the handle or the socket is closed.
     *
     * @return a handle with the resolved endpoint: {@code tcp://127.0.0.1:*} has its real port there
     * @throws InvalidEndpointException if the endpoint is malformed or no transport serves its scheme
     * @throws EndpointUnavailableException if the address is in use, not ours, or may not be opened
     */
    EndpointHandle bind(Endpoint endpoint);

    /** Parses the endpoint and binds to it. */
    default EndpointHandle bind(String endpoint) {
        return bind(Endpoint.of(endpoint));
    }

    /**
     * Connects to an endpoint, and again whenever the connection is lost, until the handle or the socket is
     * closed. Returns at once; the peer need not be there yet.
     *
     * @throws InvalidEndpointException if the endpoint is malformed or no transport serves its scheme
     */
    EndpointHandle connect(Endpoint endpoint);

    /** Parses the endpoint and connects to it. */
    default EndpointHandle connect(String endpoint) {
        return connect(Endpoint.of(endpoint));
    }

    /**
     * Closes the handle that was bound to this endpoint, which may be given as it was to {@link #bind} or as the
     * handle has it, resolved.
     *
     * <p>One call undoes one {@code bind}: of several that were given the same wildcard the first that is still open.
     * (libzmq closes all whose resolved endpoint it is, and knows no other.)
     *
     * @throws EndpointUnavailableException if none is
     */
    void unbind(Endpoint endpoint);

    /**
     * Closes the handle that was connected to this endpoint; of several the first that is still open.
     *
     * @throws EndpointUnavailableException if none is
     */
    void disconnect(Endpoint endpoint);

    /** Endpoints bound and connected now, in the order in which they were opened. */
    List<EndpointHandle> endpoints();

    /**
     * Tells a listener of everything that happens to this socket's connections from now on.
     *
     * @return closing it ends the monitoring
     */
    MonitorHandle monitor(MonitorListener listener);

    /** The same events as a publisher: each subscriber sees what happens from its subscription on. */
    Flow.Publisher<MonitorEvent> events();

    /** Counts since the socket was opened; cheap, consistent per counter. */
    SocketStatistics statistics();

    /** The same counts for each connection that is established now. */
    List<ConnectionStatistics> connections();

    /** Whether {@link #close} has been called. */
    boolean isClosed();

    /**
     * Closes the socket; idempotent, from any thread, never longer than {@link SocketOption#LINGER}.
     *
     * <p>Messages already sent are still delivered within that time if their peer takes them. Callers blocked in
     * this socket get a {@link ClosedException} at once.
     */
    @Override
    void close();

    /** Closes like {@link #close()}, lingering for the given time instead of {@link SocketOption#LINGER}. */
    void close(Duration linger);
}

package zlink.transport.spi;

import java.io.IOException;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.api.spi.Transport;

/**
 * Opens byte connections for one URI scheme.
 *
 * <p>Stateless: one instance serves every context, from any thread. Nothing is opened before {@link #bind} or
 * {@link #connect}, so a rejected configuration leaves nothing to close. A transport never starts a thread.
 */
public interface TransportProvider extends Transport {

    /**
     * {@inheritDoc}
     *
     * <p>Letters, digits, {@code +}, {@code -} and dots, a letter first; unique among a context's transports.
     */
    @Override
    String scheme();

    /**
     * Checks an address without touching the network; never resolves names.
     *
     * @param endpoint an endpoint of this scheme
     * @param use whether the endpoint is to be bound or connected to
     * @throws zlink.api.InvalidEndpointException naming what is wrong with the address and what is allowed
     */
    void check(Endpoint endpoint, Use use);

    /**
     * Opens a listener. Called on the thread that called {@code bind}; may resolve names.
     *
     * @throws IOException if the address is taken or not ours
     */
    Listener bind(Endpoint endpoint, SocketOptions options) throws IOException;

    /**
     * Whether {@link #connect} to this endpoint may wait, for a name server as a rule. If so, it is called on one of
     * the context's few resolver threads, and waits for its turn there; if not, on an I/O loop, at once.
     *
     * @param endpoint an endpoint of this scheme that {@link #check} has found right
     */
    default boolean connectMayWait(Endpoint endpoint) {
        return true;
    }

    /**
     * Starts to connect and returns without waiting for the peer; may wait for names if it has {@linkplain
     * #connectMayWait said so}. Called anew for every attempt.
     *
     * @throws IOException if the name cannot be resolved or the attempt fails at once
     */
    Connection connect(Endpoint endpoint, SocketOptions options) throws IOException;

    /**
     * Whether peers get the very bytes that are written, so that STREAM sockets can use it for peers that do not speak
     * ZMTP; not if it makes something else of ZMTP's frames, as WebSockets do.
     */
    default boolean carriesRawBytes() {
        return true;
    }

    /** What an endpoint is for: wildcards may be bound, never connected to. */
    enum Use { BIND, CONNECT }
}

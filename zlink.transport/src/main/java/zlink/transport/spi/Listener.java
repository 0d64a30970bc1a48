package zlink.transport.spi;

import java.io.IOException;
import java.util.Optional;
import zlink.api.Endpoint;

/** A bound endpoint that accepts connections without blocking. Used by one I/O loop after {@code bind}. */
public interface Listener extends AutoCloseable {

    /** The resolved endpoint: wildcards replaced by the real address, ready to be connected to. */
    Endpoint endpoint();

    /**
     * Takes one waiting connection; empty if none waits or the one that waited was refused by a filter.
     *
     * @throws IOException if accepting failed (descriptors exhausted, for example); the listener stays usable
     */
    Optional<Connection> accept() throws IOException;

    /** Reports {@link Readiness#READ} while a connection waits to be accepted. */
    Readiness readiness();

    /**
     * Whether an accepted connection may turn out, while it {@linkplain Connection#shakeHands shakes hands}, to be
     * meant for another listener of the same address. Until that is known the engine counts it among the handshakes
     * under way here, but not among the connections, and tells nobody that it was accepted. The same for good.
     */
    default boolean sharesAddress() {
        return false;
    }

    /**
     * Stops listening and gives the address back; idempotent; from any thread; connections already accepted live
     * on.
     *
     * <p>A channel that is registered with a selector gives its address back when that selector selects next, as
     * the JDK has it: whoever closes such a listener elsewhere wakes the selector and waits for it.
     */
    @Override
    void close();
}

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
     * Stops listening and gives the address back; idempotent; from any thread; connections already accepted live
     * on.
     *
     * <p>A channel that is registered with a selector gives its address back when that selector selects next, as
     * the JDK has it: whoever closes such a listener elsewhere wakes the selector and waits for it.
     */
    @Override
    void close();
}

package zlink.transport.contract;

import java.io.IOException;
import java.util.function.Supplier;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;

/**
 * One provider and where it can be bound.
 *
 * @param wildcard an endpoint that can be bound any number of times, each time to another real one
 * @param fresh supplies endpoints, wildcards or not, whose resolved form can be bound again
 * @param options what both ends need to get on with each other
 */
public record TransportFixture(TransportProvider provider, Endpoint wildcard, Supplier<Endpoint> fresh,
        SocketOptions options) {

    /** One that needs no options. */
    public TransportFixture(TransportProvider provider, Endpoint wildcard, Supplier<Endpoint> fresh) {
        this(provider, wildcard, fresh, SocketOptions.defaults());
    }

    Listener bind() throws IOException {
        return bind(fresh.get());
    }

    Listener bind(Endpoint endpoint) throws IOException {
        return provider.bind(endpoint, options);
    }

    Connection connect(Endpoint endpoint) throws IOException {
        return provider.connect(endpoint, options);
    }

    /** An endpoint where somebody listened a moment ago. */
    Endpoint vacant() throws IOException {
        try (Listener listener = bind()) {
            return listener.endpoint();
        }
    }
}

package zlink.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Pipe;
import java.util.Optional;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;
import zlink.transport.spi.TransportProvider;

/** A transport below a layer that has one connection at a time, which whoever connects or accepts gets. */
final class OneConnection implements TransportProvider {
    static final Endpoint ENDPOINT = Endpoint.of("ws://127.0.0.1:5555/feed");

    private Connection connection;

    /** What the next call gets. */
    void next(Connection next) {
        connection = next;
    }

    @Override
    public String scheme() {
        return "tcp";
    }

    @Override
    public void check(Endpoint endpoint, Use use) {
        // Any will do.
    }

    @Override
    public Connection connect(Endpoint endpoint, SocketOptions options) {
        return connection;
    }

    @Override
    public Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
        Pipe unused = Pipe.open();
        return new Listener() {
            @Override
            public Endpoint endpoint() {
                return endpoint;
            }

            @Override
            public Optional<Connection> accept() {
                return Optional.of(connection);
            }

            @Override
            public Readiness readiness() {
                return new Readiness.Selectable(unused.source()); // for which nobody waits
            }

            @Override
            public void close() {
                try {
                    unused.source().close();
                    unused.sink().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}

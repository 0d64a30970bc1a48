package zlink.transport.tls;

import java.io.IOException;
import java.util.Optional;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/** Lays TLS over what another listener accepts. */
final class TlsListener implements Listener {

    private final Listener below;
    private final TlsServer server;

    TlsListener(Listener below, TlsServer server) {
        this.below = below;
        this.server = server;
    }

    @Override
    public Endpoint endpoint() {
        return below.endpoint();
    }

    @Override
    public Optional<Connection> accept() throws IOException {
        Optional<Connection> accepted = below.accept();
        if (accepted.isEmpty()) {
            return accepted;
        }
        try {
            return Optional.of(server.over(accepted.get()));
        } catch (IOException | RuntimeException failure) {
            accepted.get().close();
            throw failure;
        }
    }

    @Override
    public Readiness readiness() {
        return below.readiness();
    }

    @Override
    public void close() {
        below.close();
    }

    @Override
    public String toString() {
        return endpoint().toString();
    }
}

package zlink.transport.ws;

import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/** A listener whose connections get a layer. */
final class WebSocketListener implements Listener {

    private final Listener below;
    private final Endpoint endpoint;
    private final UnaryOperator<Connection> layer;

    WebSocketListener(Listener below, Endpoint endpoint, UnaryOperator<Connection> layer) {
        this.below = below;
        this.endpoint = endpoint;
        this.layer = layer;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Optional<Connection> accept() throws IOException {
        return below.accept().map(layer);
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
        return endpoint.toString();
    }
}

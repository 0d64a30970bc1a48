package zlink.transport.layer;

import java.io.IOException;
import java.util.Optional;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/** A listener that lays something over what another one accepts. */
public final class LayerListener implements Listener {

    /** What is laid over a connection. */
    @FunctionalInterface
    public interface Layer {

        /** The accepted connection with the layer; on the listener's I/O loop. */
        Connection over(Connection accepted) throws IOException;
    }

    private final Listener below;
    private final Endpoint endpoint;
    private final Layer layer;

    /**
     * Takes over a listener.
     *
     * @param endpoint what it is bound to in the layer's words, without wildcards
     */
    public LayerListener(Listener below, Endpoint endpoint, Layer layer) {
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
        Optional<Connection> accepted = below.accept();
        if (accepted.isEmpty()) {
            return accepted;
        }
        try {
            return Optional.of(layer.over(accepted.get()));
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
        return endpoint.toString();
    }
}

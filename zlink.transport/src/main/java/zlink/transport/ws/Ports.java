package zlink.transport.ws;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.transport.spi.Listener;
import zlink.transport.tcp.TcpTransport;

/** Ports by their addresses, so that who binds another path of one finds it. Any thread. */
final class Ports {

    private final TcpTransport tcp = new TcpTransport(); // knows what an address stands for
    private final Map<String, Port> bound = new ConcurrentHashMap<>(); // added to by whoever has the lock
    private final ReentrantLock binding = new ReentrantLock(); // a bind knows those before it; never on an I/O loop

    /**
     * Joins the port of an endpoint, or binds it.
     *
     * @throws IOException if neither is possible
     */
    PathListener bind(WebSocketTransport transport, WsEndpoint at, SocketOptions options) throws IOException {
        Optional<Endpoint> resolved = tcp.resolved(at.below(), options); // before the lock: it may wait for a name
        binding.lock();
        try {
            Port port = resolved.map(Endpoint::address).map(bound::get).orElse(null);
            Optional<PathListener> joined =
                    port == null ? Optional.empty() : port.join(transport, at.path(), options);
            return joined.isPresent() ? joined.get() : open(transport, resolved.orElse(at.below()), at.path(), options);
        } finally {
            binding.unlock();
        }
    }

    private PathListener open(WebSocketTransport transport, Endpoint below, String path, SocketOptions options)
            throws IOException {
        Listener listener = transport.below().bind(below, options);
        String address = listener.endpoint().address();
        Port port = new Port(transport, listener, options, () -> bound.remove(address));
        bound.put(address, port);
        return port.join(transport, path, options).orElseThrow();
    }
}

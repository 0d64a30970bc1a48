package zlink.engine.socket;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.EndpointUnavailableException;
import zlink.api.InvalidEndpointException;
import zlink.api.MonitorEvent;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.inproc.InprocBinding;
import zlink.engine.inproc.InprocConnecting;
import zlink.engine.session.BindSession;
import zlink.engine.session.ConnectSession;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;

/** A socket's bound and connected endpoints. Any thread. */
final class Endpoints {
    private static final String INPROC = "inproc";

    private final SocketCore socket;
    private final EngineContext context;
    private final Peers peers;
    private final List<Opened> opened = new CopyOnWriteArrayList<>();

    /** An endpoint and the one it was asked for by, which may have a wildcard or a name in it. */
    private record Opened(EndpointHandle handle, Endpoint given) { }

    Endpoints(SocketCore socket, EngineContext context, Peers peers) {
        this.socket = socket;
        this.context = context;
        this.peers = peers;
    }

    EndpointHandle bind(Endpoint endpoint) {
        if (endpoint.scheme().equals(INPROC)) {
            checkCarried(endpoint, false);
            InprocBinding binding = new InprocBinding(context.inproc(), peers, endpoint);
            binding.start();
            return added(binding, endpoint);
        }
        TransportProvider provider = context.transports().serving(endpoint);
        checkCarried(endpoint, provider.carriesRawBytes());
        provider.check(endpoint, TransportProvider.Use.BIND);
        context.requireLoops(endpoint);
        Listener listener;
        try {
            listener = provider.bind(endpoint, socket.options());
        } catch (IOException e) {
            if (socket.monitor().isActive()) {
                socket.monitor().emit(new MonitorEvent.BindFailed(endpoint, String.valueOf(e.getMessage()),
                        Instant.now()));
            }
            throw new EndpointUnavailableException(endpoint, "cannot bind: " + reason(endpoint, e), e);
        }
        BindSession session = new BindSession(peers, listener);
        session.start();
        return added(session, endpoint);
    }

    private void checkCarried(Endpoint endpoint, boolean carriesRawBytes) {
        if (socket.settings().isRaw() && !carriesRawBytes) {
            throw new InvalidEndpointException("a STREAM socket cannot use " + endpoint + ": " + endpoint.scheme()
                    + ":// carries messages, not the bytes of peers that do not speak ZeroMQ; tcp://, tls:// and"
                    + " ipc:// do");
        }
    }

    /** Without the beginning that the built-in transports give their messages, which says what we say ourselves. */
    private static String reason(Endpoint endpoint, IOException failure) {
        String message = String.valueOf(failure.getMessage());
        String beginning = "cannot bind to " + endpoint + ": ";
        return message.startsWith(beginning) ? message.substring(beginning.length()) : message;
    }

    EndpointHandle connect(Endpoint endpoint) {
        if (endpoint.scheme().equals(INPROC)) {
            checkCarried(endpoint, false);
            InprocConnecting connecting = new InprocConnecting(context.inproc(), peers, endpoint);
            connecting.start();
            return added(connecting, endpoint);
        }
        TransportProvider provider = context.transports().serving(endpoint);
        checkCarried(endpoint, provider.carriesRawBytes());
        provider.check(endpoint, TransportProvider.Use.CONNECT);
        context.requireLoops(endpoint);
        EndpointHandle existing = connectedOnce() ? find(endpoint, false) : null;
        if (existing != null) {
            return existing; // a second connection would bring every message twice
        }
        ConnectSession session = new ConnectSession(peers, provider, endpoint);
        session.start();
        return added(session, endpoint);
    }

    /** Types for which libzmq ignores a second connect to the same endpoint. */
    private boolean connectedOnce() {
        SocketType type = socket.type();
        return type == SocketType.DEALER || type == SocketType.SUB || type == SocketType.PUB || type == SocketType.REQ;
    }

    void undo(Endpoint endpoint, boolean bound) {
        EndpointHandle handle = find(endpoint, bound);
        if (handle == null) {
            throw new EndpointUnavailableException(endpoint, "this socket is not " + (bound ? "bound" : "connected")
                    + " to it; open are " + open().stream().map(EndpointHandle::endpoint).toList());
        }
        handle.close();
    }

    private EndpointHandle find(Endpoint endpoint, boolean bound) {
        List<Opened> candidates = stillOpen().filter(one -> one.handle().isBound() == bound).toList();
        return candidates.stream().filter(one -> one.handle().endpoint().equals(endpoint)).findFirst()
                .or(() -> candidates.stream().filter(one -> one.given().equals(endpoint)).findFirst())
                .map(Opened::handle).orElse(null);
    }

    List<EndpointHandle> open() {
        return stillOpen().map(Opened::handle).toList();
    }

    private Stream<Opened> stillOpen() {
        opened.removeIf(one -> !one.handle().isOpen());
        return opened.stream();
    }

    private EndpointHandle added(EndpointHandle handle, Endpoint given) {
        opened.add(new Opened(handle, given));
        return handle;
    }
}

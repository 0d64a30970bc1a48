package zlink.engine.proxy;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import zlink.api.Proxy;
import zlink.api.Receiver;
import zlink.api.Sender;
import zlink.api.Socket;
import zlink.api.SocketType;
import zlink.engine.poll.Pollable;

/** A proxy that has not started. One thread at a time. */
final class Description implements Proxy.Builder {
    private final Socket frontend;
    private final Socket backend;
    private final ThreadFactory threads;
    private Optional<Sender> capture = Optional.empty();

    Description(Socket frontend, Socket backend, ThreadFactory threads) {
        this.frontend = checked(frontend, "frontend");
        this.backend = checked(backend, "backend");
        this.threads = Objects.requireNonNull(threads, "threads");
        if (!forwards(frontend, backend) && !forwards(backend, frontend)) {
            throw new IllegalArgumentException("a proxy forwards nothing between " + frontend.type() + " and "
                    + backend.type() + ": one has to receive and the other to send, as in PULL and PUSH, XSUB and XPUB,"
                    + " ROUTER and DEALER");
        }
    }

    @Override
    public Proxy.Builder capture(Sender target) {
        checked(target, "capture");
        if (target == frontend || target == backend) {
            throw new IllegalArgumentException("the capture socket is one of those that are captured: open another");
        }
        capture = Optional.of(target);
        return this;
    }

    @Override
    public Proxy start() {
        Capture copies = new Capture(capture);
        // One socket that talks to itself needs one lane, not the same one twice.
        Optional<Lane> back = backend == frontend ? Optional.empty() : lane(backend, frontend, copies);
        SocketProxy proxy = new SocketProxy(frontend, backend, lane(frontend, backend, copies), back, copies);
        proxy.start(threads);
        return proxy;
    }

    private static boolean forwards(Socket from, Socket to) {
        return from instanceof Receiver && to instanceof Sender;
    }

    private static Optional<Lane> lane(Socket from, Socket to, Capture capture) {
        return from instanceof Receiver source && to instanceof Sender target
                ? Optional.of(new Lane(source, target, capture)) : Optional.empty();
    }

    private static Socket checked(Socket socket, String role) {
        Objects.requireNonNull(socket, role);
        if (socket.type() == SocketType.REQ || socket.type() == SocketType.REP) {
            throw new IllegalArgumentException("a " + socket.type() + " socket as " + role + " of a proxy would take"
                    + " turns between sending and receiving: use ROUTER towards REQ peers, DEALER towards REP peers");
        }
        if (!(socket instanceof Pollable)) {
            throw new IllegalArgumentException("a proxy forwards between zlink's own sockets, not "
                    + socket.getClass().getName());
        }
        return socket;
    }
}

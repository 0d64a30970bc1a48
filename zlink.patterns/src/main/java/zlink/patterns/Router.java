package zlink.patterns;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import zlink.api.Message;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#router()} opens. */
final class Router extends SocketCore implements RouterSocket {
    private final RouterRouting routing; // guarded by the send lock

    Router(EngineContext context, SocketOptions options, RouterRouting routing) {
        super(context, SocketType.ROUTER, options, routing);
        this.routing = routing;
    }

    @Override
    public void send(RoutingId peer, byte[] frame) {
        sent(transmit(peer, frame, sendTimeoutNs()));
    }

    @Override
    public void send(RoutingId peer, ByteBuffer frame) {
        sent(transmit(peer, frame, sendTimeoutNs()));
    }

    @Override
    public void send(RoutingId peer, Message message) {
        sent(transmit(peer, message, sendTimeoutNs()));
    }

    @Override
    public boolean trySend(RoutingId peer, byte[] frame) {
        return transmit(peer, frame, 0);
    }

    @Override
    public boolean trySend(RoutingId peer, ByteBuffer frame) {
        return transmit(peer, frame, 0);
    }

    @Override
    public boolean trySend(RoutingId peer, Message message) {
        return transmit(peer, message, 0);
    }

    @Override
    public RoutingId receiveFrom(ByteBuffer target) {
        RoutingId from = receiveBody(target, receiveTimeoutNs());
        if (from == null) {
            throw nothingReceived();
        }
        return from;
    }

    @Override
    public Optional<RoutingId> receiveFrom(ByteBuffer target, Duration timeout) {
        return Optional.ofNullable(receiveBody(target, nanos(timeout)));
    }

    @Override
    public boolean isConnected(RoutingId peer) {
        Objects.requireNonNull(peer, "peer");
        boolean[] known = new boolean[1];
        exclusively(() -> known[0] = routing.knows(peer));
        return known[0];
    }
}

package zlink.patterns;

import zlink.api.Message;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;

/** What {@link zlink.api.Context#router()} opens. */
final class Router extends AddressingSocket implements RouterSocket {
    private final RouterRouting routing; // guarded by the send lock

    Router(EngineContext context, SocketOptions options, RouterRouting routing) {
        super(context, SocketType.ROUTER, options, routing);
        this.routing = routing;
    }

    @Override
    boolean knows(RoutingId peer) {
        return routing.knows(peer);
    }

    @Override
    public void send(RoutingId peer, Message message) {
        sent(transmit(peer, message, sendTimeoutNs()));
    }

    @Override
    public boolean trySend(RoutingId peer, Message message) {
        return transmit(peer, message, 0);
    }
}

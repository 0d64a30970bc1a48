package zlink.patterns;

import zlink.api.RoutingId;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.StreamSocket;
import zlink.engine.context.EngineContext;

/** What {@link zlink.api.Context#stream()} opens. */
final class Stream extends AddressingSocket implements StreamSocket {
    private static final byte[] END = {};

    private final StreamRouting routing; // guarded by the send lock

    Stream(EngineContext context, SocketOptions options, StreamRouting routing) {
        super(context, SocketType.STREAM, options, routing);
        this.routing = routing;
    }

    @Override
    boolean knows(RoutingId peer) {
        return routing.knows(peer);
    }

    @Override
    public void disconnect(RoutingId peer) {
        transmit(peer, END, 0); // which never has to wait
    }
}

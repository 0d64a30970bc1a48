package zlink.patterns;

import zlink.api.PubSocket;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.Routing;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#pub()} opens. */
final class Pub extends SocketCore implements PubSocket {

    Pub(EngineContext context, SocketOptions options, Routing routing) {
        super(context, SocketType.PUB, options, routing);
    }
}

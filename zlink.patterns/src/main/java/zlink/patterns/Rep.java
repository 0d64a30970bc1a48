package zlink.patterns;

import zlink.api.RepSocket;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.Routing;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#rep()} opens. */
final class Rep extends SocketCore implements RepSocket {

    Rep(EngineContext context, SocketOptions options, Routing routing) {
        super(context, SocketType.REP, options, routing);
    }
}

package zlink.patterns;

import zlink.api.PullSocket;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.Routing;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#pull()} opens. */
final class Pull extends SocketCore implements PullSocket {

    Pull(EngineContext context, SocketOptions options, Routing routing) {
        super(context, SocketType.PULL, options, routing);
    }
}

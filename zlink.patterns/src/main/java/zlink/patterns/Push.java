package zlink.patterns;

import zlink.api.PushSocket;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.Routing;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#push()} opens. */
final class Push extends SocketCore implements PushSocket {

    Push(EngineContext context, SocketOptions options, Routing routing) {
        super(context, SocketType.PUSH, options, routing);
    }
}

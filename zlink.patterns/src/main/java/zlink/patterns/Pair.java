package zlink.patterns;

import zlink.api.PairSocket;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.Routing;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#pair()} opens. */
final class Pair extends SocketCore implements PairSocket {

    Pair(EngineContext context, SocketOptions options, Routing routing) {
        super(context, SocketType.PAIR, options, routing);
    }
}

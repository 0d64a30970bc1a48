package zlink.patterns;

import zlink.api.ReqSocket;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.Routing;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#req()} opens. */
final class Req extends SocketCore implements ReqSocket {

    Req(EngineContext context, SocketOptions options, Routing routing) {
        super(context, SocketType.REQ, options, routing);
    }
}

package zlink.patterns;

import zlink.api.DealerSocket;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.Routing;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#dealer()} opens. */
final class Dealer extends SocketCore implements DealerSocket {

    Dealer(EngineContext context, SocketOptions options, Routing routing) {
        super(context, SocketType.DEALER, options, routing);
    }
}

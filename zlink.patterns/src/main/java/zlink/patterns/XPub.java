package zlink.patterns;

import java.util.Objects;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.XPubSocket;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#xpub()} opens. */
final class XPub extends SocketCore implements XPubSocket {
    private final XPubRouting routing; // guarded by the send lock

    XPub(EngineContext context, SocketOptions options, XPubRouting routing) {
        super(context, SocketType.XPUB, options, routing);
        this.routing = routing;
    }

    @Override
    public void subscribe(byte[] prefix) {
        Objects.requireNonNull(prefix, "prefix");
        exclusively(() -> routing.subscribeLast(prefix));
    }

    @Override
    public void unsubscribe(byte[] prefix) {
        Objects.requireNonNull(prefix, "prefix");
        exclusively(() -> routing.cancelLast(prefix));
    }
}

package zlink.patterns;

import java.util.Objects;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.XSubSocket;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#xsub()} opens. */
final class XSub extends SocketCore implements XSubSocket {
    private final XSubRouting routing; // guarded by the send lock

    XSub(EngineContext context, SocketOptions options, XSubRouting routing) {
        super(context, SocketType.XSUB, options, routing);
        this.routing = routing;
    }

    @Override
    public void subscribe(byte[] prefix) {
        Objects.requireNonNull(prefix, "prefix");
        exclusively(() -> routing.subscribe(prefix));
    }

    @Override
    public void unsubscribe(byte[] prefix) {
        Objects.requireNonNull(prefix, "prefix");
        exclusively(() -> routing.cancel(prefix));
    }
}

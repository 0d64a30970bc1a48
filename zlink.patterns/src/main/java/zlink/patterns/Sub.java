package zlink.patterns;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.SubSocket;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.Routing;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#sub()} opens. */
final class Sub extends SocketCore implements SubSocket {
    private final SubRouting subscriptions; // guarded by the send lock

    /**
     * Opens the socket.
     *
     * @param routing {@code subscriptions} or what is built on it
     */
    Sub(EngineContext context, SocketOptions options, SubRouting subscriptions, Routing routing) {
        super(context, SocketType.SUB, options, routing);
        this.subscriptions = subscriptions;
    }

    @Override
    public void subscribe(byte[] prefix) {
        Objects.requireNonNull(prefix, "prefix");
        exclusively(() -> subscriptions.subscribe(prefix));
    }

    @Override
    public void subscribe(String prefix) {
        subscribe(Objects.requireNonNull(prefix, "prefix").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void unsubscribe(byte[] prefix) {
        Objects.requireNonNull(prefix, "prefix");
        exclusively(() -> subscriptions.cancel(prefix));
    }

    @Override
    public void unsubscribe(String prefix) {
        unsubscribe(Objects.requireNonNull(prefix, "prefix").getBytes(StandardCharsets.UTF_8));
    }
}

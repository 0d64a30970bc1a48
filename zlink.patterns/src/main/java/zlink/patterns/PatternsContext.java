package zlink.patterns;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import zlink.api.ClosedException;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DealerSocket;
import zlink.api.PairSocket;
import zlink.api.Poller;
import zlink.api.Proxy;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RepSocket;
import zlink.api.ReqSocket;
import zlink.api.RouterSocket;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.StreamSocket;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.api.XSubSocket;
import zlink.engine.context.EngineContext;
import zlink.engine.poll.SocketPoller;
import zlink.engine.proxy.SocketProxy;
import zlink.engine.socket.Routing;

/** Opens sockets: joins each type's pattern to the engine. Any thread. */
final class PatternsContext implements Context {
    private final EngineContext engine;
    private final Map<Object, SocketPoller> pollers = new ConcurrentHashMap<>(); // by a token to leave with

    PatternsContext(ContextOptions options) {
        engine = new EngineContext(options);
    }

    @Override
    public String toString() {
        return "context " + engine;
    }

    @Override
    public ContextOptions options() {
        return engine.options();
    }

    @Override
    public PairSocket pair(SocketOptions options) {
        return new Pair(engine, options, new PairRouting());
    }

    @Override
    public DealerSocket dealer(SocketOptions options) {
        SocketOptions all = withDefaults(SocketType.DEALER, options);
        return new Dealer(engine, options, conflatingIfAsked(all, new DealerRouting(all)));
    }

    @Override
    public RouterSocket router(SocketOptions options) {
        return new Router(engine, options, new RouterRouting(withDefaults(SocketType.ROUTER, options)));
    }

    @Override
    public ReqSocket req(SocketOptions options) {
        return new Req(engine, options, new ReqRouting(withDefaults(SocketType.REQ, options)));
    }

    @Override
    public RepSocket rep(SocketOptions options) {
        return new Rep(engine, options, new RepRouting());
    }

    @Override
    public PubSocket pub(SocketOptions options) {
        return new Pub(engine, options, new PubRouting(withDefaults(SocketType.PUB, options)));
    }

    @Override
    public SubSocket sub(SocketOptions options) {
        SocketOptions all = withDefaults(SocketType.SUB, options);
        SubRouting subscriptions = new SubRouting(all);
        Routing routing = all.get(SocketOption.CONFLATE)
                ? new ConflatingRouting(subscriptions, subscriptions::accepts) : subscriptions;
        return new Sub(engine, options, subscriptions, routing);
    }

    @Override
    public XPubSocket xpub(SocketOptions options) {
        return new XPub(engine, options, new XPubRouting(withDefaults(SocketType.XPUB, options)));
    }

    @Override
    public XSubSocket xsub(SocketOptions options) {
        return new XSub(engine, options, new XSubRouting(withDefaults(SocketType.XSUB, options)));
    }

    @Override
    public PushSocket push(SocketOptions options) {
        return new Push(engine, options, new PushRouting(withDefaults(SocketType.PUSH, options)));
    }

    @Override
    public PullSocket pull(SocketOptions options) {
        SocketOptions all = withDefaults(SocketType.PULL, options);
        return new Pull(engine, options, conflatingIfAsked(all, new PullRouting()));
    }

    @Override
    public StreamSocket stream(SocketOptions options) {
        return new Stream(engine, options, new StreamRouting(withDefaults(SocketType.STREAM, options)));
    }

    @Override
    public Poller poller() {
        engine.ensureOpen();
        Object token = new Object();
        SocketPoller poller = new SocketPoller(() -> pollers.remove(token));
        pollers.put(token, poller);
        if (engine.isClosed()) { // since we looked
            poller.close();
            throw new ClosedException("context is closed");
        }
        return poller;
    }

    @Override
    public Proxy.Builder proxy(Socket frontend, Socket backend) {
        engine.ensureOpen();
        return SocketProxy.describe(frontend, backend, engine::newProxyThread);
    }

    @Override
    public boolean isClosed() {
        return engine.isClosed();
    }

    @Override
    public void close() {
        closePollers();
        engine.close(null);
    }

    @Override
    public void close(Duration linger) {
        Objects.requireNonNull(linger, "linger");
        closePollers();
        engine.close(linger);
    }

    /** Before the sockets: whoever waits in a poller is told that it is closed. Proxies end with their sockets. */
    private void closePollers() {
        pollers.values().forEach(SocketPoller::close);
    }

    private static Routing conflatingIfAsked(SocketOptions options, Routing routing) {
        return options.get(SocketOption.CONFLATE)
                ? new ConflatingRouting(routing, (memory, offset, size) -> true) : routing;
    }

    /** The socket's options on top of the context's, as the engine will see them. */
    private SocketOptions withDefaults(SocketType type, SocketOptions own) {
        return engine.options().socketDefaults().applicableTo(type).withAll(own);
    }
}

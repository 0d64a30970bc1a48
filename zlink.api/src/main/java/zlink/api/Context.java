package zlink.api;

import java.time.Duration;
import java.util.ServiceLoader;
import zlink.api.spi.ContextProvider;

/**
 * Owns sockets and the I/O threads they share; the first thing a program opens and the last it closes.
 *
 * <p>All methods may be called from any thread. A program needs one context; a second one is fully separate,
 * with {@code inproc://} names of its own.
 *
 * <p>Source: zmq_ctx_new(3), zmq_ctx_term(3).
 */
public interface Context extends AutoCloseable {

    /** Opens a context with the default options. */
    static Context create() {
        return create(ContextOptions.defaults());
    }

    /**
     * Opens a context.
     *
     * @throws IllegalStateException if no implementation is installed: {@code zlink.patterns} and what it needs
     *     belong on the module path or class path beside {@code zlink.api}
     */
    static Context create(ContextOptions options) {
        return ServiceLoader.load(ContextProvider.class, Context.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + ContextProvider.class.getName()
                        + " installed: put zlink.patterns, zlink.engine and zlink.transport beside zlink.api"))
                .create(options);
    }

    /** What this context was created with. */
    ContextOptions options();

    /** Opens a PAIR socket: exactly one peer, both ways. */
    default PairSocket pair() {
        return pair(SocketOptions.defaults());
    }

    /** Opens a PAIR socket with options. */
    PairSocket pair(SocketOptions options);

    /** Opens a DEALER socket: sends to its peers in turn, receives from all. */
    default DealerSocket dealer() {
        return dealer(SocketOptions.defaults());
    }

    /** Opens a DEALER socket with options. */
    DealerSocket dealer(SocketOptions options);

    /** Opens a ROUTER socket: talks to each peer by its routing id. */
    default RouterSocket router() {
        return router(SocketOptions.defaults());
    }

    /** Opens a ROUTER socket with options. */
    RouterSocket router(SocketOptions options);

    /** Opens a REQ socket: a request, then its reply. */
    default ReqSocket req() {
        return req(SocketOptions.defaults());
    }

    /** Opens a REQ socket with options. */
    ReqSocket req(SocketOptions options);

    /** Opens a REP socket: a request, then our reply. */
    default RepSocket rep() {
        return rep(SocketOptions.defaults());
    }

    /** Opens a REP socket with options. */
    RepSocket rep(SocketOptions options);

    /** Opens a PUB socket: sends to every peer that has subscribed. */
    default PubSocket pub() {
        return pub(SocketOptions.defaults());
    }

    /** Opens a PUB socket with options. */
    PubSocket pub(SocketOptions options);

    /** Opens a SUB socket: receives what it has subscribed to. */
    default SubSocket sub() {
        return sub(SocketOptions.defaults());
    }

    /** Opens a SUB socket with options. */
    SubSocket sub(SocketOptions options);

    /** Opens an XPUB socket: a PUB that sees subscriptions and upstream messages. */
    default XPubSocket xpub() {
        return xpub(SocketOptions.defaults());
    }

    /** Opens an XPUB socket with options. */
    XPubSocket xpub(SocketOptions options);

    /** Opens an XSUB socket: a SUB that may send upstream. */
    default XSubSocket xsub() {
        return xsub(SocketOptions.defaults());
    }

    /** Opens an XSUB socket with options. */
    XSubSocket xsub(SocketOptions options);

    /** Opens a PUSH socket: hands messages to its peers in turn. */
    default PushSocket push() {
        return push(SocketOptions.defaults());
    }

    /** Opens a PUSH socket with options. */
    PushSocket push(SocketOptions options);

    /** Opens a PULL socket: collects messages from all its peers. */
    default PullSocket pull() {
        return pull(SocketOptions.defaults());
    }

    /** Opens a PULL socket with options. */
    PullSocket pull(SocketOptions options);

    /** Opens a STREAM socket: exchanges bytes with peers that do not speak ZeroMQ. */
    default StreamSocket stream() {
        return stream(SocketOptions.defaults());
    }

    /** Opens a STREAM socket with options. */
    StreamSocket stream(SocketOptions options);

    /** Opens a poller, which waits for any of many sockets of this context. */
    Poller poller();

    /** Starts to describe a proxy between two sockets. */
    Proxy.Builder proxy(Socket frontend, Socket backend);

    /** Whether {@link #close} has been called. */
    boolean isClosed();

    /**
     * Closes every socket, poller and proxy and then the I/O threads. Called again, waits for the sockets that are
     * still closing.
     *
     * <p>Waits for messages already sent, at most as long as each socket's {@link SocketOption#LINGER} says and
     * for all together at most {@link ContextOptions#closeTimeout}; what is left is dropped and counted.
     * Callers blocked in any socket get a {@link ClosedException}.
     */
    @Override
    void close();

    /**
     * Closes like {@link #close()}, lingering for at most the given time whatever the options say; sockets that are
     * being closed already linger no longer than that either. So it also ends a {@code close} that takes too long.
     */
    void close(Duration linger);
}

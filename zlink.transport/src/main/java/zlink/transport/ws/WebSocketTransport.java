package zlink.transport.ws;

import java.io.IOException;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.channel.ChannelFailure;
import zlink.transport.layer.BufferPool;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;
import zlink.transport.ws.http.ClientUpgrade;

/**
 * WebSockets over the connections of another transport.
 *
 * <p>An endpoint is one of the transport below and a path: {@code ws://127.0.0.1:5555/feed}; no path is the path
 * {@code /}. A query may follow the path of an endpoint to connect to, and is sent. Listeners of several paths share
 * a {@link Port}, if the same instance has bound them.
 *
 * <p>Source: ZWS 2.0 (RFC 45 of ZeroMQ), RFC 6455.
 */
public abstract class WebSocketTransport implements TransportProvider {

    /** Of each buffer of a connection. */
    static final int BUFFER_BYTES = 32 << 10;

    /** About as many as threads could use at once. */
    private static final int BUFFERS_KEPT = 32;

    /** All of this process, so that an error can say by whom a port is bound. */
    private static final Ports PORTS = new Ports();

    private final String scheme;
    private final TransportProvider below;
    private final BufferPool buffers = new BufferPool(BUFFER_BYTES, BUFFERS_KEPT);

    /**
     * A transport of one scheme.
     *
     * @param below opens what the WebSockets are spoken over
     */
    protected WebSocketTransport(String scheme, TransportProvider below) {
        this.scheme = scheme;
        this.below = below;
    }

    @Override
    public final String scheme() {
        return scheme;
    }

    @Override
    public final void check(Endpoint endpoint, Use use) {
        WsEndpoint parsed = WsEndpoint.parse(endpoint, use, below.scheme());
        try {
            below.check(parsed.below(), use);
        } catch (InvalidEndpointException invalid) {
            // It is not the user who wrote the endpoint below.
            throw new InvalidEndpointException(
                    invalid.getMessage().replace(parsed.below().toString(), endpoint.toString()));
        }
    }

    @Override
    public final Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
        check(endpoint, Use.BIND);
        WsEndpoint parsed = WsEndpoint.parse(endpoint, Use.BIND, below.scheme());
        try {
            return PORTS.bind(this, parsed, options);
        } catch (IOException failure) {
            throw named("cannot bind to " + endpoint, failure);
        }
    }

    /** Opens what the WebSockets are spoken over. */
    TransportProvider below() {
        return below;
    }

    /** For all connections. */
    BufferPool buffers() {
        return buffers;
    }

    @Override
    public final boolean carriesRawBytes() {
        return false; // ZMTP's frames become messages
    }

    @Override
    public final boolean connectMayWait(Endpoint endpoint) {
        return below.connectMayWait(WsEndpoint.parse(endpoint, Use.CONNECT, below.scheme()).below());
    }

    @Override
    public final Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
        check(endpoint, Use.CONNECT);
        WsEndpoint parsed = WsEndpoint.parse(endpoint, Use.CONNECT, below.scheme());
        Connection connection;
        try {
            connection = below.connect(parsed.below(), options);
        } catch (IOException failure) {
            throw named("cannot connect to " + endpoint, failure);
        }
        ClientUpgrade upgrade = new ClientUpgrade(parsed.host(), parsed.path(), Subprotocol.TEXTS);
        UpgradeExchange exchange =
                new UpgradeExchange(connection, upgrade, options.get(SocketOption.WS_MAX_HEADER_BYTES));
        return new WebSocketConnection(
                connection, Role.CLIENT, endpoint.toString(), exchange, limits(options), buffers);
    }

    static MessageLimit limits(SocketOptions options) {
        return MessageLimit.of(options.get(SocketOption.MAX_MESSAGE_SIZE));
    }

    /** The failure of the transport below in the words of our endpoint; its own words name one nobody wrote. */
    static IOException named(String what, IOException failure) {
        return ChannelFailure.naming(what, failure.getCause() instanceof Exception cause ? cause : failure);
    }
}

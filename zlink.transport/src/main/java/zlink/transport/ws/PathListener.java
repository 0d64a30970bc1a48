package zlink.transport.ws;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.Optional;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;
import zlink.transport.ws.http.Directory;
import zlink.transport.ws.http.ServerUpgrade;

/**
 * One path of a {@link Port}: accepts what others of the port have passed on to it, and while it is on duty what comes
 * to the port. The port's lock guards what changes here.
 */
final class PathListener implements Listener, Readiness.Signalled, Directory {

    private final Port port;
    private final Endpoint endpoint;
    private final String path;
    private final SocketOptions options;
    private final List<String> origins;

    PathListener(Port port, String path, SocketOptions options) {
        this.port = port;
        this.endpoint = port.endpoint(path);
        this.path = path;
        this.options = options;
        this.origins = options.get(SocketOption.WS_ALLOWED_ORIGINS);
    }

    String path() {
        return path;
    }

    int maxHeadBytes() {
        return options.get(SocketOption.WS_MAX_HEADER_BYTES);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean sharesAddress() {
        return true;
    }

    @Override
    public Optional<Connection> accept() throws IOException {
        Optional<WebSocketConnection> next = port.accept(this);
        next.ifPresent(connection -> connection.acceptedBy(this, upgrade(), maxHeadBytes(),
                WebSocketTransport.limits(options)));
        return next.map(Connection.class::cast);
    }

    /** Judges one connection. */
    ServerUpgrade upgrade() {
        return new ServerUpgrade(this, origins, Subprotocol.TEXTS);
    }

    /** As {@link Connection#passOn}. */
    void passOn(WebSocketConnection connection) {
        port.passOn(connection, this);
    }

    @Override
    public Whose whose(String asked) {
        return port.whose(asked, this);
    }

    @Override
    public List<String> paths() {
        return port.paths();
    }

    @Override
    public Readiness readiness() {
        return this;
    }

    @Override
    public void attach(Readiness.Signal signal) {
        port.attach(this, signal);
    }

    @Override
    public void interest(int operations) {
        port.interest(this, operations);
    }

    @Override
    public Optional<SelectableChannel> channel() {
        return port.channel(this);
    }

    @Override
    public void close() {
        port.leave(this);
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}

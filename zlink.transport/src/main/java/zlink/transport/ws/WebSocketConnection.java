package zlink.transport.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import zlink.transport.layer.BufferPool;
import zlink.transport.layer.LayerConnection;
import zlink.transport.spi.Connection;
import zlink.transport.ws.http.HttpFailure;
import zlink.transport.ws.http.Upgrade;

/**
 * A WebSocket over another connection, which looks like a stream of ZMTP.
 *
 * <p>Subscriptions of {@code ws} peers come as messages and are sent so; the peer seems to speak ZMTP 3.0, and the
 * engine does what it does with such a peer. A PING of ours becomes a ping of the WebSocket and its pong a PONG; a ping
 * of the peer is answered here. The peer's socket type is unknown where the subprotocol has no handshake.
 */
final class WebSocketConnection extends LayerConnection {
    private static final int LONGEST_PROPERTY = 255;

    private final Connection below;
    private final String target; // for errors while connecting; empty if accepted
    private UpgradeExchange exchange;       // the loop's; null once done, as what was said is of no use any more
    private final ReceiveBuffer input;      // the loop's, then the reader's
    private final OwedFrames owed = new OwedFrames();
    private final IncomingFrames incoming;  // the reader's
    private final OutgoingFrames outgoing;  // guards itself
    private PathListener host; // who has accepted it last; null if it is a client. The loop's, then the host's port's
    private volatile Upgrade.Agreement agreement; // set once by the loop

    WebSocketConnection(Connection below, Role role, String target, UpgradeExchange exchange, MessageLimit limit,
            BufferPool buffers) {
        super(below);
        this.below = below;
        this.target = target;
        this.exchange = exchange;
        this.input = new ReceiveBuffer(below, buffers);
        this.incoming = new IncomingFrames(below, input, role, limit, owed);
        this.outgoing = new OutgoingFrames(below, role, buffers, owed);
    }

    @Override
    public boolean finishConnect() throws IOException {
        try {
            return super.finishConnect();
        } catch (IOException failure) {
            throw WebSocketTransport.named("cannot connect to " + target, failure);
        }
    }

    @Override
    public int shakeHands() throws IOException {
        checkOpen();
        if (agreement != null) {
            return 0;
        }
        int wanted = exchange.advance(input);
        if (wanted == 0) {
            Subprotocol subprotocol = Subprotocol.of(exchange.agreement().subprotocol());
            outgoing.begin(subprotocol);
            incoming.begin(subprotocol);
            agreement = exchange.agreement();
            exchange = null;
        }
        return wanted;
    }

    /** A listener has accepted it, which may not be the first. */
    void acceptedBy(PathListener listener, Upgrade upgrade, int maxHeadBytes, MessageLimit limit) {
        host = listener;
        exchange.takeOver(upgrade, maxHeadBytes);
        incoming.limit(limit);
    }

    /** The path that the peer has asked for, if it is known to be another's than the host's. */
    Optional<String> asked() {
        return exchange.asked();
    }

    @Override
    public void passOn() {
        if (host != null && exchange != null && exchange.isUndecided()) {
            host.passOn(this);
        } else {
            close();
        }
    }

    /** Tells the peer that nobody takes it, if that leaves at once, and closes. Nobody else uses the connection. */
    void turnAway(HttpFailure why) {
        try {
            exchange.turnAway(why, input);
        } catch (IOException gone) {
            // there is nobody to tell
        } finally {
            close();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        checkOpen();
        try {
            return incoming.read(into);
        } finally {
            outgoing.closeIfOwed();
        }
    }

    @Override
    public boolean hasInput() {
        return incoming.hasInput() || below.hasInput();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        checkOpen();
        return outgoing.writeOne(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        checkOpen();
        return outgoing.write(sources, offset, length);
    }

    @Override
    public boolean flush() throws IOException {
        return outgoing.flush();
    }

    @Override
    public boolean hasOutput() {
        return outgoing.hasOutput() || below.hasOutput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        if (agreement == null) {
            below.shutdownOutput(); // there is no WebSocket yet that could be closed
        } else {
            outgoing.shutDown();
        }
    }

    /** What is known below, and {@code Ws-Path}, {@code Ws-Protocol}, {@code Ws-Origin}, {@code User-Agent}. */
    @Override
    public Map<String, String> peerProperties() {
        Upgrade.Agreement agreed = agreement;
        if (agreed == null) {
            return below.peerProperties();
        }
        Map<String, String> properties = new LinkedHashMap<>(below.peerProperties());
        put(properties, "Ws-Path", agreed.path());
        put(properties, "Ws-Protocol", agreed.subprotocol());
        agreed.origin().ifPresent(origin -> put(properties, "Ws-Origin", origin));
        agreed.userAgent().ifPresent(userAgent -> put(properties, "User-Agent", userAgent));
        return properties;
    }

    private static void put(Map<String, String> properties, String name, String value) {
        String shown = value.substring(0, Math.min(value.length(), LONGEST_PROPERTY))
                .replaceAll("[^\\x20-\\x7e]", "?");
        if (!shown.isEmpty()) {
            properties.put(name, shown);
        }
    }

    @Override
    public String toString() {
        return "WebSocket over " + below;
    }
}

package zlink.patterns;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import zlink.api.RoutingId;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.StreamSocket;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.SocketCore;

/** What {@link zlink.api.Context#stream()} opens. */
final class Stream extends SocketCore implements StreamSocket {
    private static final byte[] END = {};

    private final StreamRouting routing; // guarded by the send lock

    Stream(EngineContext context, SocketOptions options, StreamRouting routing) {
        super(context, SocketType.STREAM, options, routing);
        this.routing = routing;
    }

    @Override
    public void send(RoutingId peer, byte[] frame) {
        sent(transmit(peer, frame, sendTimeoutNs()));
    }

    @Override
    public void send(RoutingId peer, ByteBuffer frame) {
        sent(transmit(peer, frame, sendTimeoutNs()));
    }

    @Override
    public boolean trySend(RoutingId peer, byte[] frame) {
        return transmit(peer, frame, 0);
    }

    @Override
    public boolean trySend(RoutingId peer, ByteBuffer frame) {
        return transmit(peer, frame, 0);
    }

    @Override
    public RoutingId receiveFrom(ByteBuffer target) {
        RoutingId from = receiveBody(target, receiveTimeoutNs());
        if (from == null) {
            throw nothingReceived();
        }
        return from;
    }

    @Override
    public Optional<RoutingId> receiveFrom(ByteBuffer target, Duration timeout) {
        return Optional.ofNullable(receiveBody(target, nanos(timeout)));
    }

    @Override
    public void disconnect(RoutingId peer) {
        transmit(peer, END, 0); // which never has to wait
    }

    @Override
    public boolean isConnected(RoutingId peer) {
        Objects.requireNonNull(peer, "peer");
        boolean[] known = new boolean[1];
        exclusively(() -> known[0] = routing.knows(peer));
        return known[0];
    }
}

package zlink.patterns;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import zlink.api.RoutingId;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.context.EngineContext;
import zlink.engine.socket.Routing;
import zlink.engine.socket.SocketCore;

/** What sockets have in common that name the peer they send to and are told whom they received from. */
abstract class AddressingSocket extends SocketCore {

    AddressingSocket(EngineContext context, SocketType type, SocketOptions options, Routing routing) {
        super(context, type, options, routing);
    }

    /** Whether a peer with this id is there. Under the send lock. */
    abstract boolean knows(RoutingId peer);

    public final void send(RoutingId peer, byte[] frame) {
        sent(transmit(peer, frame, sendTimeoutNs()));
    }

    public final void send(RoutingId peer, ByteBuffer frame) {
        sent(transmit(peer, frame, sendTimeoutNs()));
    }

    public final boolean trySend(RoutingId peer, byte[] frame) {
        return transmit(peer, frame, 0);
    }

    public final boolean trySend(RoutingId peer, ByteBuffer frame) {
        return transmit(peer, frame, 0);
    }

    public final RoutingId receiveFrom(ByteBuffer target) {
        RoutingId from = receiveBody(target, receiveTimeoutNs());
        if (from == null) {
            throw nothingReceived();
        }
        return from;
    }

    public final Optional<RoutingId> receiveFrom(ByteBuffer target, Duration timeout) {
        return Optional.ofNullable(receiveBody(target, nanos(timeout)));
    }

    public final boolean isConnected(RoutingId peer) {
        Objects.requireNonNull(peer, "peer");
        boolean[] known = new boolean[1];
        exclusively(() -> known[0] = knows(peer));
        return known[0];
    }
}

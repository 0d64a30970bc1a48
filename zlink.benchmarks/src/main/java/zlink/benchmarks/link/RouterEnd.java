package zlink.benchmarks.link;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import zlink.api.HostUnreachableException;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;

/** A ROUTER that talks to one peer: the one it was given, or whom it received from last. */
final class RouterEnd implements End {
    private final RouterSocket socket;
    private RoutingId peer;

    /** Answers whom it received from: it cannot send before it has received. */
    RouterEnd(RouterSocket socket) {
        this.socket = socket;
    }

    /** Knows its peer from the start. */
    RouterEnd(RouterSocket socket, RoutingId peer) {
        this.socket = socket;
        this.peer = peer;
    }

    @Override
    public void send(byte[] body) {
        socket.send(peer, body);
    }

    @Override
    public boolean trySend(byte[] body) {
        try {
            return socket.trySend(peer, body);
        } catch (HostUnreachableException notThereYet) {
            return false;
        }
    }

    @Override
    public int receive(ByteBuffer target) {
        int start = target.position();
        peer = socket.receiveFrom(target);
        return target.position() - start;
    }

    @Override
    public int receive(ByteBuffer target, Duration timeout) {
        int start = target.position();
        Optional<RoutingId> sender = socket.receiveFrom(target, timeout);
        if (sender.isEmpty()) {
            return -1;
        }
        peer = sender.get();
        return target.position() - start;
    }
}

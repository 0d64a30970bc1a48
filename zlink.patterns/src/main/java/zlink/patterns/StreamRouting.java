package zlink.patterns;

import java.util.HashSet;
import java.util.Set;
import zlink.api.HostUnreachableException;
import zlink.api.MessageShapeException;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.patterns.routing.FairQueue;
import zlink.patterns.routing.LoadBalancer;
import zlink.patterns.routing.RoutingTable;

/**
 * Talks bytes to each peer by an id that is made up for its connection.
 *
 * <p>An id is one connection's, from its coming to its going: what is said to a peer never reaches the one that comes
 * after it. (In libzmq the peer of an endpoint that was connected to keeps its id from one connection to the next.) The
 * engine puts an empty message before the first bytes of a connection and one behind the last; without STREAM_NOTIFY
 * they are not shown. A peer that has only ended its own half is answered until the application has received that end.
 */
final class StreamRouting implements Routing {
    private final boolean notifies;
    private final FairQueue incoming = new FairQueue();   // guarded by the receive lock
    private final Set<Pipe> known = new HashSet<>();      // whose coming has been received; guarded by the receive lock
    // The rest is guarded by the send lock.
    private final RoutingTable table = new RoutingTable();
    private final LoadBalancer room = new LoadBalancer(false);
    private RoutingId connectId; // for the first peer we connect to; null if none is set, or once it is used

    StreamRouting(SocketOptions options) {
        notifies = options.get(SocketOption.STREAM_NOTIFY);
        connectId = options.get(SocketOption.IMMEDIATE) ? null
                : options.find(SocketOption.CONNECT_ROUTING_ID).orElse(null);
    }

    /** Whether a peer with this id is there. */
    boolean knows(RoutingId id) {
        Pipe pipe = table.find(id);
        return pipe != null && pipe.peer() != null && !pipe.isReleased();
    }

    @Override
    public boolean attach(Pipe pipe) {
        if (pipe.peer() == null && connectId != null) { // so it is one we connect to
            enter(pipe, connectId);
            connectId = null;
        }
        return true;
    }

    @Override
    public boolean ready(Pipe pipe) {
        if (pipe.routingId() == null) {
            enter(pipe, table.makeUpId());
        }
        return true;
    }

    private void enter(Pipe pipe, RoutingId id) {
        table.add(id, pipe); // made-up ids begin with a zero, the given one does not and is used once
        pipe.routingId(id);
        room.attach(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        if (pipe.routingId() != null) {
            table.remove(pipe.routingId(), pipe);
        }
        room.detach(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        room.writable(pipe);
    }

    @Override
    public boolean route(OutgoingMessage message) {
        Pipe pipe = addressee(message);
        if (pipe == null || pipe.isReleased()) {
            throw HostUnreachableException.ofStream(message.target() != null ? message.target()
                    : RoutingId.of(message.callerBytes(0)));
        }
        if (message.size(0) == 0) {
            detach(pipe);
            pipe.finish();
            return true;
        }
        if (!room.hasRoom(pipe)) {
            return false;
        }
        pipe.writeBare(message);
        return true;
    }

    /** Who is named, leaving the name out of the message; null if nobody is. */
    private Pipe addressee(OutgoingMessage message) {
        RoutingId target = message.target();
        int expected = target == null ? 2 : 1;
        if (message.callerFrames() != expected) {
            throw new MessageShapeException("a message of " + message.callerFrames() + " frames through a STREAM"
                    + " socket: there is one frame of bytes, and before it the peer's routing id unless the peer is"
                    + " named by send(RoutingId, ...)");
        }
        if (target != null) {
            return table.find(target);
        }
        return table.takeNamed(message, SocketType.STREAM);
    }

    @Override
    public boolean canRoute() {
        return room.select() != null;
    }

    @Override
    public void readable(Pipe pipe) {
        incoming.readable(pipe);
    }

    @Override
    public boolean next(IncomingMessage message) {
        while (incoming.next(message)) {
            message.from(incoming.source().routingId());
            if (notifies || !isNotice(message)) {
                return true;
            }
            taken(message);
        }
        return false;
    }

    @Override
    public void taken(IncomingMessage message) {
        Pipe source = incoming.source();
        boolean notice = isNotice(message);
        incoming.taken(message);
        if (notice && !known.add(source)) { // the second one: it has gone
            known.remove(source);
            source.release();
        }
    }

    /** Peers send bytes, so what has none is the engine's word of a coming or going. */
    private static boolean isNotice(IncomingMessage message) {
        return message.bodySize(0) == 0;
    }

    @Override
    public boolean sleep() {
        return incoming.sleep();
    }
}

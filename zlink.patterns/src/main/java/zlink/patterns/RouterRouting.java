package zlink.patterns;

import java.util.Arrays;
import zlink.api.DisconnectReason;
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
import zlink.engine.socket.RoutingHost;
import zlink.patterns.routing.FairQueue;
import zlink.patterns.routing.LoadBalancer;
import zlink.patterns.routing.RoutingTable;

/**
 * Talks to each peer by its routing id.
 *
 * <p>A peer that announces an id another one has is refused, with an event, unless ROUTER_HANDOVER is set. (libzmq
 * keeps it connected and never listens to it.) With ROUTER_HANDOVER the other one is closed; what it had sent and
 * nobody received yet is received under an id made up for it, so that no reply to it goes to the newcomer, as in
 * libzmq.
 *
 * <p>Two ROUTERs that connect to each other with ROUTER_HANDOVER would each close the connection that the other one
 * keeps, for ever. (In libzmq they do.) So of two connections that cross both keep the one that the ROUTER of the
 * greater id has made. Whoever is refused for that comes back, and is let in once the other one turns out to be dead.
 *
 * <p>Messages queue for a peer we connect to as soon as its id is known: at once with CONNECT_ROUTING_ID, else from
 * the first handshake on, also while the connection is lost and sought again.
 */
final class RouterRouting implements Routing {
    private final boolean mandatory;
    private final boolean handover;
    private final RoutingId own; // null if we announce none
    private final Probe probe;
    private final FairQueue incoming = new FairQueue();           // guarded by the receive lock
    // The rest is guarded by the send lock.
    private final RoutingTable table = new RoutingTable();
    private final LoadBalancer room = new LoadBalancer(false);
    private final Destinations destinations;
    private RoutingHost host; // set once, by start

    RouterRouting(SocketOptions options) {
        mandatory = options.get(SocketOption.ROUTER_MANDATORY);
        handover = options.get(SocketOption.ROUTER_HANDOVER);
        own = options.find(SocketOption.ROUTING_ID).orElse(null);
        // As in libzmq not with IMMEDIATE: then a pipe comes with its peer, when there is nobody left to throw at.
        destinations = new Destinations(options.get(SocketOption.IMMEDIATE) ? null
                : options.find(SocketOption.CONNECT_ROUTING_ID).orElse(null));
        probe = new Probe(options);
    }

    @Override
    public void start(RoutingHost socket) {
        host = socket;
    }

    /** Whether a peer with this id is there. */
    boolean knows(RoutingId id) {
        Pipe pipe = table.find(id);
        return pipe != null && pipe.peer() != null;
    }

    @Override
    public boolean attach(Pipe pipe) {
        if (pipe.peer() == null) { // so it is one we connect to
            RoutingId id = destinations.attach(pipe, table);
            if (id != null && table.add(id, pipe)) {
                pipe.routingId(id);
            }
        }
        room.attach(pipe);
        return true;
    }

    @Override
    public boolean ready(Pipe pipe) {
        RoutingId announced = pipe.peer().routingId().orElse(null);
        if (pipe.routingId() == null || announced != null && !destinations.isFixed(pipe)) {
            if (!identify(pipe, announced)) {
                return false;
            }
            destinations.identified(pipe);
        }
        probe.send(pipe);
        return true;
    }

    private boolean identify(Pipe pipe, RoutingId announced) {
        if (announced != null && announced.equals(pipe.routingId())) {
            return true;
        }
        if (pipe.routingId() != null) {
            table.remove(pipe.routingId(), pipe); // another peer than last time
            pipe.routingId(null);
        }
        RoutingId id = announced == null ? table.makeUpId() : announced;
        Pipe holder = table.find(id);
        if (holder != null && holder.peer() == null && !destinations.isFixed(holder)) {
            // Kept for a lost connection, whose peer is here by another one: two ROUTERs that connect to each other
            // would else refuse each other for ever. What waits for that connection goes on waiting.
            table.remove(id, holder);
            holder.routingId(null);
        } else if (holder != null) {
            if (!handover) {
                pipe.refusal("routing id " + id + " is another peer's; with ROUTER_HANDOVER this one would take its"
                        + " place");
                return false;
            }
            if (losesCrossing(pipe, holder, id)) {
                holder.askForSign();
                pipe.refusal("routing id " + id + " is that of a peer which is there by a connection the other way"
                        + " round; of two that cross, the one stays that the ROUTER of the greater id has made");
                return false;
            }
            handOver(id, holder);
        }
        table.add(id, pipe);
        pipe.routingId(id);
        return true;
    }

    private boolean losesCrossing(Pipe pipe, Pipe holder, RoutingId id) {
        boolean ours = destinations.contains(pipe);
        if (ours == destinations.contains(holder) || holder.peer() == null) {
            return false;
        }
        int order = own == null ? -1 : Arrays.compareUnsigned(own.bytes(), id.bytes());
        return order == 0 || ours != order > 0; // two of the same id: whichever is there first
    }

    private void handOver(RoutingId id, Pipe holder) {
        table.remove(id, holder);
        holder.routingId(table.makeUpId()); // not in the table: nothing can be sent to it
        holder.close(DisconnectReason.HANDED_OVER);
    }

    @Override
    public void detach(Pipe pipe) {
        if (pipe.routingId() != null) {
            table.remove(pipe.routingId(), pipe);
        }
        destinations.detach(pipe);
        room.detach(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        room.writable(pipe);
    }

    @Override
    public boolean route(OutgoingMessage message) {
        Pipe pipe = addressee(message);
        if (pipe == null) {
            if (mandatory) {
                throw new HostUnreachableException(message.target() != null ? message.target()
                        : RoutingId.of(message.callerBytes(0)));
            }
            host.dropped(null, 1);
            return true;
        }
        if (mandatory ? room.hasRoom(pipe) : pipe.hasRoom()) {
            pipe.write(message);
            return true;
        }
        if (!mandatory) {
            host.dropped(pipe, 1);
        }
        return !mandatory;
    }

    private Pipe addressee(OutgoingMessage message) {
        if (message.target() != null) {
            return table.find(message.target());
        }
        if (message.callerFrames() == 1) {
            throw new MessageShapeException("a message of 1 frame through a ROUTER socket: its first frame is the"
                    + " peer's routing id, and at least one frame must follow it; or name the peer by send(RoutingId,"
                    + " ...)");
        }
        return table.takeNamed(message, SocketType.ROUTER);
    }

    @Override
    public boolean canRoute() {
        return !mandatory || room.select() != null;
    }

    @Override
    public void readable(Pipe pipe) {
        if (pipe.routingId() != null) { // else it was refused
            incoming.readable(pipe);
        }
    }

    @Override
    public boolean next(IncomingMessage message) {
        if (!incoming.next(message)) {
            return false;
        }
        message.from(incoming.source().routingId());
        return true;
    }

    @Override
    public void taken(IncomingMessage message) {
        incoming.taken(message);
    }

    @Override
    public boolean sleep() {
        return incoming.sleep();
    }
}

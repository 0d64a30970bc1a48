package zlink.patterns;

import java.util.LinkedHashMap;
import java.util.Map;
import zlink.api.Endpoint;
import zlink.api.InvalidOptionException;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.engine.pipe.Pipe;
import zlink.patterns.routing.RoutingTable;

/**
 * The routing ids of the peers that a ROUTER socket connects to, by endpoint: the connection that follows a lost one
 * takes its id over, so that messages can queue for the peer meanwhile. Guarded by the send lock.
 */
final class Destinations {
    /** Endpoints remembered though nothing is connected to them any more. */
    private static final int MOST_REMEMBERED = 1024;

    private final Map<Endpoint, Destination> byEndpoint = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Endpoint, Destination> eldest) {
            return size() > MOST_REMEMBERED && eldest.getValue().pipe == null;
        }
    };
    private RoutingId connectId; // for the first of them; null if none is set, or once it is used

    private static final class Destination {
        private Pipe pipe;    // null while there is none
        private RoutingId id; // null until known
        private boolean fixed;
    }

    Destinations(RoutingId connectId) {
        this.connectId = connectId;
    }

    /**
     * A pipe to a peer we connect to has come; returns the peer's id, null if it is not known yet.
     *
     * @throws InvalidOptionException if the id set for the first such peer is another one's already
     */
    RoutingId attach(Pipe pipe, RoutingTable table) {
        Destination destination = byEndpoint.computeIfAbsent(pipe.endpoint(), endpoint -> new Destination());
        destination.pipe = pipe;
        if (destination.id == null && connectId != null) {
            if (table.find(connectId) != null) {
                byEndpoint.remove(pipe.endpoint());
                throw new InvalidOptionException(SocketOption.CONNECT_ROUTING_ID.name(), connectId.toString(),
                        "an id that no peer has yet");
            }
            destination.id = connectId;
            destination.fixed = true;
            connectId = null;
        }
        return destination.id;
    }

    /** The connection is lost, or given up. */
    void detach(Pipe pipe) {
        Destination destination = of(pipe);
        if (destination != null) {
            destination.pipe = null;
        }
    }

    /** Whether it is a pipe to a peer we connect to. */
    boolean contains(Pipe pipe) {
        return of(pipe) != null;
    }

    /** Whether the application has said which id this peer has, whatever it announces. */
    boolean isFixed(Pipe pipe) {
        Destination destination = of(pipe);
        return destination != null && destination.fixed;
    }

    /** A peer has got an id; remembers it if it is one we connect to. */
    void identified(Pipe pipe) {
        Destination destination = of(pipe);
        if (destination != null) {
            destination.id = pipe.routingId();
        }
    }

    /** Null if the pipe is not, or not any more, that of a destination. */
    private Destination of(Pipe pipe) {
        Destination destination = byEndpoint.get(pipe.endpoint());
        return destination != null && destination.pipe == pipe ? destination : null;
    }
}

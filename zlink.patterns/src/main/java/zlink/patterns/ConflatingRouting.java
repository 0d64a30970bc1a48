package zlink.patterns;

import java.nio.ByteBuffer;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.engine.socket.RoutingHost;
import zlink.patterns.routing.LatestQueue;

/**
 * A pattern with {@link zlink.api.SocketOption#CONFLATE}: sends as it does without, receives of each peer the newest
 * message only. Of a message of several frames, which CONFLATE does not allow, the last frame is kept, as in libzmq.
 */
final class ConflatingRouting implements Routing {

    /** Which frames are wanted at all. Called under the send lock. */
    interface Filter {
        boolean accepts(ByteBuffer memory, int offset, int size);
    }

    private final Routing sending;
    private final Filter filter;
    private RoutingHost host;   // set once, by start
    private LatestQueue latest; // set once, by start; has two locks of its own accord

    ConflatingRouting(Routing sending, Filter filter) {
        this.sending = sending;
        this.filter = filter;
    }

    @Override
    public void start(RoutingHost socket) {
        host = socket;
        latest = new LatestQueue(socket.chunks());
        sending.start(socket);
    }

    @Override
    public boolean attach(Pipe pipe) {
        if (!sending.attach(pipe)) {
            return false;
        }
        latest.attach(pipe);
        return true;
    }

    @Override
    public boolean ready(Pipe pipe) {
        return sending.ready(pipe);
    }

    @Override
    public void detach(Pipe pipe) {
        latest.detach(pipe);
        sending.detach(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        sending.writable(pipe);
    }

    @Override
    public boolean route(OutgoingMessage message) {
        return sending.route(message);
    }

    @Override
    public boolean canRoute() {
        return sending.canRoute();
    }

    @Override
    public boolean takesUpstream() {
        return true; // so that frames come here however slow the application is
    }

    @Override
    public void upstream(Pipe from, ByteBuffer memory, int offset, int size, boolean more) {
        if (filter.accepts(memory, offset, size) && latest.put(from, memory, offset, size)) {
            host.wakeReceivers();
        }
    }

    @Override
    public boolean next(IncomingMessage message) {
        return latest.next(message);
    }

    @Override
    public void taken(IncomingMessage message) {
        latest.taken(message);
    }

    @Override
    public boolean sleep() {
        return latest.isEmpty();
    }
}

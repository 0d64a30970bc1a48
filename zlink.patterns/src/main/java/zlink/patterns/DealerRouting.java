package zlink.patterns;

import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.patterns.routing.FairQueue;
import zlink.patterns.routing.LoadBalancer;

/** Sends to its peers in turn, receives from each in turn. */
final class DealerRouting implements Routing {
    private final LoadBalancer outgoing; // guarded by the send lock
    private final FairQueue incoming = new FairQueue(); // guarded by the receive lock
    private final Probe probe;

    DealerRouting(SocketOptions options) {
        outgoing = new LoadBalancer(options.get(SocketOption.CONFLATE));
        probe = new Probe(options);
    }

    @Override
    public boolean attach(Pipe pipe) {
        outgoing.attach(pipe);
        return true;
    }

    @Override
    public boolean ready(Pipe pipe) {
        probe.send(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        outgoing.detach(pipe);
    }

    @Override
    public void writable(Pipe pipe) {
        outgoing.writable(pipe);
    }

    @Override
    public boolean route(OutgoingMessage message) {
        return outgoing.route(message);
    }

    @Override
    public boolean canRoute() {
        return outgoing.select() != null;
    }

    @Override
    public void readable(Pipe pipe) {
        incoming.readable(pipe);
    }

    @Override
    public boolean next(IncomingMessage message) {
        return incoming.next(message);
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

package zlink.patterns;

import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.patterns.routing.LoadBalancer;

/** Sends to its peers in turn, passing over those that are full. What a peer sends is never read. */
final class PushRouting implements Routing {
    private final LoadBalancer outgoing; // guarded by the send lock

    PushRouting(SocketOptions options) {
        outgoing = new LoadBalancer(options.get(SocketOption.CONFLATE));
    }

    @Override
    public boolean attach(Pipe pipe) {
        outgoing.attach(pipe);
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
}

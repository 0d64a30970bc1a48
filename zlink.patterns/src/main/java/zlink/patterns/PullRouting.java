package zlink.patterns;

import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.socket.Routing;
import zlink.patterns.routing.FairQueue;

/** Receives from all peers, a message from each in turn. */
final class PullRouting implements Routing {
    private final FairQueue incoming = new FairQueue(); // guarded by the receive lock

    @Override
    public boolean attach(Pipe pipe) {
        return true;
    }

    @Override
    public void detach(Pipe pipe) { }

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

package zlink.patterns;

import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.patterns.routing.FairQueue;

/**
 * One peer at a time; others are refused while it is there.
 *
 * <p>What a peer sent before it left is received before anything of the next one's.
 */
final class PairRouting implements Routing {
    private final FairQueue incoming = new FairQueue(); // guarded by the receive lock
    private Pipe peer; // guarded by the send lock

    @Override
    public boolean attach(Pipe pipe) {
        if (peer != null) {
            pipe.refusal("a PAIR socket has one peer at a time, and another one is there");
            return false;
        }
        peer = pipe;
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        if (peer == pipe) {
            peer = null;
        }
    }

    @Override
    public boolean route(OutgoingMessage message) {
        if (!canRoute()) {
            return false;
        }
        peer.write(message);
        return true;
    }

    @Override
    public boolean canRoute() {
        return peer != null && peer.hasRoomOrSleeps();
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
        incoming.takenInSequence(message);
    }

    @Override
    public boolean sleep() {
        return incoming.sleep();
    }
}

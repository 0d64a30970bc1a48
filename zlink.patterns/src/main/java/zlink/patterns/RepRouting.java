package zlink.patterns;

import zlink.api.SocketStateException;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.engine.socket.RoutingHost;
import zlink.patterns.ReplyPhase.Event;
import zlink.patterns.routing.FairQueue;

/**
 * A request from each peer in turn, then the reply to it.
 *
 * <p>A reply to a peer that has gone, or that does not take its replies, is dropped and counted, as in libzmq: waiting
 * for one peer would let it stop all others. A request without an empty frame before its body is skipped: nobody could
 * be answered.
 *
 * <p><b>Between the locks.</b> {@link #asker} and {@link #envelope} belong to the receive lock in phase RECEIVING and
 * to the send lock in phase REPLYING; the volatile phase hands them over.
 */
final class RepRouting implements Routing {
    private static final int ATTACHED = 0;
    private static final int GONE = -1;

    private final FairQueue incoming = new FairQueue(); // guarded by the receive lock
    private final Envelope envelope = new Envelope();
    private Pipe asker;
    private volatile ReplyPhase phase = ReplyPhase.RECEIVING; // see the class comment
    private boolean shown; // the message loaded last has moved the phase on already; guarded by the receive lock
    private RoutingHost host; // set once, by start

    @Override
    public void start(RoutingHost socket) {
        host = socket;
    }

    @Override
    public boolean attach(Pipe pipe) {
        pipe.sendIndex(ATTACHED);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        pipe.sendIndex(GONE);
    }

    @Override
    public boolean route(OutgoingMessage message) {
        ReplyPhase next = phase.after(Event.REPLIED);
        if (next == null) {
            throw new SocketStateException("a REP socket that has no request to answer cannot send: receive first");
        }
        if (asker.sendIndex() == ATTACHED && asker.hasRoom()) {
            envelope.putBefore(message);
            asker.write(message);
        } else {
            host.dropped(asker, 1);
        }
        envelope.clear();
        asker = null;
        phase = next;
        host.wakeReceivers(); // requests that are here already may be received now
        return true;
    }

    @Override
    public boolean canRoute() {
        return phase == ReplyPhase.REPLYING;
    }

    @Override
    public void readable(Pipe pipe) {
        incoming.readable(pipe);
    }

    @Override
    public void checkReceive() {
        if (phase == ReplyPhase.REPLYING) {
            throw new SocketStateException("a REP socket that has not answered its last request cannot receive"
                    + " another: send the reply first");
        }
    }

    @Override
    public boolean next(IncomingMessage message) {
        if (phase == ReplyPhase.REPLYING) {
            return false;
        }
        while (incoming.next(message)) {
            if (envelope.takeFrom(message)) {
                return true;
            }
            incoming.taken(message);
        }
        return false;
    }

    @Override
    public void showing(IncomingMessage message) {
        asker = incoming.source();
        shown = true;
        phase = phase.after(Event.ASKED);
    }

    @Override
    public void taken(IncomingMessage message) {
        if (!shown) {
            showing(message);
        }
        shown = false; // a handler may have replied meanwhile
        incoming.taken(message);
    }

    @Override
    public boolean sleep() {
        return phase == ReplyPhase.REPLYING || incoming.sleep();
    }
}

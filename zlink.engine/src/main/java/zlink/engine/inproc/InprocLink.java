package zlink.engine.inproc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.HandshakeFailure;
import zlink.api.MonitorEvent;
import zlink.api.PeerInfo;
import zlink.api.SocketType;
import zlink.engine.connection.ConnectionSettings;
import zlink.engine.pipe.PipeOwner;
import zlink.engine.queue.ByteQueue;
import zlink.engine.session.SessionOwner;

/**
 * Two sockets joined, or one that waits for the other: both queues, both pipes, and the one life they share.
 *
 * <p>Joined by the thread of the second comer; closed by whoever is first. No lock of either socket is held then, and
 * never both at once.
 */
final class InprocLink implements SessionOwner.Closeable {

    private enum State { WAITING, JOINING, JOINED, CLOSED }

    private final Endpoint endpoint;
    private final SessionOwner connecter;
    private final ByteQueue forth; // connecter to binder
    private final ByteQueue back;
    private final InprocPipe connecterPipe;
    private final boolean queuesEarly;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile SessionOwner binder; // set once, while JOINING
    private volatile InprocPipe binderPipe; // likewise
    private volatile Ending endWhenJoined; // asked for while JOINING
    private long connectionId; // set while JOINING
    private boolean delivering; // set while JOINING: both ends want each other

    /** Who ends the link, and why; to the other end it is simply that the peer has closed. */
    private record Ending(PipeOwner by, DisconnectReason reason, String detail) { }

    InprocLink(Endpoint endpoint, SessionOwner connecter, boolean queuesEarly) {
        this.endpoint = endpoint;
        this.connecter = connecter;
        this.queuesEarly = queuesEarly;
        this.forth = connecter.newOutgoing();
        this.back = connecter.newQueue(0, 0);
        this.connecterPipe = new InprocPipe(this, connecter, forth, back);
        connecterPipe.endpoint(endpoint);
    }

    /** Tells the connecter's pattern at once, if messages may queue before there is a peer; false if it refuses. */
    boolean attachEarly() {
        return !queuesEarly || connecter.attach(connecterPipe);
    }

    /** Messages that wait for a peer to come. */
    long waitingMessages() {
        return state.get() == State.WAITING ? forth.depthMessages() : 0;
    }

    /** Joins the two sockets. On the thread of whoever came second. */
    void join(SessionOwner bound) {
        if (!state.compareAndSet(State.WAITING, State.JOINING)) {
            return;
        }
        SocketType ours = connecter.settings().type();
        SocketType theirs = bound.settings().type();
        connectionId = connecter.nextConnectionId();
        if (!ours.canTalkTo(theirs)) {
            reject(bound, ours + " cannot talk to " + theirs);
            return;
        }
        binder = bound;
        connecter.exclusively(() -> setLimits(connecter.settings(), bound.settings())); // who may be sending
        InprocPipe pipe = new InprocPipe(this, bound, back, forth);
        pipe.endpoint(endpoint);
        binderPipe = pipe;
        connecterPipe.peer(describe(bound.settings(), connectionId));
        pipe.peer(describe(connecter.settings(), connectionId));
        connecterPipe.join(pipe, bound.settings().takesUpstream());
        pipe.join(connecterPipe, connecter.settings().takesUpstream());
        bound.opened(this);
        emitEstablished();
        InprocPipe refused = introduce(bound, pipe);
        if (refused == null) {
            connecter.exclusively(connecterPipe::deliver);
            bound.exclusively(pipe::deliver);
            delivering = true;
        }
        state.set(State.JOINED);
        if (refused != null) {
            close(new Ending(refused.owner(), DisconnectReason.REFUSED, "refused: " + refused.refusal()));
        } else if (endWhenJoined != null) {
            close(endWhenJoined);
        }
    }

    /** Tells both patterns of each other; returns the pipe that one of them refuses, or null. */
    private InprocPipe introduce(SessionOwner bound, InprocPipe boundPipe) {
        if (!bound.attach(boundPipe)) {
            return boundPipe;
        }
        if (!queuesEarly && !connecter.attach(connecterPipe)) {
            return connecterPipe;
        }
        if (!bound.ready(boundPipe)) {
            return boundPipe;
        }
        return connecter.ready(connecterPipe) ? null : connecterPipe;
    }

    /** inproc has one queue for each direction: both sides' limits add up, and either's "no limit" is no limit. */
    private void setLimits(ConnectionSettings a, ConnectionSettings b) {
        forth.limit(sum(a.sendLimit(), b.receiveLimit()), sum(a.sendLimitBytes(), b.receiveLimitBytes()));
        back.limit(sum(b.sendLimit(), a.receiveLimit()), sum(b.sendLimitBytes(), a.receiveLimitBytes()));
    }

    private static int sum(int a, int b) {
        return a == 0 || b == 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (long) a + b);
    }

    private static long sum(long a, long b) {
        return a == 0 || b == 0 ? 0 : a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    private static PeerInfo describe(ConnectionSettings peer, long connectionId) {
        PeerInfo.Builder builder = PeerInfo.builder(connectionId).protocol("inproc").mechanism("NULL")
                .socketType(peer.type())
                .property("Socket-Type", peer.type().name().getBytes(StandardCharsets.UTF_8)); // as in a READY
        if (peer.routingId() != null) {
            builder.routingId(peer.routingId());
        }
        peer.metadata().forEach((name, value) ->
                builder.property(name, value.getBytes(StandardCharsets.UTF_8)));
        return builder.build();
    }

    private void emitEstablished() {
        Instant now = Instant.now();
        if (connecter.monitor().isActive()) {
            connecter.monitor().emit(new MonitorEvent.Connected(endpoint, connectionId, "", "", now));
            connecter.monitor().emit(new MonitorEvent.HandshakeSucceeded(endpoint, connecterPipe.peer(), now));
        }
        if (binder.monitor().isActive()) {
            binder.monitor().emit(new MonitorEvent.Accepted(endpoint, connectionId, "", "", now));
            binder.monitor().emit(new MonitorEvent.HandshakeSucceeded(endpoint, binderPipe.peer(), now));
        }
    }

    private void reject(SessionOwner bound, String detail) {
        MonitorEvent event = new MonitorEvent.HandshakeFailed(endpoint, connectionId, "", "",
                HandshakeFailure.INCOMPATIBLE_SOCKET_TYPE, detail, Instant.now());
        connecter.monitor().emit(event);
        bound.monitor().emit(event);
        state.set(State.JOINED);
        close(new Ending(bound, DisconnectReason.PROTOCOL_VIOLATION, detail));
    }

    @Override
    public void closeBy(long deadlineNs) {
        // The binder closes. What it has sent is in memory that the connecter goes on reading: nothing to wait for.
        close(new Ending(binder, DisconnectReason.LOCALLY_CLOSED, "closed by this side"));
    }

    /** Closes from a place where a socket's lock is held. */
    void closeLater(PipeOwner by, DisconnectReason reason) {
        connecter.resolver().execute(() -> close(new Ending(by, reason, "closed by this side")));
    }

    /** Ends the link from the connecter's side. */
    void close(String detail) {
        close(new Ending(connecter, DisconnectReason.LOCALLY_CLOSED, detail));
    }

    /** Ends the link as soon as there is a peer that has taken what waits. */
    void closeOnceJoined() {
        endWhenJoined = new Ending(connecter, DisconnectReason.LOCALLY_CLOSED, "closed by this side");
        if (state.get() == State.JOINED) {
            close(endWhenJoined);
        }
    }

    /** Ends the link: neither side writes any more, each still reads what is there. Idempotent. */
    private void close(Ending ending) {
        State before;
        do {
            before = state.get();
            if (before == State.CLOSED) {
                return;
            }
            if (before == State.JOINING) {
                endWhenJoined = ending;
                if (state.get() == State.JOINING) {
                    return; // the joiner sees it
                }
            }
        } while (before == State.JOINING || !state.compareAndSet(before, State.CLOSED));
        SessionOwner bound = binder;
        connecter.detach(connecterPipe);
        if (bound != null) {
            bound.detach(binderPipe);
        }
        if (!delivering || !bound.settings().receives()) {
            discardUndelivered(connecter, forth);
        }
        if (!delivering || !connecter.settings().receives()) {
            discardUndelivered(bound == null ? connecter : bound, back);
        }
        connecterPipe.endReading(); // not before the other end has sent its last
        if (bound != null) {
            binderPipe.endReading();
            emitDisconnected(connecter, ending);
            emitDisconnected(bound, ending);
            bound.closed(this);
        }
        whenClosed.accept(ending.by() == connecter ? ending.detail() : "peer closed");
    }

    private static void discardUndelivered(SessionOwner sender, ByteQueue queue) {
        long left = queue.depthMessages();
        if (left > 0) {
            sender.dropped(null, left);
        }
        sender.discard(queue);
    }

    private Consumer<String> whenClosed = detail -> { }; // set before the link can be found

    /** What to do at the end, with what is to be said about it at the connecter's side. */
    void whenClosed(Consumer<String> action) {
        whenClosed = action;
    }

    private void emitDisconnected(SessionOwner owner, Ending ending) {
        if (owner.monitor().isActive()) {
            boolean own = owner == ending.by();
            owner.monitor().emit(new MonitorEvent.Disconnected(endpoint, connectionId, "", "",
                    own ? ending.reason() : DisconnectReason.PEER_CLOSED, own ? ending.detail() : "peer closed",
                    Instant.now()));
        }
    }
}

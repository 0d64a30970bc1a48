package zlink.engine.session;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.HandshakeFailure;
import zlink.api.MonitorEvent;
import zlink.api.SocketOption;
import zlink.engine.connection.ConnectionHost;
import zlink.engine.connection.WireConnection;
import zlink.engine.connection.WirePipe;
import zlink.engine.loop.IoLoop;
import zlink.engine.loop.ReadySource;
import zlink.engine.loop.Timers;
import zlink.engine.loop.Watch;
import zlink.engine.zmtp.PeerProperties;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/**
 * A bound endpoint: takes connections, and answers for them until each is over.
 *
 * <p>Accepting happens on one loop, each connection on its own; what they share is atomic.
 */
public final class BindSession implements ConnectionHost, EndpointHandle, ReadySource, SessionOwner.Closeable {
    private static final int ACCEPTS_PER_TURN = 64;

    /** After a failed accept, for want of descriptors say, the next one waits this long. */
    private static final long ACCEPT_PAUSE_NS = 100_000_000L;

    private final SessionOwner owner;
    private final Listener listener;
    private final ConnectionEvents events;
    private final IoLoop loop;
    private final int mostPending;
    private final int mostConnections;
    private final boolean shared; // whether what is accepted may turn out to be another's: until then it is not counted
    private final AtomicInteger pending = new AtomicInteger();     // handshakes under way
    private final AtomicInteger connections = new AtomicInteger(); // those included that have arrived
    private final CountDownLatch released = new CountDownLatch(1);
    private Watch watch;                   // loop only
    private Timers.Timer pause;            // loop only
    private volatile boolean open = true;  // until close

    /** A session of a listener that the transport has opened. */
    public BindSession(SessionOwner owner, Listener listener) {
        this.owner = owner;
        this.listener = listener;
        this.events = new ConnectionEvents(owner.monitor(), listener.endpoint());
        this.loop = owner.loop();
        this.mostPending = owner.options().get(SocketOption.MAX_PENDING_HANDSHAKES);
        this.mostConnections = owner.options().get(SocketOption.MAX_CONNECTIONS);
        this.shared = listener.sharesAddress();
    }

    /** Begins to accept. */
    public void start() {
        owner.opened(this);
        if (owner.monitor().isActive()) {
            owner.monitor().emit(new MonitorEvent.Listening(endpoint(), Instant.now()));
        }
        loop.execute(() -> {
            try {
                if (open) {
                    watch = loop.watch(listener.readiness(), this);
                    watch.interest(Readiness.READ);
                }
            } catch (IOException | RuntimeException e) {
                acceptFailed(e);
            }
        });
    }

    @Override
    public Endpoint endpoint() {
        return listener.endpoint();
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        closeBy(Long.MAX_VALUE);
        if (!loop.isCurrent()) {
            LoopLatch.await(released); // so that the address is free when this returns
        }
    }

    @Override
    public void closeBy(long deadlineNs) {
        if (!open) {
            return;
        }
        open = false;
        listener.close();
        loop.execute(() -> {
            if (watch != null) {
                watch.cancel();
            }
            if (pause != null) {
                pause.cancel();
            }
            loop.submit(() -> { // the selector lets go of the channel, and with it of the address, in its next turn
                released.countDown();
                events.closed("closed by this side");
                owner.closed(this);
            });
        });
    }

    @Override
    public String toString() {
        return (open ? "bound to " : "no longer bound to ") + endpoint();
    }

    // ---- accepting --------------------------------------------------------------------------------------------------

    @Override
    public void ready(int operations) {
        for (int i = 0; i < ACCEPTS_PER_TURN && open; i++) {
            Optional<Connection> accepted;
            try {
                accepted = listener.accept();
            } catch (IOException | RuntimeException | Error e) {
                if (open) {
                    acceptFailed(e); // whatever it was: the next turn would meet it again
                }
                return;
            }
            if (accepted.isEmpty()) {
                return;
            }
            take(accepted.get());
        }
    }

    private void acceptFailed(Throwable e) {
        if (watch != null) { // first: to tell of it may fail for the same reason
            watch.interest(0);
            pause = loop.timers().at(loop.nanoTime() + ACCEPT_PAUSE_NS, () -> watch.interest(Readiness.READ));
        }
        if (owner.monitor().isActive()) {
            owner.monitor().emit(new MonitorEvent.AcceptFailed(endpoint(),
                    e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString(), Instant.now()));
        }
    }

    private void take(Connection channel) {
        IoLoop its = owner.loop();
        WireConnection connection = new WireConnection(its, owner.nextConnectionId(), channel, owner.settings(), this);
        if (!shared) {
            events.accepted(connection);
        }
        if (pending.get() >= mostPending) {
            refuse(connection, "limit of " + mostPending + " handshakes under way reached (MAX_PENDING_HANDSHAKES)");
        } else if (!shared && mostConnections != 0 && connections.get() >= mostConnections) {
            refuse(connection, tooMany());
        } else {
            pending.incrementAndGet();
            if (!shared) {
                connections.incrementAndGet();
            }
            Member member = new Member(connection, shared);
            owner.opened(member);
            its.execute(() -> connection.start(false));
        }
    }

    private String tooMany() {
        return "limit of " + mostConnections + " connections reached (MAX_CONNECTIONS)";
    }

    private void refuse(WireConnection connection, String detail) {
        if (shared) {
            events.accepted(connection);
        }
        events.handshakeFailed(connection, HandshakeFailure.TOO_MANY_PENDING, detail);
        connection.channel().close();
    }

    // ---- the connections' loops -------------------------------------------------------------------------------------

    @Override
    public void connected(WireConnection connection) {
        // Accepted connections are connected.
    }

    @Override
    public void arrived(WireConnection connection) {
        if (shared) {
            events.accepted(connection);
            if (connections.incrementAndGet() > mostConnections && mostConnections != 0) {
                connection.refuseForLimit(tooMany());
            }
        }
    }

    @Override
    public void passedOn(WireConnection connection) {
        pending.decrementAndGet();
        if (!shared) {
            connections.decrementAndGet();
        }
        owner.closed(new Member(connection, shared));
    }

    @Override
    public WirePipe shaken(WireConnection connection, PeerProperties peer) {
        WirePipe pipe = owner.newWirePipe(null);
        pipe.endpoint(endpoint());
        pipe.peer(PeerDescription.of(connection, peer));
        pipe.finisher(connection::requestFinish);
        if (owner.attach(pipe)) {
            return pipe;
        }
        connection.refuse(pipe.refusal());
        return null;
    }

    @Override
    public void ready(WireConnection connection) {
        pending.decrementAndGet();
        WirePipe pipe = connection.pipe();
        boolean wanted = owner.ready(pipe);
        events.handshakeSucceeded(pipe.peer());
        if (!wanted) {
            connection.refuse(pipe.refusal());
        }
    }

    @Override
    public void failed(WireConnection connection, HandshakeFailure reason, String detail) {
        pending.decrementAndGet();
        if (!shared || connection.hasArrived()) {
            connections.decrementAndGet();
        } else {
            events.accepted(connection); // by us after all, since by nobody else
        }
        events.handshakeFailed(connection, reason, detail);
        owner.closed(new Member(connection, shared));
    }

    @Override
    public void closed(WireConnection connection, DisconnectReason reason, String detail) {
        connections.decrementAndGet();
        WirePipe pipe = connection.pipe();
        owner.detach(pipe);
        pipe.ended();
        boolean cut = !owner.settings().isRaw() && pipe.outgoing().rewind();
        long left = (cut ? 1 : 0) + pipe.outgoing().depthMessages(); // exact once rewound
        if (left > 0) {
            owner.dropped(null, left);
        }
        owner.discard(pipe.outgoing());
        events.disconnected(connection, reason, detail);
        owner.closed(new Member(connection, shared));
    }

    /** An accepted connection as its socket closes it; equal for the same connection. */
    private record Member(WireConnection connection, boolean shared) implements SessionOwner.Closeable {
        @Override
        public void closeBy(long deadlineNs) {
            connection.loop().execute(() -> {
                if (!shared || !connection.passOn()) { // who means another path can still be served
                    connection.finish(deadlineNs);
                }
            });
        }
    }
}

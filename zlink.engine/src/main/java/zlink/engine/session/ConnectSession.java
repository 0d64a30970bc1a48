package zlink.engine.session;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.HandshakeFailure;
import zlink.api.MonitorEvent;
import zlink.api.SocketOption;
import zlink.api.SocketStateException;
import zlink.api.SocketType;
import zlink.engine.connection.ConnectionHost;
import zlink.engine.connection.WireConnection;
import zlink.engine.connection.WirePipe;
import zlink.engine.loop.IoLoop;
import zlink.engine.loop.Timers;
import zlink.engine.monitor.FlightRecorder;
import zlink.engine.queue.ByteQueue;
import zlink.engine.zmtp.PeerProperties;
import zlink.transport.spi.Connection;
import zlink.transport.spi.TransportProvider;

/**
 * A connected endpoint: one connection after the other, and one outgoing queue that outlives them.
 *
 * <p>Any failure, a peer's breach of the protocol included, leads to another attempt, later and later: whoever has
 * the address now may be replaced by who should have it. (libzmq gives up for good after a breach.) Fields without a
 * comment belong to the loop.
 *
 * <p><b>What counts as a success.</b> Not the handshake: with NULL both sides say READY without waiting for each other,
 * so that a peer which refuses us, a PAIR that has another one, say, has said READY and closes right after. Waits start
 * over after a connection that has lasted a second, longer than any such refusal takes to arrive.
 */
public final class ConnectSession implements ConnectionHost, EndpointHandle, SessionOwner.Closeable {

    /** How long a connection has to last to have been a success: see above. */
    private static final long PROVEN_NS = 1_000_000_000L;

    private enum State { OPENING, CONNECTING, READY, BACKING_OFF, CLOSED }

    private final SessionOwner owner;
    private final TransportProvider provider;
    private final Endpoint endpoint;
    private final IoLoop loop;
    private final ConnectionEvents events;
    private final ReconnectPolicy policy;
    private final boolean queuesEarly;
    private final long connectTimeoutNs;
    private State state = State.OPENING;
    private WirePipe pipe;   // told to the pattern, or null
    private ByteQueue out;   // what it or its predecessor has not delivered
    private WireConnection connection;
    private boolean wasConnected; // this attempt got as far as a handshake
    private int attempts;    // since the last success
    private long readyAtNs;  // this or the last connection
    private Timers.Timer timer;
    private Timers.Timer lingerTimer;
    private boolean closing;
    private long closeByNs;
    private String closeDetail;
    private String refusal; // why the pattern did not want the last pipe
    private final CountDownLatch detached = new CountDownLatch(1); // from the pattern, for closing
    private final AtomicReference<Connection> arriving = new AtomicReference<>(); // from open to opened
    private volatile boolean over; // set once by the loop, before it looks at arriving; the resolver does the reverse
    private volatile boolean open = true; // until close is asked for, from any thread

    /** A session that has not begun. */
    public ConnectSession(SessionOwner owner, TransportProvider provider, Endpoint endpoint) {
        this.owner = owner;
        this.provider = provider;
        this.endpoint = endpoint;
        this.loop = owner.loop();
        this.events = new ConnectionEvents(owner.monitor(), endpoint);
        this.policy = new ReconnectPolicy(owner.options().get(SocketOption.RECONNECT_INTERVAL).toNanos(),
                owner.options().get(SocketOption.RECONNECT_INTERVAL_MAX).toNanos(),
                bound -> ThreadLocalRandom.current().nextLong(Math.max(1, bound)));
        this.connectTimeoutNs = owner.options().get(SocketOption.CONNECT_TIMEOUT).toNanos();
        this.queuesEarly = !owner.options().get(SocketOption.IMMEDIATE);
    }

    /**
     * Begins: messages can queue when this returns, unless IMMEDIATE is set. On the caller's thread.
     *
     * @throws SocketStateException if the pattern takes no further peer
     */
    public void start() {
        out = owner.newOutgoing();
        if (queuesEarly && !newPipe()) {
            throw new SocketStateException(owner.settings().type() + " socket takes no further peer, so it cannot"
                    + " connect to " + endpoint);
        }
        owner.opened(this);
        loop.execute(this::attempt); // hands our fields to the loop
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean isBound() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        beginToClose();
        if (!loop.isCurrent()) {
            LoopLatch.await(detached); // so that nothing sent from now on is routed here
        }
    }

    private void beginToClose() {
        closeBy(owner.settings().lingerDeadlineNs(loop.nanoTime()));
    }

    @Override
    public void closeBy(long deadlineNs) {
        open = false;
        loop.execute(() -> beginClosing(deadlineNs));
    }

    @Override
    public String toString() {
        return (open ? "connects to " : "no longer connects to ") + endpoint;
    }

    // ---- attempts ---------------------------------------------------------------------------------------------------

    private void attempt() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.OPENING;
        wasConnected = false;
        if (!provider.connectMayWait(endpoint)) {
            open();
            return;
        }
        try {
            owner.resolver().execute(this::open);
        } catch (RejectedExecutionException e) {
            end("context is closing");
        }
    }

    /** On a resolver thread, where it may take as long as a name server does, or on the loop if it never waits. */
    private void open() {
        Connection channel;
        try {
            channel = provider.connect(endpoint, owner.options());
        } catch (IOException | RuntimeException e) {
            loop.execute(() -> retry(String.valueOf(e.getMessage())));
            return;
        }
        arriving.set(channel);
        if (over) {
            closeArriving(); // the loop may be gone too
        } else {
            loop.execute(this::opened);
        }
    }

    private void closeArriving() {
        Connection channel = arriving.getAndSet(null);
        if (channel != null) {
            channel.close();
        }
    }

    private void opened() {
        Connection channel = arriving.getAndSet(null);
        if (channel == null) {
            return; // it is over
        }
        state = State.CONNECTING;
        connection = new WireConnection(loop, owner.nextConnectionId(), channel, owner.settings(), this);
        if (connectTimeoutNs != Long.MAX_VALUE) {
            connection.establishBy(loop.nanoTime() + connectTimeoutNs,
                    "not connected within " + connectTimeoutNs / 1_000_000 + " ms");
        }
        if (owner.monitor().isActive()) {
            owner.monitor().emit(new MonitorEvent.ConnectDelayed(endpoint, Instant.now()));
        }
        connection.start(true);
    }

    @Override
    public void connected(WireConnection established) {
        wasConnected = true;
        events.connected(established);
    }

    @Override
    public WirePipe shaken(WireConnection established, PeerProperties peer) {
        if (pipe == null && !newPipe()) {
            established.refuse(refusal);
            return null;
        }
        pipe.peer(PeerDescription.of(established, peer));
        return pipe;
    }

    @Override
    public void ready(WireConnection established) {
        state = State.READY;
        readyAtNs = loop.nanoTime();
        boolean wanted = closing || owner.ready(pipe);
        events.handshakeSucceeded(pipe.peer());
        if (!wanted) {
            established.refuse(pipe.refusal());
        } else if (closing) {
            loop.submit(() -> established.finish(closeByNs)); // after it has begun
        }
    }

    @Override
    public void failed(WireConnection unready, HandshakeFailure reason, String detail) {
        connection = null;
        if (wasConnected) {
            events.handshakeFailed(unready, reason, detail);
        }
        if (state == State.CLOSED) {
            finish();
        } else {
            retry(detail);
        }
    }

    @Override
    public void closed(WireConnection ended, DisconnectReason reason, String detail) {
        connection = null;
        if (loop.nanoTime() - readyAtNs >= PROVEN_NS) {
            attempts = 0;
            policy.reset();
        }
        events.disconnected(ended, reason, detail);
        WirePipe before = pipe;
        pipe = null;
        owner.detach(before);
        before.ended();
        boolean raw = owner.settings().isRaw();
        long lost = !raw && out.rewind() ? 1 : 0; // its beginning had been written and is gone
        if (isReplayed() || raw) {
            lost += out.depthMessages(); // what an XSUB has sent; bytes that were a part of the stream that has ended
            owner.discard(out); // with the subscriptions, which count as no messages and which the pattern sends anew
        }
        if (lost > 0) {
            owner.dropped(null, lost);
        }
        if (state == State.CLOSED) {
            finish();
            return;
        }
        if (!closing && queuesEarly && !newPipe()) {
            end("the socket has another peer by now");
            return;
        }
        retry(detail);
    }

    private boolean isReplayed() {
        return owner.settings().type() == SocketType.SUB || owner.settings().type() == SocketType.XSUB;
    }

    /** A pipe for the next connection; the pattern is told of it unless we only deliver what is left. */
    private boolean newPipe() {
        WirePipe fresh = owner.newWirePipe(out);
        fresh.endpoint(endpoint);
        fresh.finisher(this::beginToClose);
        if (!closing && !owner.attach(fresh)) {
            refusal = fresh.refusal();
            return false;
        }
        pipe = fresh;
        return true;
    }

    private void retry(String detail) {
        if (state == State.CLOSED) {
            return;
        }
        if (closing && !out.looksUnwritten()) {
            end("closed by this side");
            return;
        }
        if (!policy.reconnects()) {
            end(detail);
            return;
        }
        state = State.BACKING_OFF;
        long delayNs = policy.nextDelayNs();
        attempts++;
        FlightRecorder.reconnecting(endpoint.toString(), attempts, delayNs, detail);
        if (owner.monitor().isActive()) {
            owner.monitor().emit(new MonitorEvent.ConnectRetried(endpoint, Duration.ofNanos(delayNs), attempts, detail,
                    Instant.now()));
        }
        Timers.Timer previous = timer;
        timer = loop.timers().at(loop.nanoTime() + delayNs, this::attempt);
        if (previous != null) {
            previous.cancel();
        }
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    private void beginClosing(long deadlineNs) {
        if (state == State.CLOSED) {
            return;
        }
        if (closing && (deadlineNs == Long.MAX_VALUE || closeByNs != Long.MAX_VALUE && deadlineNs - closeByNs >= 0)) {
            return; // already closing, and no later
        }
        closing = true;
        closeByNs = deadlineNs;
        if (pipe != null) {
            owner.detach(pipe); // nothing more is routed here; what is queued still leaves
        }
        detached.countDown();
        boolean undelivered = out.looksUnwritten() && !isReplayed();
        if (state == State.READY && connection != null) {
            connection.finish(deadlineNs);
        } else if (!undelivered || deadlineNs != Long.MAX_VALUE && deadlineNs - loop.nanoTime() <= 0) {
            end("closed by this side");
        }
        if (state != State.CLOSED && deadlineNs != Long.MAX_VALUE) {
            if (lingerTimer != null) {
                lingerTimer.cancel();
            }
            lingerTimer = loop.timers().at(deadlineNs, () -> end("linger has passed"));
        }
    }

    private void end(String detail) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        open = false;
        closeDetail = detail;
        detached.countDown();
        if (timer != null) {
            timer.cancel();
        }
        if (connection != null) {
            connection.requestClose(DisconnectReason.LOCALLY_CLOSED); // closed or failed follows
        } else {
            finish();
        }
    }

    private void finish() {
        if (lingerTimer != null) {
            lingerTimer.cancel();
        }
        over = true;
        closeArriving();
        if (pipe != null) {
            owner.detach(pipe);
            pipe.ended();
            pipe = null;
        }
        long left = out.depthMessages();
        if (left > 0) {
            owner.dropped(null, left);
        }
        owner.discard(out);
        events.closed(closeDetail);
        owner.closed(this);
    }
}

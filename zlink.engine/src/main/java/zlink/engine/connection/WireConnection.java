package zlink.engine.connection;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import zlink.api.DisconnectReason;
import zlink.api.HandshakeFailure;
import zlink.engine.loop.Defects;
import zlink.engine.loop.IoLoop;
import zlink.engine.loop.LoopTask;
import zlink.engine.loop.ReadySource;
import zlink.engine.loop.Watch;
import zlink.engine.monitor.FlightRecorder;
import zlink.engine.pipe.FlushCause;
import zlink.engine.queue.FrameException;
import zlink.engine.queue.FrameInlet;
import zlink.engine.queue.Inlet;
import zlink.engine.queue.RawInlet;
import zlink.engine.zmtp.HandshakeException;
import zlink.engine.zmtp.PeerProperties;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/**
 * One connection to one peer, from the transport's first byte to its last.
 *
 * <p>Fields without a comment belong to the loop. Reading and writing are {@link Reader}'s and {@link Writer}'s;
 * what their token holders on other threads have to say comes here as requests. Not final for the tests' sake, which
 * act in the gap that each of these requests is.
 */
public class WireConnection extends LoopTask implements ReadySource {
    private static final Logger LOG = System.getLogger(WireConnection.class.getName());

    private static final int WATCH_READING = 1;
    private static final int WATCH_WRITING = 1 << 1;
    private static final int FLUSH = 1 << 2;
    private static final int TICK = 1 << 3;
    private static final int LENT = 1 << 4;
    private static final int FAILED = 1 << 5;
    private static final int WRITE_FAILED = 1 << 6;
    private static final int READER_RELEASED = 1 << 7;
    private static final int WRITER_RELEASED = 1 << 8;
    private static final int DRAINED = 1 << 9;
    private static final int CLOSE = 1 << 10;
    private static final int READ = 1 << 11;
    private static final int FINISH = 1 << 12;

    /** How long data that came before a failed write may take to be read. */
    private static final long LAST_WORDS_NS = 1_000_000_000L;

    private final long id;
    private final Connection channel;
    private final ConnectionSettings settings;
    private final ConnectionHost host;
    private final Writer writer;
    private final Heartbeat heartbeat;
    private final BatchTick batchTick;
    private final Lending lending;
    private Watch watch;
    private PeerState state = PeerState.CONNECTING;
    private HandshakeExchange handshake; // while HANDSHAKING
    private Farewell farewell;           // from ENDING on
    private final Deadline deadline;     // of the state we are in
    private long lingerUntilNs; // from the moment on when we close
    private boolean readerReleased;
    private boolean writerReleased;
    private boolean begun;   // reading and writing have
    private boolean hostTold;
    private boolean arrived; // the transport has shaken hands
    private Failure failure; // why it is CLOSED

    private volatile Reader reader;      // set once by the loop before anybody else sees the connection
    private volatile WirePipe pipe;      // set once by the loop before reading and writing begin
    private volatile int minorVersion;   // set once by the loop, with the pipe
    private volatile boolean draining;   // set by the loop before it looks at the queue
    private volatile boolean heartbeatOn; // set once
    private volatile DisconnectReason closeAsked; // set before CLOSE is requested
    private volatile Failure peerEnd; // set once by the reader that met it, if it is not the end of the connection
    private final AtomicReference<Failure> reported = new AtomicReference<>(); // first failure met by a token holder

    /** A connection that the transport has begun to establish or accepted. Nothing happens before {@link #start}. */
    public WireConnection(IoLoop loop, long id, Connection channel, ConnectionSettings settings,
            ConnectionHost host) {
        super(loop);
        this.id = id;
        this.channel = channel;
        this.settings = settings;
        this.host = host;
        this.writer = new Writer(this, channel);
        this.heartbeat = new Heartbeat(this, settings);
        this.batchTick = new BatchTick(this, settings.batchDelayNs());
        this.lending = new Lending(this);
        this.deadline = new Deadline(loop.timers());
    }

    // ---- any thread -------------------------------------------------------------------------------------------------

    /** Its number, see {@link zlink.api.PeerInfo#connectionId}. */
    public long id() {
        return id;
    }

    /** The transport's end of it, for addresses. */
    public Connection channel() {
        return channel;
    }

    /** The pipe, once it is ready; null before. */
    public WirePipe pipe() {
        return pipe;
    }

    ConnectionCounters counters() {
        return new ConnectionCounters(writer.counts(), reader.counts());
    }

    /** Asks for an end at once. */
    public void requestClose(DisconnectReason reason) {
        closeAsked = reason;
        request(CLOSE);
    }

    /** Asks for an end once what is queued has left, or LINGER has passed. */
    public void requestFinish() {
        request(FINISH);
    }

    int minorVersion() {
        return minorVersion;
    }

    Writer writer() {
        return writer;
    }

    Reader reader() {
        return reader;
    }

    boolean hasHeartbeat() {
        return heartbeatOn;
    }

    /** A peer has said after how much silence of its own it is to be considered dead. With the read token. */
    void peerTtl(int deciseconds) {
        heartbeatOn = true;
        heartbeat.peerTtl(deciseconds);
    }

    boolean keepsChunks() {
        return pipe.owner().keepsChunks();
    }

    void requestRead() {
        request(READ);
    }

    void requestFlush() {
        request(FLUSH);
    }

    void requestTick() {
        request(TICK);
    }

    /** Makes sure that a batch leaves in time; follows a publication and a full fence. */
    void ensureTick() {
        batchTick.ensure();
    }

    // ---- from token holders -----------------------------------------------------------------------------------------

    void requestReadWatch() {
        request(WATCH_READING);
    }

    void lent() {
        request(LENT);
    }

    void writeBlocked() {
        request(WATCH_WRITING);
    }

    void wroteAll() {
        if (draining) {
            request(DRAINED);
        }
    }

    void stoppedReading() {
        FlightRecorder.highWaterMark(id, "receive");
    }

    void readEnded(boolean inMessage) {
        Failure end = Failure.peerClosed(inMessage ? "peer closed in the middle of a message" : "peer closed");
        if (settings.isRaw()) {
            peerEnd = end; // of its half: it may still read, and is answered until the application knows
        } else {
            report(end);
        }
    }

    void readFailed(IOException e) {
        report(Failure.io("read failed: " + e.getMessage()));
    }

    void violated(FrameException e) {
        report(Failure.violation(e));
    }

    void writeFailed(IOException e) {
        reported.compareAndSet(null, Failure.io("write failed: " + e.getMessage()));
        request(WRITE_FAILED);
    }

    /** A defect of ours, or no memory: costs this connection, never the thread that met it. */
    void broken(Throwable defect) {
        Defects.log(LOG, "connection " + id + " to " + channel.remoteAddress() + " is closed for a defect", defect);
        report(Failure.io("closed for " + defect));
    }

    void readerReleased() {
        request(READER_RELEASED);
    }

    void writerReleased() {
        request(WRITER_RELEASED);
    }

    private void report(Failure met) {
        reported.compareAndSet(null, met);
        request(FAILED);
    }

    // ---- the loop: establishing -------------------------------------------------------------------------------------

    /** Begins: waits for the transport if it is connecting, else shakes hands. */
    public void start(boolean connecting) {
        if (state == PeerState.CLOSED) {
            return; // closed before it began
        }
        try {
            watch = loop().watch(channel.readiness(), this);
            if (connecting) {
                watch.interest(Readiness.WRITE);
                finishConnect();
            } else {
                beginHandshake();
            }
        } catch (IOException e) {
            fail(Failure.io(e.getMessage()));
        }
    }

    /**
     * Leaves the connection to another listener of its address, unless it {@linkplain #hasArrived has arrived} or is
     * over or was not accepted.
     *
     * @return whether it is somebody else's, or nobody's, now
     */
    public boolean passOn() {
        if (arrived || state != PeerState.HANDSHAKING && (state != PeerState.CONNECTING || watch != null)) {
            return false;
        }
        fire(PeerState.Event.FAILED);
        deadline.cancel();
        if (watch != null) {
            watch.cancel();
        }
        hostTold = true;
        channel.passOn();
        host.passedOn(this);
        return true;
    }

    /** Whether the transport has shaken hands, so that it is known to be meant for its host. */
    public boolean hasArrived() {
        return arrived;
    }

    /** Ends the attempt if it is not ready by then, saying why. */
    public void establishBy(long deadlineNs, String why) {
        deadline.replace(deadlineNs, () -> fail(Failure.timeout(why)));
    }

    private void finishConnect() throws IOException {
        if (state == PeerState.CONNECTING && channel.finishConnect()) {
            watch.interest(0);
            host.connected(this);
            if (state != PeerState.CLOSED) {
                beginHandshake();
            }
        }
    }

    private void beginHandshake() throws IOException {
        fire(PeerState.Event.CONNECTED);
        if (settings.handshakeNs() != Long.MAX_VALUE) {
            establishBy(loop().nanoTime() + settings.handshakeNs(),
                    "no handshake within " + settings.handshakeNs() / 1_000_000 + " ms");
        }
        handshake = new HandshakeExchange(channel, watch, settings);
        shakeHands(0);
    }

    private void shakeHands(int operations) throws IOException {
        try {
            switch (handshake.advance(operations, loop().scratch())) {
                case DONE -> becomeReady(handshake.peer(), handshake.rest());
                case PEER_GONE -> fail(Failure.peerClosed("peer closed in the handshake"));
                case ELSEWHERE -> passOn();
                case ARRIVED -> {
                    arrived = true;
                    host.arrived(this);
                    if (state == PeerState.HANDSHAKING) {
                        shakeHands(operations);
                    }
                }
                case GOING_ON -> { }
            }
        } catch (HandshakeException e) {
            fail(new Failure(DisconnectReason.PROTOCOL_VIOLATION, e.failure(), e.getMessage()));
        }
    }

    private void becomeReady(PeerProperties peer, ByteBuffer rest) {
        handshake = null;
        deadline.cancel();
        fire(PeerState.Event.SHAKEN);
        watch.interest(0);
        WirePipe accepted = host.shaken(this, peer);
        if (accepted == null) {
            return;
        }
        pipe = accepted;
        minorVersion = peer.minorVersion();
        heartbeatOn = settings.heartbeatNs() > 0;
        Inlet inlet = settings.isRaw() ? new RawInlet(accepted.incoming())
                : new FrameInlet(accepted.incoming(), settings.receives(), settings.largestMessage());
        reader = new Reader(this, channel, accepted.incoming(), inlet, new CommandHandler(this, accepted, settings),
                settings.callersRead());
        accepted.connected(this);
        host.ready(this);
        if (state != PeerState.READY) {
            return;
        }
        begun = true;
        heartbeat.start();
        reader.begin(accepted, rest);
        writer.begin(accepted, accepted.outgoing());
    }

    // ---- the loop: at work ------------------------------------------------------------------------------------------

    @Override
    public void ready(int operations) {
        try {
            switch (state) {
                case CONNECTING -> finishConnect();
                case HANDSHAKING -> shakeHands(operations);
                case READY, DRAINING -> {
                    if ((operations & Readiness.WRITE) != 0) {
                        watch.interest(watch.interest() & ~Readiness.WRITE);
                        writer.flush(FlushCause.UNBLOCKED, false);
                    }
                    if ((operations & Readiness.READ) != 0) {
                        reader.readable();
                    }
                }
                case ENDING -> awaitEnd(operations);
                case CLOSED -> { }
            }
        } catch (IOException e) {
            fail(Failure.io(e.getMessage()));
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    @Override
    protected void perform(int bits) {
        readerReleased |= (bits & READER_RELEASED) != 0;
        writerReleased |= (bits & WRITER_RELEASED) != 0;
        if (state == PeerState.CLOSED) {
            tellHost();
            return;
        }
        if (readerReleased && state == PeerState.DRAINING) {
            endIfDrained();
        }
        if ((bits & CLOSE) != 0) {
            close(closeAsked, "closed by this side");
        } else if ((bits & FAILED) != 0) {
            fail(reported.get());
        } else if ((bits & WRITE_FAILED) != 0) {
            readLastWords();
        }
        if ((bits & FINISH) != 0 && state == PeerState.READY) { // else it ends already, perhaps sooner
            finish(settings.lingerDeadlineNs(loop().nanoTime()));
        }
        if ((bits & READ) != 0) {
            readOn();
        }
        if (state != PeerState.READY && state != PeerState.DRAINING) {
            return;
        }
        if ((bits & WATCH_READING) != 0) {
            reader.watch();
        }
        if ((bits & WATCH_WRITING) != 0 && writer.state() == WriteState.BLOCKED) {
            watch.interest(watch.interest() | Readiness.WRITE);
        }
        if ((bits & FLUSH) != 0) {
            writer.flush(FlushCause.LOOP, false);
        }
        if ((bits & TICK) != 0) {
            batchTick.begin();
        }
        if ((bits & LENT) != 0) {
            lending.begin();
            reader.lent();
        }
        if ((bits & DRAINED) != 0) {
            endIfDrained();
        }
    }

    /** Something was left that the watch does not report. */
    private void readOn() {
        if (state == PeerState.ENDING) {
            ready(Readiness.READ);
        } else {
            reader.listen();
        }
    }

    void watchReading(boolean on) {
        watch.interest(on ? watch.interest() | Readiness.READ : watch.interest() & ~Readiness.READ);
    }

    /** Whether what is queued may still be written. */
    boolean maySend() {
        return state == PeerState.READY || state == PeerState.DRAINING;
    }

    /** Whether a batch waits that nobody is about to write. */
    boolean hasBatch() {
        return pipe.hasUnflushed() && writer.state() != WriteState.BLOCKED;
    }

    /** Sends a frame of the protocol's own. On the loop, in READY. */
    void sendControl(byte[] frame) {
        if (state == PeerState.READY && writer.state() != WriteState.BLOCKED) {
            pipe.owner().sendControl(pipe, frame);
        }
    }

    // ---- the loop: ending -------------------------------------------------------------------------------------------

    /** Ends at once, for the pattern does not want the peer. On the loop. */
    public void refuse(String why) {
        fail(new Failure(DisconnectReason.REFUSED, HandshakeFailure.REFUSED, "refused: " + why));
    }

    /** Ends at once, for there are too many. On the loop. */
    public void refuseForLimit(String limit) {
        fail(new Failure(DisconnectReason.REFUSED, HandshakeFailure.TOO_MANY_PENDING, limit));
    }

    /** Ends at once; for the connection's own timers. */
    void close(DisconnectReason reason, String detail) {
        fail(Failure.closing(reason, detail));
    }

    /**
     * Ends once everything queued has been written and the peer has had a moment to see our end, at the latest at a
     * given time; asked again, at the time given last. On the loop.
     */
    public void finish(long deadlineNs) {
        lingerUntilNs = deadlineNs;
        if (state == PeerState.ENDING) {
            limitEnding();
            return;
        }
        if (!maySend() || reported.get() != null) { // nothing is left to wait for, the less after a failed write
            fail(reported.get() != null ? reported.get() : Failure.closing(DisconnectReason.LOCALLY_CLOSED,
                    "closed by this side"));
            return;
        }
        fire(PeerState.Event.CLOSE_ASKED);
        if (deadlineNs != Long.MAX_VALUE) {
            deadline.replace(deadlineNs, () -> close(DisconnectReason.LOCALLY_CLOSED, "linger has passed"));
        }
        draining = true; // before the look; the writer leaves its token and looks at draining: all volatile
        writer.flush(FlushCause.LOOP, false);
        endIfDrained();
    }

    private void endIfDrained() {
        if (state != PeerState.DRAINING || pipe.outgoing().looksUnwritten() || !writer.closeIfQuiet()
                || !readerReleased && !reader.close()) {
            return; // whoever is at it says when it is over: wroteAll, readerReleased
        }
        readerReleased = true;
        fire(PeerState.Event.DRAINED);
        limitEnding();
        try {
            farewell = new Farewell(channel, watch);
            farewell.begin();
            awaitEnd(0);
        } catch (IOException e) {
            endNow();
        }
    }

    private void limitEnding() {
        deadline.replace(Farewell.deadlineNs(loop().nanoTime(), lingerUntilNs), this::endNow);
    }

    private void awaitEnd(int operations) throws IOException {
        if (farewell.advance(operations, loop().scratch())) {
            endNow();
        } else if (farewell.isReading() && channel.hasInput()) {
            requestRead();
        }
    }

    /** Writing is over; what came before can still be read, unless we are closing: then nothing is left to wait for. */
    private void readLastWords() {
        if (state != PeerState.READY || peerEnd != null) {
            fail(reported.get());
            return;
        }
        deadline.replace(loop().nanoTime() + LAST_WORDS_NS, () -> fail(reported.get()));
        reader.arm();
        reader.watch();
    }

    private void fail(Failure why) {
        if (state == PeerState.CLOSED) {
            return;
        }
        failure = why;
        PeerState before = state;
        fire(PeerState.Event.FAILED);
        deadline.cancel();
        heartbeat.stop();
        lending.stop();
        if (watch != null) {
            watch.cancel();
        }
        boolean neverReady = before == PeerState.CONNECTING || before == PeerState.HANDSHAKING || pipe == null;
        readerReleased |= reader == null || reader.close() || !begun;
        writerReleased |= writer.close() || neverReady;
        if (writerReleased && (before == PeerState.READY || before == PeerState.DRAINING) && !writer.hasFailed()) {
            sayFarewell();
        }
        channel.close(); // whoever holds a token meets an exception soon
        tellHost();
    }

    /** The transport's own last words, a close frame or an alert: as far as they leave at once. */
    private void sayFarewell() {
        try {
            channel.flush();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no farewell to " + channel.remoteAddress(), e);
        }
    }

    private void tellHost() {
        if (!readerReleased || !writerReleased || hostTold) {
            return;
        }
        hostTold = true;
        if (pipe == null) {
            host.failed(this, failure.duringHandshake(), failure.detail());
        } else {
            reader.sayEnd();
            host.closed(this, failure.reason(), failure.detail());
        }
    }

    /** Both sides have ended, or need not wait for each other any more: whoever was first is the reason. */
    private void endNow() {
        if (peerEnd != null) {
            fail(peerEnd);
        } else {
            close(DisconnectReason.LOCALLY_CLOSED, "closed by this side");
        }
    }

    private void fire(PeerState.Event event) {
        state = state.on(event);
    }
}

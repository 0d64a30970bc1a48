package zlink.engine.socket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import zlink.api.ConnectionStatistics;
import zlink.api.PeerInfo;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketStatistics;
import zlink.engine.connection.ConnectionSettings;
import zlink.engine.connection.WirePipe;
import zlink.engine.loop.IoLoop;
import zlink.engine.monitor.FlightRecorder;
import zlink.engine.monitor.SocketMonitor;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeCounters;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.session.SessionOwner;
import zlink.engine.sync.Waiters;

/**
 * A socket's pipes: where they are told to its pattern and where they wake its callers.
 *
 * <p>Called from I/O loops, from the far ends of pipes and from callers; fields without a comment are guarded by the
 * send lock.
 */
public final class Peers implements SessionOwner, RoutingHost {
    private static final Logger LOG = System.getLogger(Peers.class.getName());

    /** How much later than asked for a socket gives up waiting for its loops: they are never that late. */
    private static final long CLOSING_GRACE_NS = 5_000_000_000L;

    /** With more peers than this, queues give their memory back whenever they run empty. */
    private static final int KEEP_CHUNKS_UP_TO = 64;

    private static final Pipe[] NONE = {};

    private final SocketCore socket;
    private final Routing routing;
    private final SendSide send;
    private final ReceiveSide receive;
    private final Set<Closeable> members = ConcurrentHashMap.newKeySet(); // what must be closed before the socket is
    // Detached pipes of which not all has been read, with their counts then.
    private final Map<Pipe, PipeCounters> unread = new ConcurrentHashMap<>();
    private final Waiters closers = new Waiters();
    private final LongAdder droppedForNobody = new LongAdder();
    private final Set<Pipe> pipes = new LinkedHashSet<>(); // in the order they came
    private volatile int count;               // of pipes; set under the send lock
    private volatile Pipe[] lookedAt = NONE;  // replaced under the send lock, read by all
    private volatile PipeCounters gone = PipeCounters.NONE; // of pipes detached; replaced under the send lock
    private volatile long goneDropped;                      // likewise
    private volatile PipeCounters late = PipeCounters.NONE; // read from detached pipes; replaced under the receive lock

    Peers(SocketCore socket, Routing routing, SendSide send, ReceiveSide receive) {
        this.socket = socket;
        this.routing = routing;
        this.send = send;
        this.receive = receive;
    }

    /** The pipes that receivers look at themselves: all, or none if they are too many. Any thread. */
    Pipe[] lookedAt() {
        return lookedAt;
    }

    private void counted() {
        count = pipes.size();
        lookedAt = count <= ReceiveSide.READ_AT_MOST ? pipes.toArray(NONE) : NONE;
    }

    private Pipe[] all() {
        send.lock();
        try {
            return pipes.toArray(NONE);
        } finally {
            send.unlock();
        }
    }

    // ---- coming and going -------------------------------------------------------------------------------------------

    @Override
    public WirePipe newWirePipe(ByteQueue out) {
        return new WirePipe(this, out == null ? newOutgoing() : out, newIncoming(), socket.settings());
    }

    @Override
    public ByteQueue newOutgoing() {
        return newQueue(socket.settings().sendLimit(), socket.settings().sendLimitBytes());
    }

    private ByteQueue newIncoming() {
        return newQueue(socket.settings().receiveLimit(), socket.settings().receiveLimitBytes());
    }

    @Override
    public ByteQueue newQueue(int messageLimit, long byteLimit) {
        return new ByteQueue(chunks(), messageLimit, byteLimit);
    }

    @Override
    public void exclusively(Runnable action) {
        send.lock();
        try {
            action.run();
        } finally {
            send.unlock();
        }
    }

    @Override
    public boolean attach(Pipe pipe) {
        send.lock();
        try {
            if (!routing.attach(pipe)) {
                return false;
            }
            pipes.add(pipe);
            counted();
        } finally {
            send.unlock();
        }
        wakeSenders();
        return true;
    }

    @Override
    public boolean ready(Pipe pipe) {
        send.lock();
        boolean wanted;
        try {
            wanted = routing.ready(pipe);
            if (wanted) {
                pipe.ready();
            }
        } finally {
            send.unlock();
        }
        wakeSenders();
        return wanted;
    }

    @Override
    public void detach(Pipe pipe) {
        send.lock();
        try {
            if (!pipes.remove(pipe)) {
                return;
            }
            counted();
            routing.detach(pipe);
            send.forget(pipe);
            PipeCounters last = pipe.counters();
            if (socket.settings().receives()) {
                unread.put(pipe, last);
            }
            gone = gone.plus(last.ended());
            goneDropped += pipe.dropped();
        } finally {
            send.unlock();
        }
        wakeSenders();
    }

    @Override
    public void discard(ByteQueue out) {
        send.lock();
        try {
            out.discard();
        } finally {
            send.unlock();
        }
    }

    /** Forgets all pipes of a socket that is closed. */
    void discard() {
        for (Pipe pipe : all()) {
            detach(pipe);
        }
        receive.discardUnread();
    }

    /** Gives back what ended pipes still hold. Under the receive lock. */
    void discardUnread() {
        for (Pipe pipe : unread.keySet()) {
            exhausted(pipe);
            pipe.discard();
        }
    }

    @Override
    public void exhausted(Pipe pipe) {
        PipeCounters then = unread.remove(pipe);
        if (then != null) {
            late = late.plus(pipe.counters().receivedSince(then).ended());
        }
    }

    private void wakeSenders() {
        send.wakeAll();
        socket.tellSendable();
    }

    // ---- from the far ends of pipes ---------------------------------------------------------------------------------

    @Override
    public void becameReadable(Pipe pipe) {
        receive.becameReadable(pipe);
        socket.tellReceivable();
    }

    @Override
    public void becameWritable(Pipe pipe) {
        send.becameWritable(pipe);
        socket.tellSendable();
    }

    @Override
    public void upstream(Pipe pipe, ByteBuffer memory, int offset, int size, boolean more) {
        send.lock();
        try {
            routing.upstream(pipe, memory, offset, size, more);
        } finally {
            send.unlock();
        }
    }

    @Override
    public void subscription(Pipe pipe, boolean subscribe, ByteBuffer memory, int offset, int size) {
        if (!routing.takesUpstream()) {
            return;
        }
        send.lock();
        try {
            if (subscribe) {
                routing.subscribed(pipe, memory, offset, size);
            } else {
                routing.cancelled(pipe, memory, offset, size);
            }
        } finally {
            send.unlock();
        }
    }

    @Override
    public void sendControl(Pipe pipe, byte[] frame) {
        send.lock();
        try {
            ((WirePipe) pipe).sendFrame(frame);
        } finally {
            send.unlock();
        }
    }

    @Override
    public void published(Pipe pipe) {
        send.published(pipe);
    }

    @Override
    public void leftUnflushed(Pipe pipe) {
        send.leftUnflushed(pipe);
    }

    @Override
    public boolean isQuiet(long nowNs, long bytes) {
        return send.isQuiet(nowNs, bytes);
    }

    @Override
    public boolean isDueToLook() {
        return send.isDueToLook();
    }

    @Override
    public void wrote(long nowNs) {
        send.wrote(nowNs);
    }

    @Override
    public boolean sendersStay() {
        return count == 1 && send.mayStay();
    }

    @Override
    public void staysWith(Pipe pipe) {
        send.staysWith(pipe);
    }

    @Override
    public boolean receiversRead() {
        return count <= ReceiveSide.READ_AT_MOST;
    }

    @Override
    public boolean keepsChunks() {
        return count <= KEEP_CHUNKS_UP_TO;
    }

    // ---- for sessions -----------------------------------------------------------------------------------------------

    @Override
    public ConnectionSettings settings() {
        return socket.settings();
    }

    @Override
    public SocketMonitor monitor() {
        return socket.monitor();
    }

    @Override
    public IoLoop loop() {
        return socket.context().loop(socket.options().get(SocketOption.AFFINITY));
    }

    @Override
    public Executor resolver() {
        return socket.context().resolver();
    }

    @Override
    public long nextConnectionId() {
        return socket.context().nextConnectionId();
    }

    @Override
    public void opened(Closeable member) {
        members.add(member);
        if (socket.isClosed()) {
            member.closeBy(System.nanoTime()); // came while the socket was closing
        }
    }

    @Override
    public void closed(Closeable member) {
        members.remove(member);
        closers.wakeAll();
    }

    /** Begins to close all sessions and accepted connections, or has them be quicker about it. */
    void closeBy(long deadlineNs) {
        members.forEach(member -> member.closeBy(deadlineNs));
        closers.wakeAll(); // they wait until the time they were given
    }

    /**
     * Waits until all are closed, hardly longer than until the time by which they are to be. Closing is bounded: an
     * interrupt has to wait.
     *
     * @param closeByNs that time, which may be brought forward meanwhile
     */
    void awaitClosed(LongSupplier closeByNs) {
        Waiters.Waiter waiter = closers.enrol();
        boolean interrupted = false;
        try {
            while (!members.isEmpty()) {
                long byNs = closeByNs.getAsLong();
                long giveUpNs = byNs == Long.MAX_VALUE ? byNs : byNs + CLOSING_GRACE_NS;
                if (Deadlines.passed(giveUpNs)) {
                    LOG.log(Level.WARNING, socket + " is closed with endpoints that did not end in time");
                    return;
                }
                waiter.park(giveUpNs);
                waiter.again();
                interrupted |= Thread.interrupted();
            }
        } finally {
            closers.leave(waiter, true);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // ---- for the pattern --------------------------------------------------------------------------------------------

    @Override
    public SocketOptions options() {
        return socket.options();
    }

    @Override
    public ChunkPool chunks() {
        return socket.context().chunks();
    }

    @Override
    public void wakeReceivers() {
        receive.wakeOne();
        socket.tellReceivable();
    }

    @Override
    public void dropped(Pipe pipe, long messages) {
        if (pipe == null) {
            droppedForNobody.add(messages);
            FlightRecorder.messagesDropped(0, messages);
        } else {
            pipe.countDropped(messages);
            PeerInfo peer = pipe.peer();
            FlightRecorder.messagesDropped(peer == null ? 0 : peer.connectionId(), messages);
        }
    }

    // ---- statistics -------------------------------------------------------------------------------------------------

    SocketStatistics statistics() {
        Pipe[] current = all();
        PipeCounters sum = gone.plus(late);
        for (Map.Entry<Pipe, PipeCounters> detached : unread.entrySet()) {
            sum = sum.plus(detached.getKey().counters().receivedSince(detached.getValue()));
        }
        long dropped = goneDropped + droppedForNobody.sum();
        int connected = 0;
        for (Pipe pipe : current) {
            sum = sum.plus(pipe.counters());
            dropped += pipe.dropped();
            connected += pipe.isReady() ? 1 : 0;
        }
        return new SocketStatistics(sum.sentMessages(), sum.receivedMessages(), sum.sentBytes(), sum.receivedBytes(),
                dropped, sum.writes(), sum.reads(), sum.out(), sum.in(), connected, socket.monitor().dropped());
    }

    List<ConnectionStatistics> connections() {
        List<ConnectionStatistics> known = new ArrayList<>();
        for (Pipe pipe : all()) {
            PeerInfo peer = pipe.peer();
            if (peer != null) {
                PipeCounters counters = pipe.counters();
                known.add(new ConnectionStatistics(peer.connectionId(), pipe.endpoint(), Optional.of(peer),
                        counters.sentMessages(), counters.receivedMessages(), counters.sentBytes(),
                        counters.receivedBytes(), pipe.dropped(), counters.writes(), counters.reads(),
                        counters.out(), counters.in()));
            }
        }
        return List.copyOf(known);
    }
}

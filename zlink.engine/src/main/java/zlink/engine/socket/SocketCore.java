package zlink.engine.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import zlink.api.ClosedException;
import zlink.api.ConnectionStatistics;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.Message;
import zlink.api.MessageHandler;
import zlink.api.MonitorEvent;
import zlink.api.MonitorHandle;
import zlink.api.MonitorListener;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketStatistics;
import zlink.api.SocketType;
import zlink.api.TimedOutException;
import zlink.engine.async.AsyncReceiver;
import zlink.engine.connection.ConnectionSettings;
import zlink.engine.context.ContextMember;
import zlink.engine.context.EngineContext;
import zlink.engine.monitor.SocketMonitor;
import zlink.engine.pipe.Pipe;
import zlink.engine.poll.Pollable;
import zlink.engine.poll.ReadinessListener;
import zlink.engine.sync.Timeout;

/**
 * What every socket does, whatever its pattern: the public operations on top of the two sides, the endpoints and the
 * monitor. A typed socket extends it with its {@link Routing} and implements the public interface that leaves only
 * what the pattern can do.
 */
public abstract class SocketCore implements Pollable, ContextMember {
    private final EngineContext context;
    private final SocketType type;
    private final SocketOptions options;
    private final ConnectionSettings settings;
    private final Routing routing;
    private final SendSide send;
    private final ReceiveSide receive;
    private final ReceiveForms forms;
    private final Peers peers;
    private final Endpoints endpoints;
    private final SocketMonitor monitor;
    private final AtomicReference<SocketState> state = new AtomicReference<>(SocketState.OPEN);
    private final AtomicReference<AsyncReceiver> async = new AtomicReference<>(); // made when first needed
    private final List<ReadinessListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong closeByNs = new AtomicLong(Long.MAX_VALUE); // only ever brought forward
    private final long sendTimeoutNs;
    private final long receiveTimeoutNs;

    /**
     * Opens a socket.
     *
     * @param own the socket's options, on top of the context's
     * @throws zlink.api.InvalidOptionException if one of them is not for this type
     * @throws zlink.api.LimitExceededException if the context has no room for another socket
     */
    @SuppressWarnings("this-escape") // the sides keep the reference and call nothing before the context is told, last
    protected SocketCore(EngineContext context, SocketType type, SocketOptions own, Routing routing) {
        this.context = context;
        this.type = type;
        Objects.requireNonNull(own, "options").checkFor(type);
        this.options = context.options().socketDefaults().applicableTo(type).withAll(own);
        this.routing = routing;
        this.settings = ConnectionSettings.of(type, options, routing.takesUpstream());
        this.sendTimeoutNs = options.get(SocketOption.SEND_TIMEOUT).toNanos();
        this.receiveTimeoutNs = options.get(SocketOption.RECEIVE_TIMEOUT).toNanos();
        this.send = new SendSide(this, routing);
        this.receive = new ReceiveSide(this, routing);
        this.forms = new ReceiveForms(receive);
        this.monitor = new SocketMonitor(context.events(), context.options().monitorQueueLength());
        this.peers = new Peers(this, routing, send, receive);
        this.endpoints = new Endpoints(this, context, peers);
        routing.start(peers);
        context.opened(this);
    }

    // ---- what it is -------------------------------------------------------------------------------------------------

    /** The pattern this socket speaks. */
    public final SocketType type() {
        return type;
    }

    /** The options it was opened with, the context's defaults included. */
    public final SocketOptions options() {
        return options;
    }

    /** The options as connections use them. */
    public final ConnectionSettings settings() {
        return settings;
    }

    /** The context it belongs to. */
    public final EngineContext context() {
        return context;
    }

    /** Where its events go. */
    public final SocketMonitor monitor() {
        return monitor;
    }

    /** Its peers and their pipes. */
    public final Peers peers() {
        return peers;
    }

    /** Whether close has been called. */
    public final boolean isClosed() {
        return state.get() != SocketState.OPEN;
    }

    /** Counts since it was opened. */
    public final SocketStatistics statistics() {
        return peers.statistics();
    }

    /** The same for each connection. */
    public final List<ConnectionStatistics> connections() {
        ensureOpen();
        return peers.connections();
    }

    @Override
    public final String toString() {
        return type + " socket" + (isClosed() ? " (closed)" : "");
    }

    // ---- endpoints --------------------------------------------------------------------------------------------------

    /** Accepts peers at an endpoint. */
    public final EndpointHandle bind(Endpoint endpoint) {
        ensureOpen();
        return endpoints.bind(Objects.requireNonNull(endpoint, "endpoint"));
    }

    /** Connects to an endpoint. */
    public final EndpointHandle connect(Endpoint endpoint) {
        ensureOpen();
        exclusively(routing::checkConnect);
        return endpoints.connect(Objects.requireNonNull(endpoint, "endpoint"));
    }

    /** Closes what was bound to this endpoint. */
    public final void unbind(Endpoint endpoint) {
        ensureOpen();
        endpoints.undo(Objects.requireNonNull(endpoint, "endpoint"), true);
    }

    /** Closes what was connected to this endpoint. */
    public final void disconnect(Endpoint endpoint) {
        ensureOpen();
        endpoints.undo(Objects.requireNonNull(endpoint, "endpoint"), false);
    }

    /** Endpoints open now. */
    public final List<EndpointHandle> endpoints() {
        ensureOpen();
        return endpoints.open();
    }

    // ---- monitoring -------------------------------------------------------------------------------------------------

    /** Tells a listener of what happens from now on. */
    public final MonitorHandle monitor(MonitorListener listener) {
        ensureOpen();
        return monitor.add(Objects.requireNonNull(listener, "listener"));
    }

    /** The same as a publisher. */
    public final Flow.Publisher<MonitorEvent> events() {
        ensureOpen();
        return monitor.publisher();
    }

    @Override
    public final void addListener(ReadinessListener listener) {
        listeners.add(listener);
        if (isClosed()) {
            listener.receivable();
            listener.sendable();
        }
    }

    @Override
    public final void removeListener(ReadinessListener listener) {
        listeners.remove(listener);
    }

    @Override
    public final boolean prepareToReceive() {
        return isClosed() || receive.prepare();
    }

    @Override
    public final boolean prepareToSend() {
        return isClosed() || send.prepare();
    }

    void tellReceivable() {
        if (!listeners.isEmpty()) {
            for (ReadinessListener listener : listeners) {
                listener.receivable();
            }
        }
    }

    void tellSendable() {
        if (!listeners.isEmpty()) {
            for (ReadinessListener listener : listeners) {
                listener.sendable();
            }
        }
    }

    // ---- sending ----------------------------------------------------------------------------------------------------

    /** Sends one frame. */
    public final void send(byte[] frame) {
        sent(offer(null, frame, sendTimeoutNs));
    }

    /** Sends part of an array. */
    public final void send(byte[] array, int offset, int length) {
        sent(offer(array, offset, length, sendTimeoutNs));
    }

    /** Sends a buffer's remaining bytes. */
    public final void send(ByteBuffer frame) {
        sent(offer(null, frame, sendTimeoutNs));
    }

    /** Sends a message. */
    public final void send(Message message) {
        sent(offer(null, message, sendTimeoutNs));
    }

    /** Sends one frame if that needs no waiting. */
    public final boolean trySend(byte[] frame) {
        return offer(null, frame, 0);
    }

    /** Sends part of an array if that needs no waiting. */
    public final boolean trySend(byte[] array, int offset, int length) {
        return offer(array, offset, length, 0);
    }

    /** Sends a buffer's remaining bytes if that needs no waiting. */
    public final boolean trySend(ByteBuffer frame) {
        return offer(null, frame, 0);
    }

    /** Sends a message if that needs no waiting. */
    public final boolean trySend(Message message) {
        return offer(null, message, 0);
    }

    /** Sends one frame within a time. */
    public final boolean send(byte[] frame, Duration timeout) {
        return offer(null, frame, nanos(timeout));
    }

    /** Sends a buffer's remaining bytes within a time. */
    public final boolean send(ByteBuffer frame, Duration timeout) {
        return offer(null, frame, nanos(timeout));
    }

    /** Sends a message within a time. */
    public final boolean send(Message message, Duration timeout) {
        return offer(null, message, nanos(timeout));
    }

    /** Hands everything sent so far to the transport. */
    public final void flush() {
        ensureOpen();
        send.flushDirty();
    }

    /** Sends one frame to a peer; for ROUTER. */
    protected final boolean transmit(RoutingId to, byte[] frame, long timeoutNs) {
        return offer(Objects.requireNonNull(to, "peer"), frame, timeoutNs);
    }

    /** Sends a buffer's remaining bytes to a peer; for ROUTER. */
    protected final boolean transmit(RoutingId to, ByteBuffer frame, long timeoutNs) {
        return offer(Objects.requireNonNull(to, "peer"), frame, timeoutNs);
    }

    /** Sends a message to a peer; for ROUTER. */
    protected final boolean transmit(RoutingId to, Message message, long timeoutNs) {
        return offer(Objects.requireNonNull(to, "peer"), message, timeoutNs);
    }

    private boolean offer(RoutingId to, byte[] frame, long timeoutNs) {
        Objects.requireNonNull(frame, "frame");
        return send.send(to, frame, 0, frame.length, timeoutNs);
    }

    private boolean offer(byte[] array, int offset, int length, long timeoutNs) {
        Objects.requireNonNull(array, "array");
        Objects.checkFromIndexSize(offset, length, array.length);
        return send.send(null, array, offset, length, timeoutNs);
    }

    private boolean offer(RoutingId to, ByteBuffer frame, long timeoutNs) {
        return send.send(to, Objects.requireNonNull(frame, "frame"), timeoutNs);
    }

    private boolean offer(RoutingId to, Message message, long timeoutNs) {
        return send.send(to, Objects.requireNonNull(message, "message"), timeoutNs);
    }

    /** How long send waits, in nanoseconds. */
    protected final long sendTimeoutNs() {
        return sendTimeoutNs;
    }

    /** Makes an unsuccessful send an exception. */
    protected final void sent(boolean taken) {
        if (!taken) {
            throw new TimedOutException("nothing sent through " + this + " within SEND_TIMEOUT, "
                    + Duration.ofNanos(sendTimeoutNs));
        }
    }

    /** Does something under the send lock of the open socket. */
    protected final void exclusively(Runnable action) {
        send.lock();
        try {
            ensureOpen();
            action.run();
        } finally {
            send.unlock();
        }
    }

    // ---- receiving --------------------------------------------------------------------------------------------------

    /** Receives the next message. */
    public final Message receive() {
        Message message = forms.message(receiveTimeoutNs);
        if (message == null) {
            throw nothingReceived();
        }
        return message;
    }

    /** Receives the next message if one is there. */
    public final Optional<Message> tryReceive() {
        return Optional.ofNullable(forms.message(0));
    }

    /** Receives the next message within a time. */
    public final Optional<Message> receive(Duration timeout) {
        return Optional.ofNullable(forms.message(nanos(timeout)));
    }

    /** Receives into a buffer. */
    public final int receive(ByteBuffer target) {
        int size = forms.to(target, receiveTimeoutNs);
        if (size < 0) {
            throw nothingReceived();
        }
        return size;
    }

    /** Receives into a buffer if a message is there. */
    public final int tryReceive(ByteBuffer target) {
        return forms.to(target, 0);
    }

    /** Receives into a buffer within a time. */
    public final int receive(ByteBuffer target, Duration timeout) {
        return forms.to(target, nanos(timeout));
    }

    /** Shows the next message to a handler. */
    public final void receive(MessageHandler handler) {
        if (!forms.show(handler, receiveTimeoutNs)) {
            throw nothingReceived();
        }
    }

    /** Shows the next message to a handler if one is there. */
    public final boolean tryReceive(MessageHandler handler) {
        return forms.show(handler, 0);
    }

    /** Shows the next message to a handler within a time. */
    public final boolean receive(MessageHandler handler, Duration timeout) {
        return forms.show(handler, nanos(timeout));
    }

    /** Receives the next message without a waiting thread. */
    public final CompletionStage<Message> receiveAsync() {
        return async().receiveAsync();
    }

    /** All messages as a publisher. */
    public final Flow.Publisher<Message> messages() {
        ensureOpen();
        return async().messages();
    }

    /**
     * Receives a message of one frame, beside the routing id shown before it, into a buffer; for ROUTER.
     *
     * @return the routing id, or null if none came
     */
    protected final RoutingId receiveBody(ByteBuffer target, long timeoutNs) {
        return forms.bodyTo(target, timeoutNs);
    }

    /** How long receive waits, in nanoseconds. */
    protected final long receiveTimeoutNs() {
        return receiveTimeoutNs;
    }

    /** What a receive throws whose time has passed. */
    protected final TimedOutException nothingReceived() {
        return new TimedOutException("nothing received from " + this + " within RECEIVE_TIMEOUT, "
                + Duration.ofNanos(receiveTimeoutNs));
    }

    private AsyncReceiver async() {
        AsyncReceiver existing = async.get();
        if (existing != null) {
            return existing;
        }
        AsyncReceiver made = new AsyncReceiver(() -> Optional.ofNullable(forms.poll()), this, context.events());
        if (async.compareAndSet(null, made)) {
            if (isClosed()) {
                made.close();
            }
            return made;
        }
        made.close();
        return async.get();
    }

    /** As {@link Timeout#nanos}. */
    protected static long nanos(Duration timeout) {
        return Timeout.nanos(timeout);
    }

    // ---- closing ----------------------------------------------------------------------------------------------------

    /** Closes the socket, waiting for what was sent within LINGER. */
    public final void close() {
        close(options.get(SocketOption.LINGER));
    }

    /** Closes the socket, waiting for what was sent at most this long. */
    public final void close(Duration linger) {
        startClosing(nanos(Objects.requireNonNull(linger, "linger")));
        finishClosing();
    }

    @Override
    public final void startClosing(long lingerNs) {
        if (!state.compareAndSet(SocketState.OPEN, SocketState.CLOSING)) {
            return;
        }
        closeByNs.accumulateAndGet(Deadlines.after(lingerNs), Deadlines::sooner);
        send.wakeAll();
        receive.wakeAll();
        AsyncReceiver receiver = async.get();
        if (receiver != null) {
            receiver.close();
        }
        tellReceivable();
        tellSendable();
        send.lock(); // senders that were under way have queued what they sent once we have had the lock
        send.unlock();
        peers.closeBy(closeByNs.get());
    }

    @Override
    public final void closeWithin(long limitNs) {
        long beforeNs = closeByNs.get();
        long byNs = closeByNs.accumulateAndGet(Deadlines.after(limitNs), Deadlines::sooner);
        if (byNs != beforeNs) {
            peers.closeBy(byNs);
        }
    }

    @Override
    public final long ownLingerNs() {
        return options.get(SocketOption.LINGER).toNanos();
    }

    @Override
    public final void finishClosing() {
        if (state.get() == SocketState.CLOSED) {
            return;
        }
        peers.awaitClosed(closeByNs::get);
        if (state.compareAndSet(SocketState.CLOSING, SocketState.CLOSED)) {
            peers.discard();
            monitor.stop();
            context.closed(this);
        }
    }

    /** Throws if close has been called. */
    final void ensureOpen() {
        if (state.get() != SocketState.OPEN) {
            throw new ClosedException(type + " socket is closed");
        }
    }

    // ---- for the two sides ------------------------------------------------------------------------------------------

    Pipe[] lookedAt() {
        return peers.lookedAt();
    }

    void flushBeforeWait() {
        send.flushDirty();
    }

    Routing routing() {
        return routing;
    }
}

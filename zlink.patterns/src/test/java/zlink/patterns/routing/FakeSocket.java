package zlink.patterns.routing;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import zlink.api.Endpoint;
import zlink.api.PeerInfo;
import zlink.api.RoutingId;
import zlink.api.SocketOptions;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeOwner;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.engine.socket.RoutingHost;

/** A socket of one thread: calls its routing as the engine does. */
public final class FakeSocket implements PipeOwner, RoutingHost {
    private static final Endpoint BOUND = Endpoint.of("inproc://bound");

    private final SocketOptions options;
    private final ChunkPool chunks = new ChunkPool();
    private final Queue<Pipe> readable = new ArrayDeque<>();
    private final Queue<Pipe> writable = new ArrayDeque<>();
    private final IncomingMessage incoming = new IncomingMessage();
    private Routing routing;
    private long dropped;
    private int wakeUps;

    /** A socket without routing: for pipes that are tested without one. */
    public FakeSocket() {
        this(SocketOptions.defaults());
    }

    /** A socket with options and no routing yet. */
    public FakeSocket(SocketOptions options) {
        this.options = options;
    }

    /** Starts the routing. */
    public FakeSocket with(Routing started) {
        routing = started;
        routing.start(this);
        return this;
    }

    // ---- peers -----------------------------------------------------------------------------------------------------

    /** A peer whose handshake is done; null if the routing refuses it. */
    public FakePipe accept(String name) {
        return accept(name, 0);
    }

    /** A peer that takes so many messages before it is full. */
    public FakePipe accept(String name, int room) {
        FakePipe pipe = new FakePipe(name, this, room);
        pipe.endpoint(BOUND);
        pipe.peer(PeerInfo.builder(1).build());
        return join(pipe) ? pipe : null;
    }

    /** A peer that announces a routing id. */
    public FakePipe acceptWithId(String id) {
        return acceptWithId(id, 0);
    }

    /** A peer that announces a routing id and takes so many messages before it is full. */
    public FakePipe acceptWithId(String id, int room) {
        FakePipe pipe = new FakePipe(id, this, room);
        pipe.endpoint(BOUND);
        pipe.peer(PeerInfo.builder(1).routingId(RoutingId.of(FakePipe.bytes(id))).build());
        return join(pipe) ? pipe : null;
    }

    private boolean join(FakePipe pipe) {
        return routing.attach(pipe) && routing.ready(pipe);
    }

    /** A peer to connect to, not there yet. */
    public FakePipe connect(String name, int room) {
        FakePipe pipe = new FakePipe(name, this, room);
        pipe.endpoint(Endpoint.of("inproc://" + name));
        return routing.attach(pipe) ? pipe : null;
    }

    /** The peer is there now. */
    public void shake(FakePipe pipe) {
        pipe.peer(PeerInfo.builder(1).build());
        routing.ready(pipe);
    }

    /** The peer is there now and announces a routing id; returns whether it is wanted. */
    public boolean shake(FakePipe pipe, String id) {
        pipe.peer(PeerInfo.builder(1).routingId(RoutingId.of(FakePipe.bytes(id))).build());
        return routing.ready(pipe);
    }

    /** The peer has gone. */
    public void lose(FakePipe pipe) {
        routing.detach(pipe);
        pipe.leave();
    }

    // ---- messages --------------------------------------------------------------------------------------------------

    /** Sends, if that needs no waiting. */
    public boolean send(String... frames) {
        return send(new OutgoingMessage().message(FakePipe.message(frames)));
    }

    /** Sends to a peer, if that needs no waiting. */
    public boolean sendTo(RoutingId peer, String... frames) {
        return send(new OutgoingMessage().message(FakePipe.message(frames)).to(peer));
    }

    private boolean send(OutgoingMessage message) {
        tellWritable();
        return routing.route(message);
    }

    /** Whether a message could be sent. */
    public boolean canSend() {
        tellWritable();
        return routing.canRoute();
    }

    /** Receives, if that needs no waiting; null if there is nothing. */
    public List<String> receive() {
        routing.checkReceive();
        if (!look()) {
            return null;
        }
        List<String> frames = FakePipe.texts(incoming);
        routing.taken(incoming);
        return frames;
    }

    /** Receives everything that is there. */
    public List<List<String>> receiveAll() {
        List<List<String>> all = new ArrayList<>();
        for (List<String> next = receive(); next != null; next = receive()) {
            all.add(next);
        }
        return all;
    }

    /** Receives with a handler; whether there was anything. */
    public boolean receive(Runnable handler) {
        routing.checkReceive();
        if (!look()) {
            return false;
        }
        routing.showing(incoming);
        handler.run();
        routing.taken(incoming);
        return true;
    }

    /** Looks for a message as a poller does: it stays, and if there is none, everything is put to sleep. */
    public boolean poll() {
        for (;;) {
            if (look()) {
                return true;
            }
            if (routing.sleep()) {
                return false;
            }
        }
    }

    private boolean look() {
        for (Pipe pipe = readable.poll(); pipe != null; pipe = readable.poll()) {
            routing.readable(pipe);
        }
        return routing.next(incoming);
    }

    /** The message seen last. */
    public IncomingMessage incoming() {
        return incoming;
    }

    private void tellWritable() {
        for (Pipe pipe = writable.poll(); pipe != null; pipe = writable.poll()) {
            routing.writable(pipe);
        }
    }

    // ---- what it was told ------------------------------------------------------------------------------------------

    /** Messages dropped since the last call. */
    public long dropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }

    /** How often receivers were woken since the last call, by pipes or by the routing. */
    public int wakeUps() {
        int count = wakeUps;
        wakeUps = 0;
        return count;
    }

    /** The next pipe that woke up for reading, or null; for tests without routing. */
    public Pipe pollReadable() {
        return readable.poll();
    }

    /** The next pipe that woke up for writing, or null; for tests without routing. */
    public Pipe pollWritable() {
        return writable.poll();
    }

    @Override
    public void becameReadable(Pipe pipe) {
        readable.add(pipe);
        wakeUps++;
    }

    @Override
    public void becameWritable(Pipe pipe) {
        writable.add(pipe);
    }

    @Override
    public void upstream(Pipe pipe, ByteBuffer memory, int offset, int size, boolean more) {
        routing.upstream(pipe, memory, offset, size, more);
    }

    @Override
    public void subscription(Pipe pipe, boolean subscribe, ByteBuffer memory, int offset, int size) {
        if (subscribe) {
            routing.subscribed(pipe, memory, offset, size);
        } else {
            routing.cancelled(pipe, memory, offset, size);
        }
    }

    @Override
    public void sendControl(Pipe pipe, byte[] frame) { }

    @Override
    public void published(Pipe pipe) { }

    @Override
    public void leftUnflushed(Pipe pipe) { }

    @Override
    public boolean keepsChunks() {
        return true;
    }

    @Override
    public SocketOptions options() {
        return options;
    }

    @Override
    public ChunkPool chunks() {
        return chunks;
    }

    @Override
    public void wakeReceivers() {
        wakeUps++;
    }

    @Override
    public void dropped(Pipe pipe, long messages) {
        dropped += messages;
    }
}

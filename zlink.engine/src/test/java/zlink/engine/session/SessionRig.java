package zlink.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.connection.ConnectionSettings;
import zlink.engine.connection.Peer;
import zlink.engine.connection.ScriptedChannel;
import zlink.engine.connection.WirePipe;
import zlink.engine.loop.IoLoop;
import zlink.engine.loop.SteppedLoop;
import zlink.engine.monitor.SocketMonitor;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.OutgoingMessage;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;

/** A socket with one connected endpoint, whose channels are scripted, on a loop that is stepped. */
final class SessionRig implements SessionOwner, TransportProvider, AutoCloseable {
    final SteppedLoop loop = new SteppedLoop();
    final ChunkPool pool = new ChunkPool();
    final List<ScriptedChannel> channels = new ArrayList<>();
    final List<Long> attemptsAtNs = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final Set<Closeable> members = new HashSet<>();
    final ConnectSession session;
    int refusals; // attempts that fail at once
    boolean establishes = true;
    boolean resolves = true;
    boolean resolverIsBusy; // for good
    final Set<Pipe> pipes = Collections.newSetFromMap(new IdentityHashMap<>()); // attached now
    long dropped;
    private final SocketOptions options;
    private final ConnectionSettings settings;
    final SocketMonitor monitor = new SocketMonitor(Runnable::run, 1); // tells of each event at once
    private Pipe pipe;
    private long ids;
    private int numbers;

    SessionRig(SocketOptions options) {
        this(options, SocketType.PAIR);
    }

    SessionRig(SocketOptions options, SocketType type) {
        this.options = options;
        this.settings = ConnectionSettings.of(type, options, false);
        this.session = new ConnectSession(this, this, Endpoint.of("scripted://there"));
    }

    // ---- the script -------------------------------------------------------------------------------------------------

    SessionRig start() {
        session.start();
        loop.settle();
        return this;
    }

    /** The channel of the last attempt. */
    ScriptedChannel channel() {
        return channels.get(channels.size() - 1);
    }

    /** The last attempt's peer is there and shakes hands. */
    void shake() {
        channel().arrive(Peer.handshake(settings.type() == SocketType.PAIR ? "PAIR" : "XPUB"));
        loop.settle();
    }

    void pass(long ns) {
        loop.advance(ns);
        loop.settle();
    }

    /** Sends a message of some size, several frames if negative; there is a pipe. */
    void send(int size) {
        List<byte[]> frames = Peer.numbered(numbers++, size);
        assertThat(pipe.hasRoom()).isTrue();
        sent.add(Peer.digest(frames));
        pipe.write(new OutgoingMessage().message(Message.wrap(frames.toArray(byte[][]::new))));
        pipe.announce();
    }

    /** What all peers together have read, in the order of the connections. */
    List<String> heard() {
        List<String> all = new ArrayList<>();
        channels.forEach(channel -> all.addAll(Peer.hear(channel.written()).messages()));
        return all;
    }

    @Override
    public void close() {
        session.closeBy(loop.nowNs());
        loop.settle();
        assertThat(members).as("members left").isEmpty();
        assertThat(pipes).as("pipes left").isEmpty();
        assertThat(pool.inUseBytes()).as("bytes in chunks").isZero();
        assertThat(loop.untilNextTimer()).as("timers left").isEqualTo(Long.MAX_VALUE);
        channels.forEach(channel -> assertThat(channel.isClosed()).as("channel closed").isTrue());
        loop.close();
    }

    // ---- the transport ----------------------------------------------------------------------------------------------

    @Override
    public String scheme() {
        return "scripted";
    }

    @Override
    public void check(Endpoint endpoint, Use use) { }

    @Override
    public Listener bind(Endpoint endpoint, SocketOptions ignored) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean connectMayWait(Endpoint endpoint) {
        return resolves;
    }

    @Override
    public Connection connect(Endpoint endpoint, SocketOptions ignored) throws IOException {
        attemptsAtNs.add(loop.nowNs());
        if (refusals-- > 0) {
            throw new IOException("refused");
        }
        channels.add(establishes ? new ScriptedChannel(true) : new ScriptedChannel(true).unestablished());
        return channel();
    }

    // ---- the socket -------------------------------------------------------------------------------------------------

    @Override
    public WirePipe newWirePipe(ByteQueue out) {
        return new WirePipe(this, out == null ? newOutgoing() : out, new ByteQueue(pool, 0, 0), settings);
    }

    @Override
    public ByteQueue newOutgoing() {
        return new ByteQueue(pool, 0, 0);
    }

    @Override
    public ByteQueue newQueue(int messageLimit, long byteLimit) {
        return new ByteQueue(pool, messageLimit, byteLimit);
    }

    @Override
    public boolean attach(Pipe fresh) {
        pipes.add(fresh);
        pipe = fresh;
        return true;
    }

    @Override
    public boolean ready(Pipe attached) {
        return true;
    }

    @Override
    public void detach(Pipe gone) {
        if (pipes.remove(gone)) {
            pipe = null;
        }
    }

    @Override
    public void discard(ByteQueue out) {
        out.discard();
    }

    @Override
    public void exclusively(Runnable action) {
        action.run();
    }

    @Override
    public void dropped(Pipe from, long messages) {
        dropped += messages;
    }

    @Override
    public SocketOptions options() {
        return options;
    }

    @Override
    public ConnectionSettings settings() {
        return settings;
    }

    @Override
    public SocketMonitor monitor() {
        return monitor;
    }

    @Override
    public IoLoop loop() {
        return loop.loop();
    }

    @Override
    public Executor resolver() {
        return action -> {
            if (!resolverIsBusy) {
                loop.loop().submit(action);
            }
        };
    }

    @Override
    public long nextConnectionId() {
        return ++ids;
    }

    @Override
    public void opened(Closeable member) {
        members.add(member);
    }

    @Override
    public void closed(Closeable member) {
        assertThat(members.remove(member)).as("member").isTrue();
    }

    @Override
    public void becameReadable(Pipe woken) {
        woken.isExhausted(); // as a receiver that finds the end gives the memory back
    }

    @Override
    public void becameWritable(Pipe woken) { }

    @Override
    public void upstream(Pipe from, ByteBuffer memory, int offset, int size, boolean more) { }

    @Override
    public void subscription(Pipe from, boolean subscribe, ByteBuffer memory, int offset, int size) { }

    @Override
    public void sendControl(Pipe to, byte[] frame) {
        ((WirePipe) to).sendFrame(frame);
    }

    @Override
    public void published(Pipe to) { }

    @Override
    public void leftUnflushed(Pipe behind) { }

    @Override
    public boolean keepsChunks() {
        return true;
    }
}

package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zlink.api.DisconnectReason;
import zlink.api.HandshakeFailure;
import zlink.api.Message;
import zlink.engine.loop.SteppedLoop;
import zlink.engine.pipe.FlushCause;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeOwner;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.zmtp.PeerProperties;
import zlink.transport.spi.Readiness;

/**
 * One connection over a scripted channel, its loop, one thread that sends and one that receives, all on the test's
 * thread: what the others do while one is in the middle of something is told by {@link #during}.
 *
 * <p>The two sides follow SendSide, ReceiveSide and the fair queue of the patterns: who sleeps must be woken.
 */
final class EngineRig implements ConnectionHost, PipeOwner, AutoCloseable {
    private static final int MOST_TURNS = 100_000;
    private static final long LOOK_NS = 20_000; // where senders stay

    final SteppedLoop loop = new SteppedLoop();
    final ScriptedChannel channel;
    private final ScriptedLayer layer; // or null: then the engine uses the channel itself
    final ChunkPool pool = new ChunkPool();
    final GapConnection connection;
    final WirePipe pipe;
    private final ConnectionSettings settings;
    private final Deque<Runnable> meanwhile = new ArrayDeque<>();
    private boolean inGap;
    private boolean shaken; // others act from then on
    boolean keepsChunks = true;
    boolean receiversRead = true;
    Error defect; // of the pattern's: thrown once, when it is told that messages came or is shown one
    private boolean looksAgain; // every other time
    boolean sendersStay; // and each look of theirs takes a while
    private boolean staying;
    boolean senderPauses; // between any two messages, or so it seems at first
    boolean senderIsBusy; // and has not paused after all
    boolean peerPings; // then reading may take the send lock

    private boolean sendLocked;
    private boolean left;
    private boolean dirty;
    private boolean senderAsleep;
    private final Deque<List<byte[]>> toSend = new ArrayDeque<>();
    final List<String> sent = new ArrayList<>();
    final ByteArrayOutputStream sentBytes = new ByteArrayOutputStream(); // to a raw peer

    private boolean receiveLocked;
    private boolean stacked;      // the pipe is in the stack of those that woke up
    private boolean awake;        // the pipe is in the fair queue
    private boolean receiverParked;
    private final IncomingMessage incoming = new IncomingMessage();
    final List<String> received = new ArrayList<>();
    final ByteArrayOutputStream receivedBytes = new ByteArrayOutputStream();
    private int notices; // empty messages of a raw connection

    final List<String> told = new ArrayList<>(); // to the host before the end
    private final Map<String, Runnable> uponNews = new HashMap<>();
    int readyCount;
    String end = "";
    private boolean discarded;

    EngineRig(ConnectionSettings settings, boolean gathers) {
        this(settings, new ScriptedChannel(gathers), null);
    }

    /** With a layer over the channel that gives at most so much per read. */
    static EngineRig layered(ConnectionSettings settings, int mostPerRead) {
        ScriptedChannel channel = new ScriptedChannel(false);
        return new EngineRig(settings, channel, new ScriptedLayer(channel, mostPerRead));
    }

    private EngineRig(ConnectionSettings settings, ScriptedChannel channel, ScriptedLayer layer) {
        this.settings = settings;
        this.channel = channel;
        this.layer = layer;
        this.connection = new GapConnection(loop.loop(), layer == null ? channel : layer, settings, this, this::gap);
        this.pipe = new WirePipe(this, new ByteQueue(pool, settings.sendLimit(), settings.sendLimitBytes()),
                new ByteQueue(pool, settings.receiveLimit(), settings.receiveLimitBytes()), settings);
        channel.during(this::inRead, this::inWrite);
    }

    private void inRead() {
        boolean ending = channel.isOutputShut() || layer != null && layer.isShut();
        if (shaken && !ending) {
            assertThat(connection.readState()).as("state while reading")
                    .isIn(ReadState.READING, ReadState.CLOSED); // closed since: whoever reads learns of it afterwards
        }
        gap();
    }

    private void inWrite() {
        if (sendersStay) {
            loop.advance(LOOK_NS);
        }
        gap();
    }

    /** Starts an accepted connection whose peer has written its handshake, if it knows one, and at once more. */
    EngineRig shake(byte[] behind) {
        byte[] first = layer == null ? new byte[0] : ScriptedLayer.GREETING;
        if (settings.isRaw()) {
            channel.arrive(Peer.join(first, behind)); // others may act as soon as it starts
        }
        loop.loop().submit(() -> connection.start(false));
        loop.settle();
        if (!settings.isRaw()) {
            channel.arrive(Peer.join(first, Peer.handshake("PAIR"), behind));
            loop.settle();
        }
        assertThat(readyCount).as("ready").isEqualTo(1);
        return this;
    }

    /** Between any two steps of one thread others may act; each gap takes the next of these. */
    void during(List<Runnable> actions) {
        meanwhile.addAll(actions);
    }

    /** Nobody else acts any more. */
    void alone() {
        meanwhile.clear();
    }

    private void gap() {
        if (shaken && !inGap && !meanwhile.isEmpty()) {
            inGap = true;
            try {
                meanwhile.poll().run();
            } finally {
                inGap = false;
            }
        }
    }

    // ---- the loop ---------------------------------------------------------------------------------------------------

    /** One turn, if the loop is not in one; not where it might have to wait for the send lock to answer a PING. */
    void turn() {
        if (!loop.isInTurn() && !(sendLocked && peerPings)) {
            loop.step();
        }
    }

    // ---- the sender -------------------------------------------------------------------------------------------------

    /** The sender wants to send one more message; it goes on if it is not asleep or has been woken. */
    void send(List<byte[]> frames) {
        toSend.add(frames);
        goOnSending();
    }

    void goOnSending() {
        while (!sendLocked && !senderAsleep && !toSend.isEmpty() && !pipe.isReleased()) {
            lockSend();
            try {
                if (!pipe.hasRoomOrSleeps()) {
                    senderAsleep = true;
                    break;
                }
                List<byte[]> frames = toSend.poll();
                sent.add(Peer.digest(frames));
                byte[][] parts = frames.toArray(byte[][]::new);
                if (settings.isRaw()) {
                    byte[] bytes = Peer.join(parts);
                    sentBytes.writeBytes(bytes);
                    pipe.writeBare(new OutgoingMessage().array(bytes, 0, bytes.length));
                } else {
                    pipe.write(new OutgoingMessage().message(Message.wrap(parts)));
                }
            } finally {
                unlockSend();
            }
        }
        if (!sendLocked && senderAsleep) {
            flush(); // as SendSide does before it parks
        }
    }

    /** As SendSide.flushDirty. */
    void flush() {
        if (dirty && !sendLocked) {
            lockSend();
            try {
                dirty = false;
                if (pipe.hasUnflushed()) {
                    pipe.flush(FlushCause.BEFORE_WAIT);
                }
            } finally {
                unlockSend();
            }
        }
    }

    /** The sender gives up what it has not been able to send. */
    void forgetUnsent() {
        toSend.clear();
    }

    boolean isSenderAsleep() {
        return senderAsleep;
    }

    void lockSend() {
        assertThat(sendLocked).as("a thread waits for its own send lock, or the rig let two in").isFalse();
        sendLocked = true;
    }

    void unlockSend() {
        sendLocked = false;
        boolean tick = left;
        boolean stays = staying;
        left = false;
        staying = false;
        gap(); // unlocked, and the tick not ensured
        if (tick) {
            pipe.announce();
        }
        if (stays) {
            gap(); // unlocked, and the token is kept
            pipe.stay();
        }
    }

    // ---- the receiver -----------------------------------------------------------------------------------------------

    /** Receives up to so many messages; parks if {@code parks} when there are fewer. Does nothing while parked. */
    void receive(int most, boolean parks) {
        if (receiveLocked || receiverParked || sendLocked && peerPings) {
            return;
        }
        receiveLocked = true;
        try {
            for (int i = 0; i < most; i++) {
                if (!find() && !look()) {
                    if (!parks) {
                        return;
                    }
                    if (sleep()) {
                        receiverParked = !stacked;
                        return;
                    }
                    i--;
                    continue;
                }
                take();
            }
        } finally {
            receiveLocked = false;
        }
    }

    private boolean find() {
        if (stacked) {
            stacked = false;
            awake = true;
        }
        if (awake && pipe.isExhausted()) {
            awake = false;
        }
        return awake && pipe.hasMessage();
    }

    /** Every other time as one that goes on looking, and then stops. */
    private boolean look() {
        looksAgain = !looksAgain;
        boolean found = (pipe.pull(looksAgain) || stacked) && find();
        if (looksAgain) {
            gap(); // lent, and nobody looks after it
            if (found) {
                pipe.lend();
            } else {
                pipe.arm();
            }
        }
        return found;
    }

    private boolean sleep() {
        if (awake) {
            if (!pipe.isExhausted() && !pipe.sleepUntilReadable()) {
                return false;
            }
            awake = false;
        }
        gap(); // asleep, and not armed
        pipe.arm();
        return true;
    }

    private void take() {
        pipe.load(incoming);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < incoming.bodyFrames(); i++) {
            frames.add(incoming.bodyBytes(i));
        }
        received.add(Peer.digest(frames));
        frames.forEach(receivedBytes::writeBytes);
        boolean notice = settings.isRaw() && incoming.bodySize(0) == 0;
        pipe.consume(incoming);
        if (notice && ++notices == 2) {
            pipe.release(); // as the pattern does
        }
    }

    boolean isReceiverParked() {
        return receiverParked;
    }

    // ---- what must always hold --------------------------------------------------------------------------------------

    /** Nobody acts any more: time passes until nothing happens by itself. */
    void quiesce() {
        for (int round = 0; round < 4; round++) {
            loop.settle();
            loop.advance(Math.max(60_000, settings.batchDelayNs() + 1));
        }
        for (int round = 0; round < 3; round++) {
            loop.settle();
            loop.advance(6_000_000);
        }
        loop.settle();
    }

    /** As {@link #quiesce}, with a receiver that takes everything and a sender that goes on as soon as it is woken. */
    void quiesceAndDrain() {
        long before;
        int rounds = 0;
        do {
            before = progress();
            goOnSending();
            receive(Integer.MAX_VALUE, true);
            quiesce();
            assertThat(rounds++).as("rounds without an end").isLessThan(MOST_TURNS);
        } while (progress() != before || stacked); // stacked: woken without bytes, by the end
    }

    private long progress() {
        return received.size() + sent.size() + channel.writtenBytes() - unread();
    }

    /** Bytes that came and that the engine has not read. */
    int unread() {
        return channel.unread() + (layer == null ? 0 : layer.heldInput());
    }

    /** What the peer gets, without what a layer says of its own. */
    byte[] written() {
        byte[] all = channel.written();
        return layer == null ? all : Arrays.copyOfRange(all, ScriptedLayer.GREETING.length, all.length);
    }

    /** The messages that the peer gets, whole or not. */
    List<String> heard() {
        return Peer.hear(written()).messages();
    }

    WriteState writeState() {
        return connection.writer().state();
    }

    /** After {@link #quiesce}: the loop watches, or the queue is full; never neither. */
    void checkWatched() {
        ReadState state = connection.reader().state();
        if (state == ReadState.ARMED) {
            assertThat(channel.interest() & Readiness.READ).as("interest of an armed connection").isNotZero();
            assertThat(unread()).as("bytes an armed connection leaves").isZero();
        } else {
            assertThat(state).as("state of a connection nobody uses").isEqualTo(ReadState.STOPPED);
            assertThat(pipe.incoming().roomIsBack()).as("room behind STOPPED").isFalse();
        }
        if (layer != null && writeState() == WriteState.IDLE) {
            assertThat(layer.owedAnswers()).as("answers an idle writer leaves").isZero();
            assertThat(layer.hasOutput()).as("output an idle writer leaves").isFalse();
        }
    }

    // ---- what the connection tells ----------------------------------------------------------------------------------

    /** What the host does when it is told something. */
    void upon(String news, Runnable action) {
        uponNews.put(news, action);
    }

    private void hear(String news) {
        told.add(news);
        uponNews.getOrDefault(news, () -> { }).run();
    }

    @Override
    public void connected(WireConnection ready) {
        hear("connected");
    }

    @Override
    public void arrived(WireConnection ready) {
        hear("arrived");
    }

    @Override
    public void passedOn(WireConnection others) {
        over("passed on");
    }

    @Override
    public WirePipe shaken(WireConnection ready, PeerProperties peer) {
        shaken = true;
        hear("shaken");
        return end.isEmpty() ? pipe : null;
    }

    @Override
    public void ready(WireConnection ready) {
        readyCount++;
        lockSend(); // as the pattern is told
        sendLocked = false;
        gap();
        hear("ready");
    }

    @Override
    public void failed(WireConnection unready, HandshakeFailure reason, String detail) {
        over("failed " + reason + ": " + detail);
    }

    @Override
    public void closed(WireConnection ended, DisconnectReason reason, String detail) {
        over(reason + ": " + detail);
        pipe.ended();
    }

    private void over(String how) {
        assertThat(end).as("ended before").isEmpty();
        end = how;
        channel.forget();
    }

    @Override
    public void becameReadable(Pipe woken) {
        assertThat(stacked).as("in the stack already").isFalse();
        stacked = true;
        receiverParked = false;
        gap();
        meetDefect();
    }

    @Override
    public void becameWritable(Pipe woken) {
        senderAsleep = false;
        gap();
    }

    @Override
    public void upstream(Pipe from, ByteBuffer memory, int offset, int size, boolean more) {
        meetDefect();
        throw new AssertionError("PAIR takes nothing upstream");
    }

    private void meetDefect() {
        Error met = defect;
        defect = null;
        if (met != null) {
            throw met;
        }
    }

    @Override
    public void subscription(Pipe from, boolean subscribe, ByteBuffer memory, int offset, int size) { }

    @Override
    public void sendControl(Pipe to, byte[] frame) {
        lockSend();
        try {
            ((WirePipe) to).sendFrame(frame);
        } finally {
            unlockSend();
        }
    }

    @Override
    public void published(Pipe to) {
        left = true;
    }

    @Override
    public void leftUnflushed(Pipe behind) {
        left = true;
        dirty = true;
    }

    @Override
    public boolean isDueToLook() {
        return senderPauses;
    }

    @Override
    public boolean isQuiet(long nowNs, long bytes) {
        return !senderIsBusy;
    }

    @Override
    public boolean sendersStay() {
        return sendersStay;
    }

    @Override
    public void staysWith(Pipe unwritten) {
        staying = true;
    }

    @Override
    public boolean receiversRead() {
        return receiversRead;
    }

    @Override
    public boolean keepsChunks() {
        gap(); // nothing was left, and the token is not given back
        return keepsChunks;
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    /** Ends it if it has not ended, and checks that nothing is left. */
    @Override
    public void close() {
        meanwhile.clear();
        connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
        loop.settle();
        assertThat(end).as("how it ended").isNotEmpty();
        assertThat(channel.isClosed()).as("channel closed").isTrue();
        if (!discarded) {
            discarded = true;
            receive(Integer.MAX_VALUE, false);
            pipe.discard();
            pipe.outgoing().discard();
        }
        assertThat(pool.inUseBytes()).as("bytes in chunks").isZero();
        loop.advance(1_000_000_000_000L);
        loop.settle();
        assertThat(loop.untilNextTimer()).as("timers left").isEqualTo(Long.MAX_VALUE);
        loop.close();
    }
}

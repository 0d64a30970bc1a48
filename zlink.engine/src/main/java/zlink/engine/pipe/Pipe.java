package zlink.engine.pipe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.PeerInfo;
import zlink.api.RoutingId;
import zlink.engine.monitor.FlightRecorder;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/**
 * A socket's end of the link to one peer: a queue of what goes out and a queue of what came in.
 *
 * <p><b>Sleeping and waking</b>, the same for both directions: whoever finds the pipe unusable (nothing to read, no
 * room to write) marks that side asleep and <em>then looks again</em>; whoever changes that makes the change
 * visible, with a full fence, and then looks for the mark. Exactly one of the two takes the mark back, and if it is
 * the far end, it tells the owner, once per sleep. InprocPipeRaces, ReaderRaces, WriterRaces and PipeRaces in
 * zlink.races test it with everybody who makes a change.
 */
public abstract class Pipe {
    private static final VarHandle READER;
    private static final VarHandle WRITER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            READER = lookup.findVarHandle(Pipe.class, "readerAsleep", boolean.class);
            WRITER = lookup.findVarHandle(Pipe.class, "writerAsleep", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PipeOwner owner;
    private final ByteQueue out;
    private final ByteQueue in;

    // A new pipe is asleep on the reading side: its first message announces it to its owner.
    private volatile boolean readerAsleep = true;
    private volatile boolean writerAsleep;
    private volatile boolean ended; // the far end will send nothing more; set once
    private volatile boolean released; // under the receive lock, once

    private volatile PeerInfo peer; // set once, before anything can be read
    private volatile boolean ready; // set once, when the pattern knows the peer; under the send lock
    private volatile Endpoint endpoint; // set once, when the pipe is made
    private volatile RoutingId routingId; // set by ROUTER before the pipe can be read

    // Links of the owner's stacks of pipes that woke up; see PipeStack.
    Pipe nextInStack;
    Pipe nextInWriterStack;

    private volatile long dropped; // messages dropped for it; written under the send lock
    private boolean forgotten;     // its end has been read; under the receive lock
    private int dirtyIndex = -1;   // the send side's, under the send lock
    private int sendIndex = -1;    // the pattern's, under the send lock
    private int receiveIndex = -1; // the pattern's, under the receive lock
    private String refusal;        // set by the pattern, read by whoever had asked it

    /** A pipe between two queues. */
    protected Pipe(PipeOwner owner, ByteQueue out, ByteQueue in) {
        this.owner = owner;
        this.out = out;
        this.in = in;
    }

    // ---- under the send lock ---------------------------------------------------------------------------------------

    /** Whether a message can be written; first tries to make room if there is none. */
    public final boolean hasRoom() {
        return out.hasRoom() || makeRoom() && out.hasRoom();
    }

    /** Queues a message and sees to it that it leaves; after {@link #hasRoom} said so, unless bounds may be broken. */
    public final void write(OutgoingMessage message) {
        out.append(message);
        appended();
    }

    /** The same with the bytes of a message of one frame alone, for a peer that knows no frames. */
    public final void writeBare(OutgoingMessage message) {
        out.appendBare(message);
        appended();
    }

    /**
     * Ends the link for good once what is queued has left; nothing more may be written. Takes effect soon.
     *
     * <p>Closes at once unless the pipe can do better.
     */
    public void finish() {
        close(DisconnectReason.LOCALLY_CLOSED);
    }

    /**
     * Queues a message in place of those that nobody has begun to send, for sockets with CONFLATE.
     *
     * <p>A pipe that cannot take messages back queues it behind them.
     */
    public void replace(OutgoingMessage message) {
        write(message);
    }

    /** Messages that have come in since the pipe was made, taken or not. Any thread. */
    public final long arrivedMessages() {
        return in.publishedMessages();
    }

    /**
     * Marks the writing side asleep after {@link #hasRoom} said no, and looks again.
     *
     * @return whether to sleep: the owner will be told when there is room
     */
    public final boolean sleepUntilRoom() {
        WRITER.setVolatile(this, true);
        VarHandle.fullFence(); // reading the queue's counts with acquire may else overtake the store
        if (out.hasRoom()) {
            return !WRITER.compareAndSet(this, true, false);
        }
        PeerInfo current = peer;
        FlightRecorder.highWaterMark(current == null ? 0 : current.connectionId(), "send");
        return true;
    }

    /**
     * Whether a message can be written; if not, the writing side is asleep: the owner will be told when there is
     * room.
     */
    public final boolean hasRoomOrSleeps() {
        while (!hasRoom()) {
            if (sleepUntilRoom()) {
                return false;
            }
        }
        return true;
    }

    /** Hands what is queued to the transport now. */
    public abstract void flush(FlushCause cause);

    /** Sees to it that what was published is taken in time; after the publication and a full fence. Any thread. */
    public abstract void announce();

    /**
     * Goes on writing behind a channel that takes no more, after {@link PipeOwner#staysWith}. Without the send lock, on
     * the thread that has held it.
     */
    public void stay() { }

    /** Whether something is queued that {@link #flush} would hand on. */
    public abstract boolean hasUnflushed();

    /** Tells the peer of a subscription, in the form it understands. */
    public abstract void subscribe(byte[] topic);

    /** Tells the peer that a subscription has ended. */
    public abstract void cancel(byte[] topic);

    /** Queues what is already a frame. */
    protected final ByteQueue out() {
        return out;
    }

    /** Something was appended to {@link #out}. */
    protected abstract void appended();

    /** Tries to make room in {@link #out} without waiting. */
    protected boolean makeRoom() {
        return false;
    }

    // ---- under the receive lock ------------------------------------------------------------------------------------

    /** Whether a message is here, without looking at the transport. */
    public final boolean hasMessage() {
        return in.hasMessage();
    }

    /** Shows the next message; {@link #hasMessage} was true. */
    public final void load(IncomingMessage message) {
        in.load(message);
        message.peer(peer);
    }

    /** Takes the message that was loaded. */
    public final void consume(IncomingMessage message) {
        if (in.consume(message)) {
            credited();
        }
    }

    /** Messages taken since the pipe was made. */
    public final long consumedMessages() {
        return in.consumedMessages();
    }

    /**
     * Reads from the transport on this thread if that is possible and allowed.
     *
     * @param staying whether this thread looks again soon, and says by {@link #arm} or {@link #lend} that it stops
     * @return whether a message is here now
     */
    public boolean pull(boolean staying) {
        return hasMessage();
    }

    /**
     * Marks the reading side asleep after {@link #hasMessage} said no, and looks again.
     *
     * @return whether to sleep: the owner will be told of the next message, or of the end
     */
    public final boolean sleepUntilReadable() {
        READER.setVolatile(this, true);
        VarHandle.fullFence(); // as above
        if (in.hasMessage() || ended) {
            return !READER.compareAndSet(this, true, false);
        }
        return true;
    }

    /**
     * The application knows that the peer has ended its half of the stream: ours ends once what is queued has left, and
     * nothing more is to be written from now on.
     */
    public void release() {
        released = true;
    }

    /** Whether nothing more is to be written. Any thread. */
    public final boolean isReleased() {
        return released;
    }

    /** Whether nothing is here and nothing will come; if so, its memory goes back. */
    public final boolean isExhausted() {
        if (!ended || in.hasMessage()) {
            return false;
        }
        if (!forgotten) {
            forgotten = true;
            in.discard();
            owner.exhausted(this);
        }
        return true;
    }

    /** Queue of what came in. */
    protected final ByteQueue in() {
        return in;
    }

    /** Credit for what was consumed has gone back. */
    protected abstract void credited();

    /** The reader is about to wait: the loop must watch the transport for it from now on. */
    public void arm() { }

    /** The reader has what it waited for: until it is back, the loop must look after the transport now and then. */
    public void lend() { }

    // ---- by the far end --------------------------------------------------------------------------------------------

    /** Says that messages were published to {@link #in}, which was followed by a full fence. */
    protected final void wakeReader() {
        if (readerAsleep && READER.compareAndSet(this, true, false)) {
            owner.becameReadable(this);
        }
    }

    /** Says that credit came back to {@link #out}, which was followed by a full fence. */
    protected final void wakeWriter() {
        if (writerAsleep && WRITER.compareAndSet(this, true, false)) {
            owner.becameWritable(this);
        }
    }

    /** Says that nothing more will come in. */
    protected final void end() {
        ended = true;
        wakeReader();
    }

    // ---- any thread ------------------------------------------------------------------------------------------------

    /** The socket it belongs to. */
    public final PipeOwner owner() {
        return owner;
    }

    /** Who is at the far end; null until the handshake is done. */
    public final PeerInfo peer() {
        return peer;
    }

    /** Says who is at the far end, once, before anything can be read. */
    public final void peer(PeerInfo info) {
        peer = info;
    }

    /** Says that the pattern knows the peer: what is sent from now on may go there. Under the send lock. */
    public final void ready() {
        ready = true;
    }

    /** Whether the pattern knows the peer. */
    public final boolean isReady() {
        return ready;
    }

    /** The endpoint it came from. */
    public final Endpoint endpoint() {
        return endpoint;
    }

    /** Says which endpoint it came from. */
    public final void endpoint(Endpoint origin) {
        endpoint = origin;
    }

    /** Counters for the statistics; racy on purpose. */
    public abstract PipeCounters counters();

    /** Forgets what came in and will not be read, if nothing more comes. Under the receive lock. */
    public final void discard() {
        if (ended) {
            forgotten = true;
            in.discard();
        }
    }

    /** The peer's routing id as ROUTER knows it, or null. */
    public final RoutingId routingId() {
        return routingId;
    }

    /** Sets the peer's routing id, announced or made up. */
    public final void routingId(RoutingId id) {
        routingId = id;
    }

    /**
     * Asks the peer for a sign of life, so that the link ends if it is dead. Under the send lock.
     *
     * <p>Does nothing where a peer cannot die alone.
     */
    public void askForSign() { }

    /** Says why the peer is not wanted. By the pattern, when it is told of the pipe. */
    public final void refusal(String why) {
        refusal = why;
    }

    /** Why the peer is not wanted. For whoever told the pattern of the pipe. */
    public final String refusal() {
        return refusal == null ? "the socket does not want this peer" : refusal;
    }

    /** Counts messages that were dropped for this peer. Under the send lock. */
    public final void countDropped(long messages) {
        dropped += messages;
    }

    /** Messages dropped for this peer. */
    public final long dropped() {
        return dropped;
    }

    /** Where the send side keeps it since it may hold a batch; -1 if nowhere. Under the send lock. */
    public final int dirtyIndex() {
        return dirtyIndex;
    }

    /** Notes where the send side keeps it. Under the send lock. */
    public final void dirtyIndex(int index) {
        dirtyIndex = index;
    }

    /** Where the pattern keeps it for sending; -1 if nowhere. Under the send lock. */
    public final int sendIndex() {
        return sendIndex;
    }

    /** Notes where the pattern keeps it for sending. Under the send lock. */
    public final void sendIndex(int index) {
        sendIndex = index;
    }

    /** Where the pattern keeps it for receiving; -1 if nowhere. Under the receive lock. */
    public final int receiveIndex() {
        return receiveIndex;
    }

    /** Notes where the pattern keeps it for receiving. Under the receive lock. */
    public final void receiveIndex(int index) {
        receiveIndex = index;
    }

    /** Ends the link: a refused or displaced peer. Any thread; takes effect soon. */
    public abstract void close(DisconnectReason reason);
}

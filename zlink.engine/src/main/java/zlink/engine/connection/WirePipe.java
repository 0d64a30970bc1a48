package zlink.engine.connection;

import java.lang.invoke.VarHandle;
import zlink.api.DisconnectReason;
import zlink.api.QueueDepth;
import zlink.engine.pipe.FlushCause;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeCounters;
import zlink.engine.pipe.PipeOwner;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.zmtp.Commands;

/**
 * A pipe to a peer behind a connection. It exists before the connection if messages may queue for a peer that is
 * not there yet.
 *
 * <p><b>Who flushes.</b> On an idle, quiet connection of a socket that sends now and then the sender writes at once; in
 * the middle of a stream to many peers, connections are idle that nothing was written to for a while. While a batch is
 * under way it leaves the message to the batch, which is written by the sender when it is full or when the sender has
 * paused before this message, by whoever of this socket waits first, or by the loop after the batch delay. The clock is
 * read when the queue was empty, and in a batch for every message only if the sender pauses between them, see
 * {@link PipeOwner#isDueToLook}.
 */
public final class WirePipe extends Pipe {
    /** A connection not written for this long is quiet: less than a round trip, more than a loop of sends takes. */
    public static final long QUIET_NS = 1_000;

    /** How long a sender stays with a full channel at most, after its message has been queued. */
    public static final long LONGEST_STAY_NS = 1_000_000;

    /** Bytes copied in a nanosecond where it is slow: to memory that has left the cache. */
    private static final int COPIED_PER_NS = 2;

    private final ConnectionSettings settings;
    private volatile WireConnection connection; // set once, by the loop, after the handshake
    private volatile DisconnectReason closeAsked; // before there was a connection
    private volatile Runnable finisher = super::finish; // replaced by the session before the pattern knows the pipe
    private final long appendedAtStart; // messages that an earlier connection's pipe has counted
    private final long bodyAtStart;     // likewise, bytes of their frames
    private long appendedBefore; // bytes ever appended when the last message had been; under the send lock
    private long creditedAtTry = -1; // bytes credited when a sender last tried to make room; under the send lock

    /** A pipe without a connection; {@code out} may hold messages that an earlier connection could not deliver. */
    public WirePipe(PipeOwner owner, ByteQueue out, ByteQueue in, ConnectionSettings settings) {
        super(owner, out, in);
        this.settings = settings;
        this.appendedAtStart = out.appendedMessages();
        this.bodyAtStart = out.appendedBodyBytes();
        this.appendedBefore = out.appendedBytes();
    }

    /** The connection, null before the handshake is done. */
    public WireConnection connection() {
        return connection;
    }

    /** The handshake is done. On the loop; reading and writing begin afterwards. */
    void connected(WireConnection established) {
        connection = established;
        DisconnectReason asked = closeAsked;
        if (asked != null) {
            established.requestClose(asked);
        }
    }

    /** The queue of what goes out, for the session that hands it to the next connection. */
    public ByteQueue outgoing() {
        return out();
    }

    ByteQueue incoming() {
        return in();
    }

    @Override
    protected void appended() {
        long appended = out().appendedBytes();
        long added = appended - appendedBefore;
        appendedBefore = appended;
        WireConnection current = connection;
        if (current == null) {
            return;
        }
        if (!settings.callersWrite()) {
            current.requestFlush();
            return;
        }
        Writer writer = current.writer();
        long pending = out().backlogBytes();
        if (settings.batchDelayNs() == 0) {
            writeNow(writer, FlushCause.DIRECT);
        } else if (pending >= settings.batchBytes()
                || settings.batchMessages() != 0 && out().backlogMessages() >= settings.batchMessages()) {
            writeNow(writer, FlushCause.BATCH);
        } else if (pending <= added) {
            long nowNs = current.loop().nanoTime();
            if (nowNs - writer.lastWriteNs() >= quietNs(added) && owner().isQuiet(nowNs, added)) {
                writeNow(writer, FlushCause.DIRECT);
            } else {
                owner().leftUnflushed(this);
            }
        } else if (owner().isDueToLook()) {
            long nowNs = current.loop().nanoTime();
            if (owner().isQuiet(nowNs, added)) {
                writeNow(writer, FlushCause.DIRECT);
            } else if (nowNs - writer.lastWriteNs() >= settings.batchDelayNs()) {
                writeNow(writer, FlushCause.BATCH);
            } else {
                owner().leftUnflushed(this);
            }
        } else {
            owner().leftUnflushed(this);
        }
    }

    /**
     * How long a pause has to be, before a message of so many bytes, to be one. That it has just been copied is no
     * pause: large messages that follow each other would else be written one by one.
     */
    public static long quietNs(long bytes) {
        return Math.max(QUIET_NS, bytes / COPIED_PER_NS);
    }

    private void writeNow(Writer writer, FlushCause cause) {
        if (!owner().sendersStay()) {
            writer.flush(cause, true);
        } else if (writer.flushStaying(cause)) {
            owner().staysWith(this);
        }
        owner().wrote(writer.lastWriteNs());
    }

    @Override
    public void stay() {
        connection.writer().stay();
    }

    @Override
    public void replace(OutgoingMessage message) {
        WireConnection current = connection;
        // Without a connection nobody writes, and nobody begins to before the pattern has been told, under our lock.
        int replaced = current == null ? out().takeBackUnstarted() : current.writer().takeBackUnstarted();
        appendedBefore = out().appendedBytes();
        countDropped(replaced);
        write(message);
    }

    @Override
    public void announce() {
        WireConnection current = connection;
        if (current != null) {
            current.ensureTick();
        }
    }

    @Override
    public void flush(FlushCause cause) {
        WireConnection current = connection;
        if (current != null) {
            if (settings.callersWrite()) {
                current.writer().flush(cause, true);
            } else {
                current.requestFlush();
            }
        }
    }

    @Override
    public boolean hasUnflushed() {
        return connection != null && out().looksUnwritten();
    }

    @Override
    protected boolean makeRoom() {
        WireConnection current = connection;
        if (current == null || !settings.callersWrite()) {
            return false;
        }
        Writer writer = current.writer();
        if (writer.state() == WriteState.BLOCKED && out().creditedBytes() == creditedAtTry) {
            return false; // the loop watches for room; a publisher would else ask for every message it has to drop
        }
        writer.flush(FlushCause.FULL, true);
        creditedAtTry = out().creditedBytes();
        return true;
    }

    @Override
    public void subscribe(byte[] topic) {
        sendFrame(Commands.subscribe(topic, minorVersion()));
    }

    @Override
    public void cancel(byte[] topic) {
        sendFrame(Commands.cancel(topic, minorVersion()));
    }

    /** By a PING, whether or not there are heartbeats: if nobody is there, the channel finds out at the latest. */
    @Override
    public void askForSign() {
        WireConnection current = connection;
        if (current != null && minorVersion() >= 1 && current.writer().state() != WriteState.BLOCKED) {
            sendFrame(Commands.ping(0, Heartbeat.NO_CONTEXT));
        }
    }

    /** Queues a frame of the protocol's own. Under the send lock. */
    public void sendFrame(byte[] frame) {
        out().appendEncoded(frame);
        appended();
    }

    private int minorVersion() {
        return connection.minorVersion();
    }

    @Override
    public boolean pull(boolean staying) {
        if (hasMessage()) {
            return true;
        }
        WireConnection current = connection;
        return current != null && current.reader().readNow(staying) && hasMessage();
    }

    @Override
    public void arm() {
        WireConnection current = connection;
        if (current != null) {
            current.reader().arm();
        }
    }

    @Override
    public void lend() {
        WireConnection current = connection;
        if (current != null) {
            current.reader().lend();
        }
    }

    @Override
    protected void credited() {
        VarHandle.fullFence(); // before the look at the reader's state: ReaderRaces.StoppedAndDrained
        WireConnection current = connection;
        if (current != null) {
            current.reader().resume();
        }
    }

    @Override
    public PipeCounters counters() {
        WireConnection current = connection;
        QueueDepth waiting = new QueueDepth(out().depthMessages(), out().depthBytes());
        if (current == null) {
            return new PipeCounters(sentMessages(), sentBytes(), 0, 0, PipeCounters.NONE.writes(),
                    PipeCounters.NONE.reads(), waiting, PipeCounters.NONE.in());
        }
        ConnectionCounters wire = current.counters();
        return new PipeCounters(sentMessages(), sentBytes(), in().consumedMessages(), in().consumedBodyBytes(),
                wire.writes(), wire.reads(), waiting, new QueueDepth(in().depthMessages(), in().depthBytes()));
    }

    private long sentBytes() {
        return out().appendedBodyBytes() - bodyAtStart;
    }

    private long sentMessages() {
        return out().appendedMessages() - appendedAtStart;
    }

    /** Messages were published, and a full fence came after. */
    void gotMessages() {
        wakeReader();
    }

    /** Credit came back, and a full fence came after. */
    void gotCredit() {
        wakeWriter();
    }

    /** Nothing more will come: its connection is gone. On the loop, when nobody reads any more. */
    public void ended() {
        end();
        if (!settings.receives()) {
            discard(); // nobody would come to see the end
        }
    }

    /** Says how {@link #finish} is done: by whoever answers for the connections. Never waits. */
    public void finisher(Runnable session) {
        finisher = session;
    }

    @Override
    public void finish() {
        finisher.run();
    }

    @Override
    public void release() {
        super.release();
        WireConnection current = connection;
        if (current != null) {
            current.requestFinish();
        }
    }

    @Override
    public void close(DisconnectReason reason) {
        closeAsked = reason;
        WireConnection current = connection;
        if (current != null) {
            current.requestClose(reason);
        }
    }
}

package zlink.engine.connection;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import zlink.api.WriteCounts;
import zlink.engine.pipe.FlushCause;
import zlink.engine.queue.ByteQueue;
import zlink.transport.spi.Connection;

/**
 * Writes a connection's outgoing queue to its channel, on the thread of whoever holds the write token.
 *
 * <p>Plain fields are the token holder's; the token's compare-and-set hands them on. Tested by WriterRaces in
 * zlink.races.
 */
final class Writer {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Writer.class, "state", WriteState.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int BUFFERS = 16;

    /** Most bytes in one system call; a message of 256 KiB shall not take two for its header's sake. */
    private static final int CALL_BYTES = 512 * 1024;

    /** Calls before the loop goes on with its other connections, or the caller with its work. */
    private static final int CALLS_PER_TURN = 2;

    /** How long a sender stays with a channel that takes nothing: longer than a kernel's buffer takes to have room. */
    private static final long PATIENCE_NS = 200_000;

    /** Patience that is worth no look any more. */
    private static final long NO_PATIENCE_NS = 5_000;

    /** So many times as long it stays with one that takes a little now and then. */
    private static final long PATIENCES = WirePipe.LONGEST_STAY_NS / PATIENCE_NS;

    private final WireConnection connection;
    private final Connection channel;
    private final boolean gathering;
    private final ByteBuffer[] buffers = new ByteBuffer[BUFFERS];
    private volatile WriteState state = WriteState.UNREADY; // through STATE

    private WirePipe pipe;   // set by the loop before the first WRITING
    private ByteQueue queue; // the pipe's
    private boolean failed;  // before it becomes CLOSED
    private long lastWriteNs;
    // The next two also tell senders, who have read BLOCKED, whether the token is worth taking: a hint.
    private long patienceNs = PATIENCE_NS; // half as long each time a sender gave up, until everything is written
    private long givenUpAt = -1; // bytes ever written when a sender gave up last
    private long bytes;
    private final long[] writes = new long[FlushCause.values().length];

    Writer(WireConnection connection, Connection channel) {
        this.connection = connection;
        this.channel = channel;
        this.gathering = channel.supportsGatheringWrite();
    }

    WriteState state() {
        return state;
    }

    /** When the last write returned. Racy on purpose: a stale time makes one more or one less write. */
    long lastWriteNs() {
        return lastWriteNs;
    }

    /** The handshake is done: writing may begin. On the loop. */
    void begin(WirePipe wirePipe, ByteQueue outgoing) {
        pipe = wirePipe;
        queue = outgoing;
        lastWriteNs = connection.loop().nanoTime();
        if (change(WriteState.UNREADY, WriteState.WRITING)) {
            write(FlushCause.UNBLOCKED, false, false);
        }
    }

    /**
     * Writes what is there if nobody else does; otherwise makes sure that whoever does looks again.
     *
     * @param exclusive whether the caller also holds the producer's side, so that an empty queue may start over
     */
    void flush(FlushCause cause, boolean exclusive) {
        flush(cause, exclusive, false);
    }

    /**
     * The same for a sender with time to wait for the channel: behind one that takes no more it keeps the token, and
     * goes on by {@link #stay} once it has given back the producer's side. It also takes over from the loop, but not
     * where it gave up and nothing has been written since, nor where it gave up again and again: a peer that is slow is
     * not to slow those who send to it before its queue is full.
     *
     * @return whether it has kept the token
     */
    boolean flushStaying(FlushCause cause) {
        return flush(cause, true, true);
    }

    private boolean flush(FlushCause cause, boolean exclusive, boolean stays) {
        for (;;) {
            WriteState seen = state;
            switch (seen) {
                case IDLE -> {
                    if (change(seen, WriteState.WRITING)) {
                        return write(cause, exclusive, stays);
                    }
                }
                case WRITING -> {
                    if (change(seen, WriteState.WRITING_MORE)) {
                        return false;
                    }
                }
                case BLOCKED -> {
                    if (cause != FlushCause.FULL && cause != FlushCause.UNBLOCKED
                            && !(stays && queue.creditedBytes() != givenUpAt && patienceNs > NO_PATIENCE_NS)) {
                        return false;
                    }
                    if (change(seen, WriteState.WRITING)) {
                        return write(cause, exclusive, stays);
                    }
                }
                case UNREADY, WRITING_MORE, CLOSED -> {
                    return false;
                }
            }
        }
    }

    /**
     * With the token, and no lock: goes on until everything is written, letting others run before each attempt. Leaves
     * it to the loop when the channel takes nothing or too little, or others send more than it can write.
     */
    void stay() {
        long writtenBefore = bytes;
        long beganNs = connection.loop().nanoTime();
        long progressNs = beganNs;
        long nowNs;
        do {
            Thread.yield();
            if (!write(FlushCause.BATCH, false, true)) {
                return;
            }
            nowNs = connection.loop().nanoTime();
            if (bytes != writtenBefore) {
                writtenBefore = bytes;
                progressNs = nowNs;
            }
        } while (nowNs - progressNs < patienceNs && nowNs - beganNs < PATIENCES * patienceNs);
        patienceNs /= 2;
        givenUpAt = queue.creditedBytes();
        leaveToLoop();
    }

    /**
     * Takes back what waits for a channel that takes no more; the caller also holds the producer's side.
     *
     * @return messages taken back; none if the channel is not blocked, for then they are leaving
     */
    int takeBackUnstarted() {
        if (!change(WriteState.BLOCKED, WriteState.WRITING)) {
            return 0;
        }
        int messages = queue.takeBackUnstarted();
        leaveToLoop();
        return messages;
    }

    /**
     * With the token: writes until nothing is left, the channel takes no more, or the turn is over.
     *
     * @return whether the token is kept, by a sender that stays
     */
    private boolean write(FlushCause cause, boolean exclusive, boolean stays) {
        try {
            for (int calls = 0;; ) {
                int count = queue.gather(buffers, CALL_BYTES);
                if (count == 0 && channel.flush()) {
                    if (exclusive) {
                        queue.restart(connection.keepsChunks());
                    }
                    patienceNs = PATIENCE_NS;
                    if (change(WriteState.WRITING, WriteState.IDLE)) {
                        pipe.gotCredit(); // of messages counted late; the exchange was the fence
                        connection.wroteAll();
                        return false;
                    }
                    if (!change(WriteState.WRITING_MORE, WriteState.WRITING)) {
                        break; // closed meanwhile
                    }
                    exclusive = false; // whoever asked for more may be a producer that is still at it
                    continue;
                }
                if (count == 0 || !writeGathered(count, cause) || ++calls == CALLS_PER_TURN) {
                    if (stays || block()) {
                        return stays;
                    }
                    break;
                }
            }
        } catch (IOException e) {
            failed = true;
            STATE.setVolatile(this, WriteState.CLOSED);
            connection.writeFailed(e);
        } catch (RuntimeException | Error e) {
            failed = true;
            STATE.setVolatile(this, WriteState.CLOSED);
            connection.broken(e); // the token must not stay with us
        }
        connection.writerReleased();
        return false;
    }

    /** Writes the first buffers; returns whether the channel took all. */
    private boolean writeGathered(int count, FlushCause cause) throws IOException {
        long offered = 0;
        for (int i = 0; i < count; i++) {
            offered += buffers[i].remaining();
        }
        writes[cause.ordinal()]++; // before: who gets the messages sees that they were written
        long taken;
        if (count == 1) {
            taken = channel.write(buffers[0]);
        } else if (gathering) {
            taken = channel.write(buffers, 0, count);
        } else {
            taken = writeOneByOne(count);
        }
        lastWriteNs = connection.loop().nanoTime();
        if (taken > 0) {
            bytes += taken;
            queue.drained(taken);
            VarHandle.fullFence(); // before the look for a sleeping writer: WriterRaces.CreditWakesWriter
            pipe.gotCredit();
        }
        return taken == offered;
    }

    private long writeOneByOne(int count) throws IOException {
        long taken = 0;
        for (int i = 0; i < count; i++) {
            int offered = buffers[i].remaining();
            int once = channel.write(buffers[i]);
            taken += once;
            if (once < offered) {
                break;
            }
        }
        return taken;
    }

    private boolean change(WriteState before, WriteState next) {
        assert before.mayBecome(next) : before + " does not become " + next;
        return STATE.compareAndSet(this, before, next);
    }

    private void leaveToLoop() {
        if (!block()) {
            connection.writerReleased();
        }
    }

    /** Gives the token to the loop; false if the connection was closed meanwhile. */
    private boolean block() {
        for (;;) {
            WriteState seen = state;
            if (seen == WriteState.CLOSED) {
                return false;
            }
            if (change(seen, WriteState.BLOCKED)) {
                connection.writeBlocked();
                return true;
            }
        }
    }

    /**
     * Ends writing unless somebody is at it, who then says so by {@link WireConnection#wroteAll}. On the loop.
     *
     * @return whether nobody writes any more
     */
    boolean closeIfQuiet() {
        for (;;) {
            WriteState seen = state;
            if (seen == WriteState.CLOSED) {
                return true;
            }
            if (seen == WriteState.WRITING || seen == WriteState.WRITING_MORE) {
                return false;
            }
            if (change(seen, WriteState.CLOSED)) {
                return true;
            }
        }
    }

    /**
     * Ends writing. On the loop.
     *
     * @return whether nobody is writing; otherwise {@link WireConnection#writerReleased} follows
     */
    boolean close() {
        WriteState before = (WriteState) STATE.getAndSet(this, WriteState.CLOSED);
        return switch (before) {
            case UNREADY, IDLE, BLOCKED -> true;
            case WRITING, WRITING_MORE -> false;
            case CLOSED -> true; // an error closed it, and its holder is past its last use of the queue
        };
    }

    /** Whether the channel failed to take something. Asked when nobody writes any more. */
    boolean hasFailed() {
        return failed;
    }

    long bytesWritten() {
        return bytes;
    }

    WriteCounts counts() {
        return new WriteCounts(writes[FlushCause.DIRECT.ordinal()],
                writes[FlushCause.BATCH.ordinal()] + writes[FlushCause.FULL.ordinal()],
                writes[FlushCause.TICK.ordinal()], writes[FlushCause.BEFORE_WAIT.ordinal()],
                writes[FlushCause.UNBLOCKED.ordinal()] + writes[FlushCause.LOOP.ordinal()]);
    }
}

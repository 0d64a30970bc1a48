package zlink.engine.connection;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import zlink.api.ReadCounts;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.FrameException;
import zlink.engine.queue.Inlet;
import zlink.transport.spi.Connection;

/**
 * Reads a connection's channel into its incoming queue, on the thread of whoever holds the read token.
 *
 * <p>Plain fields are the token holder's; the token's compare-and-set hands them on. What is in the queue and what is
 * in the kernel is never waited for twice: the reader that stops for a full queue publishes {@link ReadState#STOPPED}
 * and looks at the queue again, the one that drains it returns credit and looks at the state again, so one of them
 * goes on reading; and the loop's selector reports what is in the kernel for as long as it watches. What a layer of the
 * transport holds is reported by nobody: who leaves some behind asks the loop to read on in its next turn. Tested by
 * ReaderRaces in zlink.races.
 */
final class Reader {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Reader.class, "state", ReadState.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Reads before the loop goes on with its other connections. */
    private static final int READS_PER_TURN = 4;

    /**
     * Reads of callers, since one has parked, after which the loop stops watching: they find what comes before the loop
     * can, but the kernel would wake it for every message as long as it watches.
     */
    static final int READS_UNTIL_UNWATCHED = 4;

    /** What one read brought. */
    private enum Got { NOTHING, BYTES, MESSAGES, END }

    private final WireConnection connection;
    private final Connection channel;
    private final boolean callersRead;
    private final Inlet inlet;
    private final Inlet.Listener listener;
    private final ByteQueue queue;
    private volatile ReadState state = ReadState.READING; // through STATE; the loop's token until begin is done

    // Whether the loop's watch includes reading. Written by the loop only. Whoever makes the state ARMED looks here
    // afterwards, and the loop looks at the state after clearing it: one of them sees that the watch is missing:
    // ReaderRaces.ArmedIsWatched.
    private volatile boolean watched;

    // Whether the loop looks after a LENT token. Set by the caller that lends, cleared by the loop before it looks:
    // ReaderRaces.LentIsLookedAfter.
    private volatile boolean lendingWatched;

    private int readsSinceArmed; // by callers who left the token LENT; under the receive lock, for the loop a hint

    private WirePipe pipe;     // set by the loop before anything is read
    private long callerReads;
    private long loopReads;
    private int uses;          // turns of the token taken by callers; read racily by the loop's housekeeping
    private int usesSeen;      // loop only
    private boolean closedAmidRead; // loop only; whoever was reading says when it is over
    private long lastHeardNs;
    private boolean emptied;   // the last read got less than it had room for

    Reader(WireConnection connection, Connection channel, ByteQueue queue, Inlet inlet, Inlet.Listener listener,
            boolean callersRead) {
        this.connection = connection;
        this.channel = channel;
        this.queue = queue;
        this.inlet = inlet;
        this.listener = listener;
        this.callersRead = callersRead && channel.supportsSpeculativeRead();
    }

    ReadState state() {
        return state;
    }

    /** When bytes last came, by {@link System#nanoTime}; kept only if heartbeats need it. */
    long lastHeardNs() {
        return lastHeardNs;
    }

    /** The handshake is done: takes what came with it and watches for more. On the loop. */
    void begin(WirePipe wirePipe, ByteBuffer rest) {
        pipe = wirePipe;
        lastHeardNs = connection.loop().nanoTime();
        boolean open = true;
        try {
            if (inlet.begin()) {
                toldSomething();
            }
            while (open && rest.hasRemaining()) {
                ByteBuffer room = inlet.room();
                int some = Math.min(room.remaining(), rest.remaining());
                room.put(rest.slice(rest.position(), some));
                rest.position(rest.position() + some);
                open = accept(some) != Got.END;
            }
        } catch (RuntimeException | Error e) {
            open = false;
            connection.broken(e); // the token must not stay with us
        }
        if (open) {
            leave(ReadState.ARMED);
        } else {
            leaveClosed();
        }
    }

    // ---- callers, under the socket's receive lock -------------------------------------------------------------------

    /**
     * Reads once if this thread may and nobody else does.
     *
     * <p>Whoever stays has the token {@link ReadState#LENT} from now on, so that what comes does not go through the
     * loop; the loop is told only when the caller has seen a message and goes away with it.
     *
     * @param staying whether this thread looks again soon and says by {@link #arm} or {@link #lend} that it stops
     * @return whether messages came
     */
    boolean readNow(boolean staying) {
        if (!callersRead) {
            return false;
        }
        ReadState seen = state;
        if (seen != ReadState.ARMED && seen != ReadState.LENT
                || !change(seen, ReadState.READING)) {
            return false;
        }
        return readAsCaller(staying ? ReadState.LENT : seen, staying);
    }

    /** The queue has room again: reads at once if reading had stopped for it. */
    void resume() {
        if (state == ReadState.STOPPED && queue.roomIsBack()
                && change(ReadState.STOPPED, ReadState.READING)) {
            if (callersRead) {
                readAsCaller(afterCaller(), false);
            } else {
                leave(ReadState.ARMED);
            }
        }
    }

    /** The caller is about to wait: the loop shall watch. */
    void arm() {
        if (state == ReadState.LENT && change(ReadState.LENT, ReadState.ARMED)) {
            requestWatch(channel.hasInput());
        }
        readsSinceArmed = 0;
    }

    /** The caller has its message and goes away: the loop shall look after the token, if it is still lent. */
    void lend() {
        if (state == ReadState.LENT
                && (!lendingWatched || watched && readsSinceArmed >= READS_UNTIL_UNWATCHED)) {
            lendingWatched = true;
            connection.lent();
        }
    }

    /** A caller that will not be back, since its socket has too many peers to read itself, leaves it to the loop. */
    private ReadState afterCaller() {
        return pipe.owner().receiversRead() ? ReadState.LENT : ReadState.ARMED;
    }

    private boolean readAsCaller(ReadState ifNothing, boolean staying) {
        uses++;
        if (!queue.hasMessage() && !inlet.isPartial()) {
            inlet.restart(connection.keepsChunks()); // both sides are ours: the next bytes go where the cache is warm
        }
        Got got = readOnce(true);
        switch (got) {
            case END -> leaveClosed();
            case NOTHING -> leave(ifNothing);
            case BYTES, MESSAGES -> {
                readsSinceArmed++;
                leave(afterCaller());
            }
        }
        if (!staying) {
            lend();
        }
        return got == Got.MESSAGES || got == Got.END && queue.hasMessage();
    }

    // ---- the loop ---------------------------------------------------------------------------------------------------

    /** The channel can be read. */
    void readable() {
        if (!change(ReadState.ARMED, ReadState.READING)) {
            unwatch();
            return;
        }
        readTurn();
    }

    /** Reads what is there unless somebody else does. */
    void listen() {
        ReadState seen = state;
        if ((seen == ReadState.ARMED || seen == ReadState.LENT) && change(seen, ReadState.READING)) {
            readTurn();
        }
    }

    private void readTurn() {
        for (int reads = 0; reads < READS_PER_TURN; reads++) {
            Got got = readOnce(false);
            if (got == Got.END) {
                leaveClosed();
                return;
            }
            if (got == Got.NOTHING) {
                break;
            }
            if (emptied || !queue.hasRoom()) {
                break;
            }
        }
        leave(ReadState.ARMED);
    }

    /** Watches the channel if that is the loop's business now. */
    void watch() {
        if (state == ReadState.ARMED && !watched) {
            watched = true;
            connection.watchReading(true);
        }
    }

    /** The token has been lent to a caller. */
    void lent() {
        if (watched && state != ReadState.ARMED && readsSinceArmed >= READS_UNTIL_UNWATCHED) {
            unwatch();
        }
    }

    private void unwatch() {
        connection.watchReading(false);
        watched = false;
        watch(); // the state may have become ARMED before the clearing could be seen
    }

    /**
     * Looks after a lent token: takes it back if its caller has not come back since the last look.
     *
     * @return whether to look again later
     */
    boolean takeBackIfUnused() {
        int now = uses;
        if (now != usesSeen) {
            usesSeen = now;
            return true;
        }
        lendingWatched = false;
        if (state == ReadState.LENT && change(ReadState.LENT, ReadState.ARMED)) {
            watch();
            if (channel.hasInput()) {
                listen();
            }
        }
        return false;
    }

    /**
     * Ends reading. On the loop; asked again, the answer is the same.
     *
     * @return whether nobody is reading; otherwise {@link WireConnection#readerReleased} follows
     */
    boolean close() {
        closedAmidRead |= (ReadState) STATE.getAndSet(this, ReadState.CLOSED) == ReadState.READING;
        return !closedAmidRead;
    }

    // ---- with the token ---------------------------------------------------------------------------------------------

    private Got readOnce(boolean byCaller) {
        try {
            ByteBuffer room = inlet.room();
            int count = channel.read(room);
            emptied = room.hasRemaining();
            if (count > 0) {
                if (byCaller) { // counted before the messages can be seen: who sees them sees the read
                    callerReads++;
                } else {
                    loopReads++;
                }
                return accept(count);
            }
            if (count == 0) {
                return Got.NOTHING;
            }
            connection.readEnded(inlet.isPartial());
            sayEnd();
        } catch (IOException e) {
            connection.readFailed(e);
        } catch (RuntimeException | Error e) {
            connection.broken(e); // the token must not stay with us
        }
        return Got.END;
    }

    private Got accept(int count) {
        if (connection.hasHeartbeat()) {
            lastHeardNs = connection.loop().nanoTime();
        }
        long before = inlet.receivedMessages();
        boolean broken = false;
        try {
            inlet.arrived(count, listener);
        } catch (FrameException e) {
            broken = true;
            connection.violated(e);
        } catch (RuntimeException | Error e) {
            broken = true;
            connection.broken(e); // the token must not stay with us
        }
        boolean messages = inlet.receivedMessages() != before;
        if (messages) {
            toldSomething();
        }
        return broken ? Got.END : messages ? Got.MESSAGES : Got.BYTES;
    }

    private void toldSomething() {
        VarHandle.fullFence(); // before the look for a sleeping reader: ReaderRaces.MessageWakesReader
        pipe.gotMessages();
    }

    /** Lets the application know that nothing more comes, if that is told by a message and has not been told. */
    void sayEnd() {
        try {
            if (inlet.end()) {
                toldSomething();
            }
        } catch (RuntimeException | Error e) {
            connection.broken(e); // which the end of a connection must survive
        }
    }

    /** Gives the token back, for reading to go on in the given way if there is room. */
    private void leave(ReadState next) {
        boolean full = !queue.hasRoom();
        if (channel.hasOutput()) {
            connection.requestFlush(); // an answer of the transport's own to what was read
        }
        boolean inputLeft = channel.hasInput();
        if (full) {
            if (!become(ReadState.STOPPED)) {
                return;
            }
            connection.stoppedReading();
            if (!queue.roomIsBack() || !change(ReadState.STOPPED, ReadState.READING)) {
                return;
            }
            // Drained in between, by a reader that did not see STOPPED yet: go on, the loop does the rest.
            next = ReadState.ARMED;
        }
        if (!become(next)) {
            return;
        }
        if (next == ReadState.ARMED) {
            requestWatch(inputLeft);
        }
    }

    private boolean become(ReadState next) {
        if (change(ReadState.READING, next)) {
            return true;
        }
        connection.readerReleased(); // closed meanwhile
        return false;
    }

    private void leaveClosed() {
        STATE.setVolatile(this, ReadState.CLOSED);
        connection.readerReleased();
    }

    private boolean change(ReadState before, ReadState next) {
        assert before.mayBecome(next) : before + " does not become " + next;
        return STATE.compareAndSet(this, before, next);
    }

    /** @param inputLeft whether there is something to read that the loop's watch will not report */
    private void requestWatch(boolean inputLeft) {
        if (!watched) {
            connection.requestReadWatch();
        }
        if (inputLeft) {
            connection.requestRead();
        }
    }

    // ---- counters, racy on purpose ----------------------------------------------------------------------------------

    ReadCounts counts() {
        return new ReadCounts(callerReads, loopReads);
    }
}

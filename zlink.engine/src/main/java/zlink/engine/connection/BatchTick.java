package zlink.engine.connection;

import zlink.engine.loop.Ticking;
import zlink.engine.pipe.FlushCause;

/**
 * The loop's look at a batch under way, every batch delay for as long as there is one: if nobody has written since the
 * last look, the batch is old and the loop writes it. Fields without a comment belong to the loop.
 */
final class BatchTick implements Ticking {
    private final WireConnection connection;
    private final long delayNs;
    private boolean listed;    // the loop looks; asked for again meanwhile, it must not look twice as often
    private long writtenThen;  // bytes, at the last look
    private volatile boolean asked; // set by senders, cleared by the loop before it looks at the queue

    BatchTick(WireConnection connection, long delayNs) {
        this.connection = connection;
        this.delayNs = delayNs;
    }

    /**
     * Follows a publication and a full fence; any thread. A blocked connection needs no tick: when the channel takes
     * more, the loop writes until nothing is left, and what was published before we saw it blocked is seen then.
     */
    void ensure() {
        if (!asked && connection.writer().state() != WriteState.BLOCKED) {
            asked = true;
            connection.requestTick();
        }
    }

    /** Begins to look, because a sender has asked for it. */
    void begin() {
        writtenThen = connection.writer().bytesWritten();
        if (!listed) {
            listed = true;
            connection.loop().tick(this);
        }
    }

    @Override
    public long tickNs() {
        return delayNs;
    }

    @Override
    public boolean tick() {
        listed = connection.maySend() && look();
        return listed;
    }

    private boolean look() {
        if (!connection.hasBatch()) {
            // A sender publishes, fences, and looks at asked; we do the reverse, and both our accesses are volatile:
            // WriterRaces.TickIsAskedFor.
            asked = false;
            if (!connection.hasBatch()) {
                return false;
            }
            asked = true;
            return true;
        }
        long written = connection.writer().bytesWritten();
        if (written == writtenThen) {
            connection.writer().flush(FlushCause.TICK, false); // nobody has written since: the batch is old
        }
        writtenThen = written;
        return true;
    }
}

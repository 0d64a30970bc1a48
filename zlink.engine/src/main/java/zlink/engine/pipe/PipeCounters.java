package zlink.engine.pipe;

import zlink.api.QueueDepth;
import zlink.api.ReadCounts;
import zlink.api.WriteCounts;

/**
 * Counts of one pipe; no two of exactly the same moment.
 *
 * @param sentMessages taken from the application
 * @param sentBytes of their frames
 * @param receivedMessages given to the application
 * @param receivedBytes of their frames
 * @param writes calls to the transport, by cause
 * @param reads calls to the transport, by caller
 * @param out what waits to go out
 * @param in what waits to be received
 */
public record PipeCounters(long sentMessages, long sentBytes, long receivedMessages, long receivedBytes,
        WriteCounts writes, ReadCounts reads, QueueDepth out, QueueDepth in) {
    private static final WriteCounts NO_WRITES = new WriteCounts(0, 0, 0, 0, 0);
    private static final ReadCounts NO_READS = new ReadCounts(0, 0);
    private static final QueueDepth EMPTY = new QueueDepth(0, 0);

    /** Counts of nothing. */
    public static final PipeCounters NONE = new PipeCounters(0, 0, 0, 0, NO_WRITES, NO_READS, EMPTY, EMPTY);

    /** Sums up; queue depths too. */
    public PipeCounters plus(PipeCounters other) {
        return new PipeCounters(sentMessages + other.sentMessages, sentBytes + other.sentBytes,
                receivedMessages + other.receivedMessages, receivedBytes + other.receivedBytes,
                writes.plus(other.writes), reads.plus(other.reads), out.plus(other.out), in.plus(other.in));
    }

    /** What has been received since then, and what still waits to be. */
    public PipeCounters receivedSince(PipeCounters then) {
        return new PipeCounters(0, 0, receivedMessages - then.receivedMessages, receivedBytes - then.receivedBytes,
                NO_WRITES, NO_READS, EMPTY, in);
    }

    /** The same when the pipe is gone: nothing waits any more. */
    public PipeCounters ended() {
        return new PipeCounters(sentMessages, sentBytes, receivedMessages, receivedBytes, writes, reads, EMPTY, EMPTY);
    }
}

package zlink.benchmarks.micro;

import zlink.api.DisconnectReason;
import zlink.engine.pipe.FlushCause;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeCounters;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.ChunkPool;

/** A pipe to be found: it takes messages, and nobody is at the far end. */
final class IdlePipe extends Pipe {
    private static final ChunkPool CHUNKS = new ChunkPool();

    IdlePipe() {
        super(null, new ByteQueue(CHUNKS, 0, 0), new ByteQueue(CHUNKS, 0, 0)); // it never has a reason to wake an owner
    }

    /** Messages written to it. */
    long taken() {
        return out().appendedMessages();
    }

    @Override
    public void flush(FlushCause cause) { }

    @Override
    public void announce() { }

    @Override
    public boolean hasUnflushed() {
        return false;
    }

    @Override
    public void subscribe(byte[] topic) { }

    @Override
    public void cancel(byte[] topic) { }

    @Override
    protected void appended() { }

    @Override
    protected void credited() { }

    @Override
    public PipeCounters counters() {
        return PipeCounters.NONE;
    }

    @Override
    public void close(DisconnectReason reason) { }
}

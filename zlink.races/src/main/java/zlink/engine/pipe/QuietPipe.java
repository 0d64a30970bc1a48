package zlink.engine.pipe;

import zlink.api.DisconnectReason;
import zlink.engine.queue.ByteQueue;

/** A pipe that does nothing but sleep and wake. */
final class QuietPipe extends Pipe {
    QuietPipe(PipeOwner owner, ByteQueue out, ByteQueue in) {
        super(owner, out, in);
    }

    void tellEnd() {
        end();
    }

    @Override
    public void announce() { }

    @Override
    protected void appended() { }

    @Override
    protected void credited() { }

    @Override
    public void flush(FlushCause cause) { }

    @Override
    public boolean hasUnflushed() {
        return false;
    }

    @Override
    public void subscribe(byte[] topic) { }

    @Override
    public void cancel(byte[] topic) { }

    @Override
    public PipeCounters counters() {
        return PipeCounters.NONE;
    }

    @Override
    public void close(DisconnectReason reason) { }
}

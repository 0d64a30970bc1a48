package zlink.engine.inproc;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import zlink.api.DisconnectReason;
import zlink.api.QueueDepth;
import zlink.api.ReadCounts;
import zlink.api.WriteCounts;
import zlink.engine.pipe.FlushCause;
import zlink.engine.pipe.Pipe;
import zlink.engine.pipe.PipeCounters;
import zlink.engine.pipe.PipeOwner;
import zlink.engine.queue.ByteQueue;
import zlink.engine.queue.IncomingMessage;

/** One end of an inproc link: our outgoing queue is the other end's incoming queue. */
final class InprocPipe extends Pipe {
    private static final WriteCounts NO_WRITES = new WriteCounts(0, 0, 0, 0, 0);
    private static final ReadCounts NO_READS = new ReadCounts(0, 0);

    private final InprocLink link;
    private IncomingMessage upstream; // for a far end that shows messages to its pattern; set before other
    private volatile InprocPipe other; // set once while joining
    private boolean delivers; // set once when joined, under the send lock

    InprocPipe(InprocLink link, PipeOwner owner, ByteQueue out, ByteQueue in) {
        super(owner, out, in);
        this.link = link;
    }

    void join(InprocPipe farEnd, boolean farEndTakesUpstream) {
        upstream = farEndTakesUpstream ? new IncomingMessage() : null;
        other = farEnd;
    }

    @Override
    protected void appended() {
        if (!delivers) {
            return; // nobody there, or somebody whose pattern has not been told of us yet
        }
        if (upstream != null) {
            showUpstream(other);
            return;
        }
        owner().published(this);
    }

    @Override
    public void announce() {
        other.wakeReader();
    }

    /** Both patterns have been told: delivers what queued before, and from now on at once. Under our send lock. */
    void deliver() {
        delivers = true;
        if (out().depthMessages() > 0) {
            appended();
        }
        wakeWriter(); // the limit is higher now that the far end's counts too
    }

    /** The far end's pattern wants to see messages as they come, and nobody there reads the queue: we do, for it. */
    private void showUpstream(InprocPipe far) {
        ByteQueue queue = out();
        while (queue.hasMessage()) {
            queue.load(upstream);
            int last = upstream.bodyFrames() - 1;
            for (int i = 0; i <= last; i++) {
                far.owner().upstream(far, upstream.bodyMemory(i), upstream.bodyOffset(i), upstream.bodySize(i),
                        i < last);
            }
            queue.consume(upstream);
        }
        queue.returnCredit();
    }

    @Override
    protected void credited() {
        InprocPipe far = other;
        if (far != null) {
            VarHandle.fullFence(); // before the look for a sleeping writer: InprocPipeRaces.CreditWakesWriter
            far.wakeWriter();
        }
    }

    @Override
    public void flush(FlushCause cause) {
        // Published is delivered.
    }

    @Override
    public boolean hasUnflushed() {
        return false;
    }

    @Override
    public void subscribe(byte[] topic) {
        InprocPipe far = other;
        far.owner().subscription(far, true, ByteBuffer.wrap(topic), 0, topic.length);
    }

    @Override
    public void cancel(byte[] topic) {
        InprocPipe far = other;
        far.owner().subscription(far, false, ByteBuffer.wrap(topic), 0, topic.length);
    }

    /** The far end will write nothing more. */
    void endReading() {
        end();
    }

    ByteQueue outgoing() {
        return out();
    }

    @Override
    public PipeCounters counters() {
        return new PipeCounters(out().appendedMessages(), out().appendedBodyBytes(), in().consumedMessages(),
                in().consumedBodyBytes(), NO_WRITES, NO_READS,
                new QueueDepth(out().depthMessages(), out().depthBytes()),
                new QueueDepth(in().depthMessages(), in().depthBytes()));
    }

    @Override
    public void close(DisconnectReason reason) {
        link.closeLater(owner(), reason);
    }
}

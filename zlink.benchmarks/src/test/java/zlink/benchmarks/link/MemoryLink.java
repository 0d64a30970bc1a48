package zlink.benchmarks.link;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A link of two queues, in which a fault can be put: what becomes of each body that the near end sends. */
public final class MemoryLink implements Link {
    private final BlockingQueue<byte[]> there = new ArrayBlockingQueue<>(100);
    private final BlockingQueue<byte[]> back = new ArrayBlockingQueue<>(100);
    private final Function<byte[], List<byte[]>> fault;
    private volatile boolean closed;

    /** A link without a fault. */
    public MemoryLink() {
        this(List::of);
    }

    /** A link with a fault. */
    public MemoryLink(Function<byte[], List<byte[]>> fault) {
        this.fault = fault;
    }

    @Override
    public End near() {
        return new QueueEnd(there, back, fault);
    }

    @Override
    public End far() {
        return new QueueEnd(back, there, List::of);
    }

    @Override
    public String state() {
        return "there " + there.size() + ", back " + back.size();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void abort() {
        closed = true;
    }

    /** Whether somebody has closed it, one way or the other. */
    public boolean isClosed() {
        return closed;
    }

    private record QueueEnd(BlockingQueue<byte[]> out, BlockingQueue<byte[]> in, Function<byte[], List<byte[]>> fault)
            implements End {

        @Override
        public void send(byte[] body) {
            for (byte[] delivered : fault.apply(body.clone())) {
                try {
                    out.put(delivered);
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                }
            }
        }

        @Override
        public boolean trySend(byte[] body) {
            return out.offer(body.clone());
        }

        @Override
        public int receive(ByteBuffer target) {
            return receive(target, Duration.ofDays(1));
        }

        @Override
        public int receive(ByteBuffer target, Duration timeout) {
            try {
                byte[] body = in.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
                if (body == null) {
                    return -1;
                }
                target.put(body);
                return body.length;
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}

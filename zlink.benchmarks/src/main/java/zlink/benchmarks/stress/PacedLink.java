package zlink.benchmarks.stress;

import java.nio.ByteBuffer;
import zlink.benchmarks.link.End;
import zlink.benchmarks.link.ForwardingEnd;
import zlink.benchmarks.link.Link;

/** A link whose far end is received from by a consumer who takes his time. */
final class PacedLink implements Link {
    private final Link link;
    private final End far;

    PacedLink(Link link, Consumer consumer) {
        this.link = link;
        this.far = new PacedEnd(link.far(), consumer);
    }

    @Override
    public End near() {
        return link.near();
    }

    @Override
    public End far() {
        return far;
    }

    @Override
    public String state() {
        return link.state();
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public void abort() {
        link.abort();
    }

    private static final class PacedEnd extends ForwardingEnd {
        private final Consumer consumer;
        private long received; // the receiving thread's

        PacedEnd(End end, Consumer consumer) {
            super(end);
            this.consumer = consumer;
        }

        @Override
        public int receive(ByteBuffer target) {
            consumer.pauseBefore(++received);
            return super.receive(target);
        }
    }
}

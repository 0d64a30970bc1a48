package zlink.benchmarks.stress;

import java.nio.ByteBuffer;
import java.time.Duration;
import zlink.benchmarks.link.End;
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

    private static final class PacedEnd implements End {
        private final End end;
        private final Consumer consumer;
        private long received; // the receiving thread's

        PacedEnd(End end, Consumer consumer) {
            this.end = end;
            this.consumer = consumer;
        }

        @Override
        public void send(byte[] body) {
            end.send(body);
        }

        @Override
        public boolean trySend(byte[] body) {
            return end.trySend(body);
        }

        @Override
        public int receive(ByteBuffer target) {
            consumer.pauseBefore(++received);
            return end.receive(target);
        }

        @Override
        public int receive(ByteBuffer target, Duration timeout) {
            return end.receive(target, timeout);
        }
    }
}

package zlink.benchmarks.jeromq;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.zeromq.ZMQ;
import zlink.benchmarks.link.BodyReader;
import zlink.benchmarks.link.End;

/** Takes one message for each time the poller has reported one. */
final class PolledEnd implements End {
    private final End end;
    private final ZMQ.Poller poller;

    PolledEnd(End end, ZMQ.Poller poller) {
        this.end = end;
        this.poller = poller;
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
        poller.poll();
        return end.receive(target);
    }

    @Override
    public int receive(ByteBuffer target, Duration timeout) {
        return poller.poll(timeout.toMillis()) > 0 ? end.receive(target, Duration.ZERO) : -1;
    }

    @Override
    public void receive(ByteBuffer scratch, BodyReader reader) {
        poller.poll();
        end.receive(scratch, reader);
    }
}

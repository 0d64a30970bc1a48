package zlink.benchmarks.link;

import java.nio.ByteBuffer;
import java.time.Duration;

/** Another end, for those that do one thing differently. */
public abstract class ForwardingEnd implements End {
    private final End end;

    /** Does what another end does. */
    protected ForwardingEnd(End end) {
        this.end = end;
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
        return end.receive(target);
    }

    @Override
    public int receive(ByteBuffer target, Duration timeout) {
        return end.receive(target, timeout);
    }
}

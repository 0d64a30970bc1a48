package zlink.patterns;

import java.nio.ByteBuffer;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.socket.Routing;
import zlink.patterns.routing.FairQueue;

/**
 * Receives what it has subscribed to, from each publisher in turn. Publishers send nothing else, but for what was on
 * its way when a subscription ended; that is passed over here.
 */
final class SubRouting implements Routing {
    private final boolean inverted;
    private final Interest interest = new Interest();   // guarded by the send lock; topics also read without it
    private final FairQueue incoming = new FairQueue(); // guarded by the receive lock

    SubRouting(SocketOptions options) {
        inverted = options.get(SocketOption.INVERT_MATCHING);
    }

    void subscribe(byte[] topic) {
        interest.subscribe(topic);
    }

    void cancel(byte[] topic) {
        interest.cancel(topic);
    }

    /** Whether a message that begins so is wanted. */
    boolean accepts(ByteBuffer memory, int offset, int size) {
        return interest.topics().matches(memory, offset, size) != inverted;
    }

    @Override
    public boolean attach(Pipe pipe) {
        interest.attach(pipe);
        return true;
    }

    @Override
    public boolean ready(Pipe pipe) {
        interest.ready(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        interest.detach(pipe);
    }

    @Override
    public void readable(Pipe pipe) {
        incoming.readable(pipe);
    }

    @Override
    public boolean next(IncomingMessage message) {
        while (incoming.next(message)) {
            if (interest.topics().matches(message) != inverted) {
                return true;
            }
            incoming.taken(message);
        }
        return false;
    }

    @Override
    public void taken(IncomingMessage message) {
        incoming.taken(message);
    }

    @Override
    public boolean sleep() {
        return incoming.sleep();
    }
}

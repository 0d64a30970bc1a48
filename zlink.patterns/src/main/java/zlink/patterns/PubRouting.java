package zlink.patterns;

import java.nio.ByteBuffer;
import zlink.api.SocketOptions;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.engine.socket.RoutingHost;

/**
 * Sends to whoever has subscribed. Of what peers send upstream, only subscriptions are looked at; the rest is gone as
 * soon as it has come, whatever its size or number.
 */
final class PubRouting implements Routing {
    private final Publisher publisher; // guarded by the send lock

    PubRouting(SocketOptions options) {
        publisher = new Publisher(options, true);
    }

    @Override
    public void start(RoutingHost host) {
        publisher.start(host);
    }

    @Override
    public boolean attach(Pipe pipe) {
        publisher.attach(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        publisher.detach(pipe, null);
    }

    @Override
    public boolean route(OutgoingMessage message) {
        return publisher.route(message);
    }

    @Override
    public boolean canRoute() {
        return true;
    }

    @Override
    public boolean takesUpstream() {
        return true;
    }

    @Override
    public void upstream(Pipe from, ByteBuffer memory, int offset, int size, boolean more) {
        if (size > 0 && memory.get(offset) == UpstreamFrame.SUBSCRIBE) {
            subscribed(from, memory, offset + 1, size - 1);
        } else if (size > 0 && memory.get(offset) == UpstreamFrame.CANCEL) {
            cancelled(from, memory, offset + 1, size - 1);
        }
    }

    @Override
    public void subscribed(Pipe from, ByteBuffer memory, int offset, int size) {
        if (Publisher.isAttached(from)) {
            publisher.subscribe(from, UpstreamFrame.copy(memory, offset, size));
        }
    }

    @Override
    public void cancelled(Pipe from, ByteBuffer memory, int offset, int size) {
        if (Publisher.isAttached(from)) {
            publisher.cancel(from, UpstreamFrame.copy(memory, offset, size));
        }
    }
}

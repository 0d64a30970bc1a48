package zlink.patterns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zlink.api.Message;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.engine.socket.RoutingHost;
import zlink.patterns.routing.FairQueue;

/**
 * Receives whatever publishers send, from each in turn, and sends upstream: subscriptions in the form of frames, and
 * messages of its own to all publishers.
 */
final class XSubRouting implements Routing {
    private final boolean onlyFirst;
    private final Interest interest = new Interest();   // guarded by the send lock
    private final FairQueue incoming = new FairQueue(); // guarded by the receive lock
    private RoutingHost host; // set once, by start

    XSubRouting(SocketOptions options) {
        onlyFirst = options.get(SocketOption.ONLY_FIRST_SUBSCRIBE);
    }

    void subscribe(byte[] topic) {
        interest.subscribe(topic);
    }

    void cancel(byte[] topic) {
        interest.cancel(topic);
    }

    @Override
    public void start(RoutingHost socket) {
        host = socket;
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

    /** Never waits: a publisher that is full misses the message. */
    @Override
    public boolean route(OutgoingMessage message) {
        int frames = message.frameCount();
        int subscriptions = 0;
        for (int i = 0; i < (onlyFirst ? 1 : frames); i++) {
            if (message.size(i) > 0 && UpstreamFrame.isSubscription(message.byteAt(i, 0))) {
                subscriptions++;
            }
        }
        if (subscriptions == 0) {
            interest.sendUpstream(message, host);
        } else {
            routeSubscriptions(message, frames);
        }
        return true;
    }

    /** A message of which frames are subscriptions: acts on these, and sends what is left as a message. */
    private void routeSubscriptions(OutgoingMessage message, int frames) {
        List<byte[]> rest = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            byte[] frame = message.bytes(i);
            boolean mayBe = frame.length > 0 && (i == 0 || !onlyFirst);
            if (mayBe && frame[0] == UpstreamFrame.SUBSCRIBE) {
                interest.subscribe(Arrays.copyOfRange(frame, 1, frame.length));
            } else if (mayBe && frame[0] == UpstreamFrame.CANCEL) {
                interest.cancel(Arrays.copyOfRange(frame, 1, frame.length));
            } else {
                rest.add(frame);
            }
        }
        if (!rest.isEmpty()) {
            interest.sendUpstream(new OutgoingMessage().message(Message.wrap(rest.toArray(byte[][]::new))), host);
        }
    }

    @Override
    public boolean canRoute() {
        return true;
    }

    @Override
    public void readable(Pipe pipe) {
        incoming.readable(pipe);
    }

    @Override
    public boolean next(IncomingMessage message) {
        return incoming.next(message);
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

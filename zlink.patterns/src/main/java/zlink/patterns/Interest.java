package zlink.patterns;

import java.util.Arrays;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.RoutingHost;
import zlink.patterns.routing.TopicCounts;

/**
 * The sending half of SUB and XSUB: what the application has subscribed to, and that all publishers know it.
 *
 * <p>A subscription is sent even if it is not the topic's first, because an XPUB with XPUB_VERBOSE wants to hear of
 * it, perhaps through proxies; a cancellation only if it was the last: to a publisher a peer is subscribed or not.
 * This is what libzmq does. Guarded by the send lock, but for {@link TopicCounts#matches}.
 */
final class Interest {
    private final TopicCounts topics = new TopicCounts();
    private Pipe[] peers = new Pipe[4]; // first those whose handshake is done, then the others
    private int count;
    private int ready;

    /** What the application has subscribed to. */
    TopicCounts topics() {
        return topics;
    }

    void attach(Pipe pipe) {
        if (count == peers.length) {
            peers = Arrays.copyOf(peers, 2 * count);
        }
        put(count++, pipe);
    }

    /** A new connection to a publisher: it knows nothing of our subscriptions, whatever an earlier one knew. */
    void ready(Pipe pipe) {
        if (pipe.sendIndex() >= ready) {
            swap(pipe.sendIndex(), ready++);
        }
        topics.forEach(pipe::subscribe);
    }

    void detach(Pipe pipe) {
        if (pipe.sendIndex() < 0) {
            return;
        }
        if (pipe.sendIndex() < ready) {
            swap(pipe.sendIndex(), --ready);
        }
        swap(pipe.sendIndex(), --count);
        peers[count] = null;
        pipe.sendIndex(-1);
    }

    void subscribe(byte[] topic) {
        topics.add(topic);
        for (int i = 0; i < ready; i++) {
            peers[i].subscribe(topic);
        }
    }

    void cancel(byte[] topic) {
        if (topics.remove(topic)) {
            for (int i = 0; i < ready; i++) {
                peers[i].cancel(topic);
            }
        }
    }

    /** Sends a message to every publisher that has room, and counts it as dropped for each other. */
    void sendUpstream(OutgoingMessage message, RoutingHost host) {
        for (int i = 0; i < count; i++) {
            if (peers[i].hasRoom()) {
                peers[i].write(message);
            } else {
                host.dropped(peers[i], 1);
            }
        }
    }

    private void put(int place, Pipe pipe) {
        peers[place] = pipe;
        pipe.sendIndex(place);
    }

    private void swap(int one, int other) {
        Pipe kept = peers[one];
        put(one, peers[other]);
        put(other, kept);
    }
}

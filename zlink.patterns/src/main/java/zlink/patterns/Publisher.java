package zlink.patterns;

import java.util.Arrays;
import zlink.api.DisconnectReason;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.RoutingHost;
import zlink.patterns.routing.Distributor;
import zlink.patterns.routing.Subscriber;
import zlink.patterns.routing.SubscriptionTrie;

/**
 * The sending half of PUB and XPUB: who is subscribed to what, and a message to all of them.
 *
 * <p>A subscriber that is full misses the message, which is counted; with XPUB_NO_DROP everybody waits for it. Guarded
 * by the send lock.
 */
final class Publisher {
    private final boolean noDrop;
    private final boolean inverted;
    private final boolean conflate;
    private final SubscriptionTrie trie;
    private final Distributor distributor = new Distributor();
    private Subscriber[] subscribers = new Subscriber[4]; // by their pipes' places
    private RoutingHost host; // set once, by start

    /**
     * A publisher without subscribers.
     *
     * @param limited whether peers decide what they are subscribed to, and are held to the limits for that
     */
    Publisher(SocketOptions options, boolean limited) {
        noDrop = options.get(SocketOption.XPUB_NO_DROP);
        inverted = options.get(SocketOption.INVERT_MATCHING);
        conflate = options.get(SocketOption.CONFLATE);
        trie = limited ? limitedTrie(options) : new SubscriptionTrie(0, 0);
    }

    /** A trie for what peers ask for. */
    static SubscriptionTrie limitedTrie(SocketOptions options) {
        return new SubscriptionTrie(options.get(SocketOption.MAX_SUBSCRIPTIONS),
                options.get(SocketOption.MAX_SUBSCRIPTION_BYTES));
    }

    void start(RoutingHost socket) {
        host = socket;
    }

    /** A peer has come; {@link Pipe#sendIndex} is its place from now on, a small number nobody else has. */
    void attach(Pipe pipe) {
        int place = distributor.attach(pipe);
        if (place == subscribers.length) {
            subscribers = Arrays.copyOf(subscribers, 2 * place);
        }
        subscribers[place] = new Subscriber(place);
    }

    /** A peer has gone, and its subscriptions with it. */
    void detach(Pipe pipe, SubscriptionTrie.Leaving leaving) {
        if (isAttached(pipe)) {
            trie.removeAll(subscribers[pipe.sendIndex()], leaving);
            subscribers[pipe.sendIndex()] = null;
            distributor.detach(pipe);
        }
    }

    static boolean isAttached(Pipe pipe) {
        return pipe.sendIndex() >= 0;
    }

    /** Subscribes a peer that is attached, or ends the link to it if it has too many subscriptions. */
    SubscriptionTrie.Added subscribe(Pipe pipe, byte[] topic) {
        SubscriptionTrie.Added added = trie.add(subscribers[pipe.sendIndex()], topic);
        if (added == SubscriptionTrie.Added.REFUSED) {
            pipe.close(DisconnectReason.LIMIT_EXCEEDED);
        }
        return added;
    }

    /** Cancels a subscription of a peer that is attached. */
    SubscriptionTrie.Removed cancel(Pipe pipe, byte[] topic) {
        return trie.remove(subscribers[pipe.sendIndex()], topic);
    }

    boolean route(OutgoingMessage message) {
        distributor.begin();
        trie.match(message, distributor);
        if (inverted) {
            distributor.invert();
        }
        if (conflate) {
            distributor.replace(message);
        } else if (noDrop && !distributor.haveRoom()) {
            return false;
        } else {
            distributor.send(message, host);
        }
        return true;
    }
}

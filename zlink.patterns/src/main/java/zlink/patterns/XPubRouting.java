package zlink.patterns;

import java.nio.ByteBuffer;
import java.util.Arrays;
import zlink.api.DisconnectReason;
import zlink.api.Message;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketStateException;
import zlink.engine.pipe.Pipe;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;
import zlink.engine.socket.Routing;
import zlink.engine.socket.RoutingHost;
import zlink.patterns.routing.SubscriptionTrie;
import zlink.patterns.routing.SubscriptionTrie.Added;
import zlink.patterns.routing.SubscriptionTrie.Removed;

/**
 * Sends to whoever has subscribed, and tells the application who subscribes and what else peers send upstream.
 *
 * <p>The peers' own messages are dropped and counted beyond RECEIVE_HIGH_WATER_MARK and RECEIVE_LIMIT_BYTES;
 * subscriptions never are, but a peer that has more than twice MAX_SUBSCRIPTIONS or MAX_SUBSCRIPTION_BYTES of them
 * waiting for the application is disconnected; what ends a subscription it was told of comes in any case. A
 * cancellation of what was not subscribed is passed on with XPUB_VERBOSER and XPUB_MANUAL only.
 */
final class XPubRouting implements Routing {
    private final Publisher publisher;
    private final SubscriptionTrie asked; // with XPUB_MANUAL, null without
    private final boolean verbose;
    private final boolean verboser;
    private final boolean onlyFirst;
    private final Message welcome; // null if there is none
    private final int mostMessages;
    private final long mostBytes;
    private final int mostUntold;
    private final long mostUntoldBytes;
    // Publisher and peers are guarded by the send lock, the queue has an end for each lock.
    private XPubPeer[] peers = new XPubPeer[4]; // by their pipes' places
    private UpstreamQueue queue; // set once, by start
    private RoutingHost host;    // set once, by start
    private volatile Pipe lastFrom; // of the last message received; set under the receive lock, read under the other

    XPubRouting(SocketOptions options) {
        boolean manual = options.get(SocketOption.XPUB_MANUAL);
        publisher = new Publisher(options, !manual);
        asked = manual ? Publisher.limitedTrie(options) : null;
        verboser = options.get(SocketOption.XPUB_VERBOSER);
        verbose = verboser || options.get(SocketOption.XPUB_VERBOSE);
        onlyFirst = options.get(SocketOption.ONLY_FIRST_SUBSCRIBE);
        welcome = options.find(SocketOption.XPUB_WELCOME_MESSAGE).orElse(null);
        mostMessages = options.get(SocketOption.RECEIVE_HIGH_WATER_MARK);
        mostBytes = options.get(SocketOption.RECEIVE_LIMIT_BYTES);
        mostUntold = (int) Math.min(Integer.MAX_VALUE, 2L * options.get(SocketOption.MAX_SUBSCRIPTIONS));
        long topicBytes = options.get(SocketOption.MAX_SUBSCRIPTION_BYTES);
        mostUntoldBytes = topicBytes == 0 || topicBytes > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * topicBytes;
    }

    @Override
    public void start(RoutingHost socket) {
        host = socket;
        queue = new UpstreamQueue(socket.chunks(), mostMessages, mostBytes);
        publisher.start(socket);
    }

    // ---- under the send lock ---------------------------------------------------------------------------------------

    @Override
    public boolean attach(Pipe pipe) {
        publisher.attach(pipe);
        int place = pipe.sendIndex();
        if (place >= peers.length) {
            peers = Arrays.copyOf(peers, 2 * place);
        }
        peers[place] = new XPubPeer(pipe);
        return true;
    }

    @Override
    public boolean ready(Pipe pipe) {
        if (welcome != null && pipe.hasRoom()) {
            pipe.write(new OutgoingMessage().message(welcome));
        }
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        if (!Publisher.isAttached(pipe)) {
            return;
        }
        XPubPeer peer = peers[pipe.sendIndex()];
        peers[pipe.sendIndex()] = null;
        if (asked == null) {
            publisher.detach(pipe, (topic, last) -> {
                if (last || verboser) {
                    queue.addSubscription(peer, false, topic);
                }
            });
        } else {
            asked.removeAll(peer.asked, (topic, last) -> queue.addSubscription(peer, false, topic));
            publisher.detach(pipe, null);
        }
        host.wakeReceivers();
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
        if (!Publisher.isAttached(from)) {
            return;
        }
        XPubPeer peer = peers[from.sendIndex()];
        boolean first = peer.begins(more);
        if (size > 0 && (first || !onlyFirst) && UpstreamFrame.isSubscription(memory.get(offset))) {
            subscription(peer, memory.get(offset) == UpstreamFrame.SUBSCRIBE,
                    UpstreamFrame.copy(memory, offset + 1, size - 1));
        } else if (!peer.isDropping() && queue.hasRoom()) {
            peer.keep(UpstreamFrame.copy(memory, offset, size));
        } else {
            peer.drop();
        }
        if (!more) {
            complete(peer);
        }
    }

    @Override
    public void subscribed(Pipe from, ByteBuffer memory, int offset, int size) {
        if (Publisher.isAttached(from)) {
            subscription(peers[from.sendIndex()], true, UpstreamFrame.copy(memory, offset, size));
        }
    }

    @Override
    public void cancelled(Pipe from, ByteBuffer memory, int offset, int size) {
        if (Publisher.isAttached(from)) {
            subscription(peers[from.sendIndex()], false, UpstreamFrame.copy(memory, offset, size));
        }
    }

    /** With XPUB_MANUAL: subscribes whose message was received last; has no effect if that peer has gone. */
    void subscribeLast(byte[] topic) {
        Pipe last = last();
        if (Publisher.isAttached(last)) {
            publisher.subscribe(last, topic);
        }
    }

    /** With XPUB_MANUAL: takes a subscription of whose message was received last back, if that peer is still here. */
    void cancelLast(byte[] topic) {
        Pipe last = last();
        if (Publisher.isAttached(last)) {
            publisher.cancel(last, topic);
        }
    }

    private Pipe last() {
        if (asked == null) {
            throw new SocketStateException("an XPUB socket decides on its peers' subscriptions only with XPUB_MANUAL");
        }
        Pipe last = lastFrom;
        if (last == null) {
            throw new SocketStateException("an XPUB socket decides on the subscriptions of the peer whose message it"
                    + " received last, and has received none yet");
        }
        return last;
    }

    private void subscription(XPubPeer peer, boolean subscribe, byte[] topic) {
        if (subscribe) {
            subscribe(peer, topic);
            return;
        }
        Removed removed = asked == null ? publisher.cancel(peer.pipe, topic) : asked.remove(peer.asked, topic);
        if (removed == Removed.LAST || asked != null && removed != Removed.UNKNOWN) {
            tell(peer, false, topic); // the end of what was told before, which is limited
        } else if (verboser || asked != null) {
            tellIfFew(peer, false, topic);
        }
    }

    private void subscribe(XPubPeer peer, byte[] topic) {
        Added added;
        if (asked == null) {
            added = publisher.subscribe(peer.pipe, topic);
        } else {
            added = asked.add(peer.asked, topic);
            if (added == Added.REFUSED) {
                peer.pipe.close(DisconnectReason.LIMIT_EXCEEDED);
            }
        }
        boolean wanted = added == Added.FIRST || (verbose || asked != null) && added != Added.REFUSED;
        if (wanted && !tellIfFew(peer, true, topic) && added != Added.KNOWN) {
            // Nobody was told of it, so nobody is to be told of its end when the peer goes.
            if (asked == null) {
                publisher.cancel(peer.pipe, topic);
            } else {
                asked.remove(peer.asked, topic);
            }
        }
    }

    /** Ends the link to a peer that has too much waiting for the application. */
    private boolean tellIfFew(XPubPeer peer, boolean subscribe, byte[] topic) {
        if (peer.untold.get() >= mostUntold || peer.untoldBytes.get() > mostUntoldBytes - topic.length) {
            peer.pipe.close(DisconnectReason.LIMIT_EXCEEDED);
            return false;
        }
        tell(peer, subscribe, topic);
        return true;
    }

    private void tell(XPubPeer peer, boolean subscribe, byte[] topic) {
        queue.addSubscription(peer, subscribe, topic);
        host.wakeReceivers();
    }

    private void complete(XPubPeer peer) {
        if (peer.isDropping()) {
            host.dropped(peer.pipe, 1);
        }
        byte[][] frames = peer.complete();
        if (frames.length > 0) {
            queue.addMessage(peer, frames);
            host.wakeReceivers();
        }
    }

    // ---- under the receive lock ------------------------------------------------------------------------------------

    @Override
    public boolean next(IncomingMessage message) {
        return queue.next(message);
    }

    @Override
    public void taken(IncomingMessage message) {
        lastFrom = queue.taken(message).pipe;
    }

    @Override
    public boolean sleep() {
        return queue.isEmpty();
    }
}

package zlink.patterns.routing;

import zlink.engine.queue.OutgoingMessage;

/**
 * Who is subscribed to what: topics, and for each the peers that want messages whose first frame starts with it.
 *
 * <p>A peer either is subscribed to a topic or is not: libzmq's SUB sends SUBSCRIBE each time its application
 * subscribes but CANCEL only for the last of them, so a second SUBSCRIBE must count for nothing. Guarded by the send
 * lock.
 */
public final class SubscriptionTrie {

    /** What came of a subscription. */
    public enum Added {
        /** The peer is the topic's first subscriber. */
        FIRST,
        /** The topic has other subscribers already. */
        ANOTHER,
        /** The peer was subscribed already. */
        KNOWN,
        /** The peer has as many subscriptions as it may have. */
        REFUSED
    }

    /** What came of a cancellation. */
    public enum Removed {
        /** The topic has no subscriber any more. */
        LAST,
        /** The topic has other subscribers. */
        ANOTHER,
        /** The peer was not subscribed. */
        UNKNOWN
    }

    /** Hears of the subscriptions of a peer that has gone. */
    public interface Leaving {

        /** A topic it was subscribed to; {@code last} if nobody else is. */
        void cancelled(byte[] topic, boolean last);
    }

    private final TopicTree<Topic> tree = new TopicTree<>();
    private final int mostTopics;
    private final long mostBytes;

    /**
     * A trie without subscriptions.
     *
     * @param mostTopics most topics of one subscriber; 0 for no limit
     * @param mostBytes most bytes that the topics of one subscriber have; 0 for no limit
     */
    public SubscriptionTrie(int mostTopics, long mostBytes) {
        this.mostTopics = mostTopics;
        this.mostBytes = mostBytes;
    }

    /** Subscribes a peer to a topic. */
    public Added add(Subscriber subscriber, byte[] bytes) {
        Topic topic = tree.find(bytes);
        if (topic != null && find(subscriber, topic) != null) {
            return Added.KNOWN;
        }
        if (mostTopics != 0 && subscriber.topics() >= mostTopics
                || mostBytes != 0 && subscriber.bytes() + bytes.length > mostBytes) {
            return Added.REFUSED;
        }
        boolean isFirst = topic == null;
        if (isFirst) {
            topic = new Topic();
            tree.add(bytes, topic);
        }
        Subscription subscription = new Subscription(subscriber, topic);
        topic.add(subscription);
        subscriber.add(subscription, bytes.length);
        return isFirst ? Added.FIRST : Added.ANOTHER;
    }

    /** Cancels a subscription. */
    public Removed remove(Subscriber subscriber, byte[] bytes) {
        Topic topic = tree.find(bytes);
        Subscription subscription = topic == null ? null : find(subscriber, topic);
        if (subscription == null) {
            return Removed.UNKNOWN;
        }
        subscriber.remove(subscription, bytes.length);
        topic.remove(subscription);
        if (topic.first() != null) {
            return Removed.ANOTHER;
        }
        tree.remove(topic);
        return Removed.LAST;
    }

    /**
     * Cancels all subscriptions of a peer, in the order in which they were made.
     *
     * @param leaving told of each; null if nobody wants to know
     */
    public void removeAll(Subscriber subscriber, Leaving leaving) {
        for (Subscription it = subscriber.first(); it != null; it = it.nextOfSubscriber) {
            Topic topic = it.topic;
            byte[] bytes = leaving == null ? null : tree.topic(topic);
            topic.remove(it);
            boolean isLast = topic.first() == null;
            if (isLast) {
                tree.remove(topic);
            }
            if (leaving != null) {
                leaving.cancelled(bytes, isLast);
            }
        }
        subscriber.clear();
    }

    /** Marks every subscriber of the message's first frame as one to send to. */
    public void match(OutgoingMessage message, Distributor distributor) {
        TopicNode<Topic> node = tree.root();
        int size = message.size(0);
        int at = 0;
        for (;;) {
            Topic topic = node.entry();
            if (topic != null) {
                for (Subscription it = topic.first(); it != null; it = it.nextOfTopic) {
                    distributor.mark(it.subscriber.place);
                }
            }
            if (at == size) {
                return;
            }
            node = node.branch(message.byteAt(0, at));
            if (node == null || !continues(message, at, size, node.label)) {
                return;
            }
            at += node.label.length;
        }
    }

    private static boolean continues(OutgoingMessage message, int from, int size, byte[] label) {
        if (label.length > size - from) {
            return false;
        }
        for (int i = 1; i < label.length; i++) {
            if (label[i] != message.byteAt(0, from + i)) {
                return false;
            }
        }
        return true;
    }

    /** Searches the shorter of the two lists the subscription would be in. */
    private static Subscription find(Subscriber subscriber, Topic topic) {
        if (topic.count() <= subscriber.topics()) {
            Subscription it = topic.first();
            while (it != null && it.subscriber != subscriber) {
                it = it.nextOfTopic;
            }
            return it;
        }
        Subscription it = subscriber.first();
        while (it != null && it.topic != topic) {
            it = it.nextOfSubscriber;
        }
        return it;
    }
}

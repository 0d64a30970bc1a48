package zlink.patterns.routing;

/**
 * One peer's subscriptions in a {@link SubscriptionTrie}, in the order in which they were made. Guarded by the send
 * lock.
 */
public final class Subscriber {
    /** Which of the {@link Distributor}'s pipes it is. */
    final int place;

    private Subscription first;
    private Subscription last;
    private int topics;
    private long bytes;

    /** A subscriber without subscriptions. */
    public Subscriber(int place) {
        this.place = place;
    }

    /** How many different topics it is subscribed to. */
    public int topics() {
        return topics;
    }

    /** How many bytes these topics have. */
    public long bytes() {
        return bytes;
    }

    Subscription first() {
        return first;
    }

    void add(Subscription subscription, int topicBytes) {
        subscription.previousOfSubscriber = last;
        if (last == null) {
            first = subscription;
        } else {
            last.nextOfSubscriber = subscription;
        }
        last = subscription;
        topics++;
        bytes += topicBytes;
    }

    void remove(Subscription subscription, int topicBytes) {
        Subscription next = subscription.nextOfSubscriber;
        Subscription previous = subscription.previousOfSubscriber;
        if (previous == null) {
            first = next;
        } else {
            previous.nextOfSubscriber = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previousOfSubscriber = previous;
        }
        topics--;
        bytes -= topicBytes;
    }

    void clear() {
        first = null;
        last = null;
        topics = 0;
        bytes = 0;
    }
}

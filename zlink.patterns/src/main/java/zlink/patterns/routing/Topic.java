package zlink.patterns.routing;

/** A topic somebody is subscribed to: the subscriptions in a list. Guarded by the send lock. */
final class Topic extends TopicEntry<Topic> {
    private Subscription first;
    private int count;

    Subscription first() {
        return first;
    }

    int count() {
        return count;
    }

    void add(Subscription subscription) {
        subscription.nextOfTopic = first;
        if (first != null) {
            first.previousOfTopic = subscription;
        }
        first = subscription;
        count++;
    }

    void remove(Subscription subscription) {
        Subscription next = subscription.nextOfTopic;
        Subscription previous = subscription.previousOfTopic;
        if (previous == null) {
            first = next;
        } else {
            previous.nextOfTopic = next;
        }
        if (next != null) {
            next.previousOfTopic = previous;
        }
        count--;
    }
}

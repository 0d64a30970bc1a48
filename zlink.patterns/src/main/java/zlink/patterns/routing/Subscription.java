package zlink.patterns.routing;

/**
 * That one subscriber is subscribed to one topic; a link in the lists of both, so that it leaves either without a
 * search. Guarded by the send lock.
 */
final class Subscription {
    final Subscriber subscriber;
    final Topic topic;

    Subscription nextOfTopic;
    Subscription previousOfTopic;
    Subscription nextOfSubscriber;
    Subscription previousOfSubscriber;

    Subscription(Subscriber subscriber, Topic topic) {
        this.subscriber = subscriber;
        this.topic = topic;
    }
}

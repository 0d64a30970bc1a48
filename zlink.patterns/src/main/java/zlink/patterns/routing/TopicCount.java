package zlink.patterns.routing;

/** How often the application subscribed to a topic; a link in the list of all, oldest first. */
final class TopicCount extends TopicEntry<TopicCount> {
    int count = 1; // guarded by the send lock, like the links
    TopicCount next;
    TopicCount previous;
}

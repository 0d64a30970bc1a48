package zlink.patterns.routing;

/**
 * What a {@link TopicTree} keeps for a topic.
 *
 * @param <E> the kind of entry
 */
abstract class TopicEntry<E extends TopicEntry<E>> {
    /** Where it is in the tree; the tree's, which moves it when nodes are split and joined. */
    TopicNode<E> node;
}

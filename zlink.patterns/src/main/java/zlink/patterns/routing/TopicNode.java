package zlink.patterns.routing;

/**
 * The end of a sequence of bytes that topics have in common.
 *
 * <p>Readers without a lock may be in here while the writer, with the lock, changes the tree: see {@link TopicTree}.
 *
 * @param <E> what is kept for a topic
 */
final class TopicNode<E extends TopicEntry<E>> {
    /** The bytes between the parent and here; empty for the root only. Never changes. */
    final byte[] label;

    /** The writer's way up. */
    TopicNode<E> parent;

    private volatile E entry;              // null if no topic ends here
    private volatile TopicBranches<E> branches; // null if none; replaced as a whole

    TopicNode(byte[] label, TopicBranches<E> branches, E entry) {
        this.label = label;
        this.branches = branches;
        this.entry = entry;
        if (branches != null) {
            branches.adopt(this);
        }
        if (entry != null) {
            entry.node = this;
        }
    }

    E entry() {
        return entry;
    }

    void entry(E kept) {
        if (kept != null) {
            kept.node = this;
        }
        entry = kept;
    }

    TopicBranches<E> branches() {
        return branches;
    }

    /** Adds a branch that starts with another byte than those here. */
    void append(TopicNode<E> added) {
        TopicBranches<E> before = branches;
        added.parent = this;
        branches = before == null ? new TopicBranches<>(added) : before.with(added);
    }

    /** Puts another branch in the place of the one that starts with the same byte. */
    void replace(TopicNode<E> changed) {
        changed.parent = this;
        branches = branches.replacing(changed);
    }

    /** Removes a branch. */
    void cut(TopicNode<E> removed) {
        branches = branches.without(removed);
    }

    /** The branch that starts with a byte, or null. */
    TopicNode<E> branch(byte first) {
        TopicBranches<E> all = branches;
        return all == null ? null : all.find(first);
    }

    int branchCount() {
        TopicBranches<E> all = branches;
        return all == null ? 0 : all.count();
    }
}

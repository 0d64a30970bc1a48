package zlink.patterns.routing;

import java.util.Arrays;

/**
 * Topics by their bytes: a radix tree, in which a sequence of bytes that topics have in common is stored once.
 *
 * <p>Nothing here is recursive, and no change copies more than {@link #LONGEST_LABEL} bytes beside those of the topic
 * itself, however long the topics of others are: a peer cannot make us work or remember more than it sends.
 *
 * <p><b>Readers without a lock.</b> One writer at a time changes the tree; readers may walk down at the same time.
 * What a reader holds never changes its meaning: labels are final, branches are replaced as a whole, and a node that
 * is split or joined is replaced by new ones with a single store into its parent. A reader that started before sees
 * the tree as it was; one that starts after the writer's call has returned sees the change. Going up is the writer's
 * privilege.
 *
 * @param <E> what is kept for a topic
 */
final class TopicTree<E extends TopicEntry<E>> {
    /** Longer common sequences take several nodes in a row. */
    static final int LONGEST_LABEL = 256;

    private final TopicNode<E> root = new TopicNode<>(new byte[0], null, null);

    /** The node of the empty topic. */
    TopicNode<E> root() {
        return root;
    }

    /** Writer: what is kept for a topic, or null. */
    E find(byte[] topic) {
        TopicNode<E> node = root;
        int at = 0;
        while (at < topic.length) {
            node = node.branch(topic[at]);
            if (node == null || common(node.label, topic, at) < node.label.length) {
                return null;
            }
            at += node.label.length;
        }
        return node.entry();
    }

    /** Writer: keeps something for a topic for which nothing is kept. */
    void add(byte[] topic, E entry) {
        TopicNode<E> node = root;
        int at = 0;
        while (at < topic.length) {
            TopicNode<E> branch = node.branch(topic[at]);
            if (branch == null) {
                node.append(chain(topic, at, entry));
                return;
            }
            int common = common(branch.label, topic, at);
            node = common == branch.label.length ? branch : split(branch, common);
            at += common;
        }
        node.entry(entry);
    }

    /** Writer: stops keeping something. */
    void remove(E entry) {
        TopicNode<E> node = entry.node;
        entry.node = null;
        node.entry(null);
        while (node != root && node.entry() == null && node.branches() == null) {
            TopicNode<E> parent = node.parent;
            parent.cut(node);
            node = parent;
        }
        join(join(node).parent);
    }

    /** Writer: the topic for which something is kept. */
    byte[] topic(E entry) {
        int length = 0;
        for (TopicNode<E> node = entry.node; node != root; node = node.parent) {
            length += node.label.length;
        }
        byte[] topic = new byte[length];
        for (TopicNode<E> node = entry.node; node != root; node = node.parent) {
            length -= node.label.length;
            System.arraycopy(node.label, 0, topic, length, node.label.length);
        }
        return topic;
    }

    /** How many bytes a label and the topic from an offset on have in common. */
    private static int common(byte[] label, byte[] topic, int from) {
        int most = Math.min(label.length, topic.length - from);
        int differs = Arrays.mismatch(label, 0, most, topic, from, from + most);
        return differs < 0 ? most : differs;
    }

    /** New nodes for the rest of a topic, linked from the last one up so that readers see all or nothing. */
    private static <E extends TopicEntry<E>> TopicNode<E> chain(byte[] topic, int from, E entry) {
        int start = from + (topic.length - from - 1) / LONGEST_LABEL * LONGEST_LABEL;
        TopicNode<E> node = new TopicNode<>(Arrays.copyOfRange(topic, start, topic.length), null, entry);
        while (start > from) {
            start -= LONGEST_LABEL;
            byte[] label = Arrays.copyOfRange(topic, start, start + LONGEST_LABEL);
            node = new TopicNode<>(label, new TopicBranches<>(node), null);
        }
        return node;
    }

    private TopicNode<E> split(TopicNode<E> node, int at) {
        TopicNode<E> parent = node.parent;
        byte[] label = node.label;
        TopicNode<E> lower = joined(new TopicNode<>(Arrays.copyOfRange(label, at, label.length), node.branches(),
                node.entry()));
        TopicNode<E> upper = new TopicNode<>(Arrays.copyOf(label, at), new TopicBranches<>(lower), null);
        parent.replace(upper);
        return upper;
    }

    /** Puts one node in the place of a node and the only one that follows it, where that is possible. */
    private TopicNode<E> join(TopicNode<E> node) {
        if (node == null || node == root) {
            return root;
        }
        TopicNode<E> parent = node.parent;
        TopicNode<E> joined = joined(node);
        if (joined != node) {
            parent.replace(joined);
        }
        return joined;
    }

    private static <E extends TopicEntry<E>> TopicNode<E> joined(TopicNode<E> node) {
        if (node.entry() != null || node.branchCount() != 1) {
            return node;
        }
        TopicNode<E> lower = node.branches().first();
        int length = node.label.length + lower.label.length;
        if (length > LONGEST_LABEL) {
            return node;
        }
        byte[] label = Arrays.copyOf(node.label, length);
        System.arraycopy(lower.label, 0, label, node.label.length, lower.label.length);
        return new TopicNode<>(label, lower.branches(), lower.entry());
    }
}

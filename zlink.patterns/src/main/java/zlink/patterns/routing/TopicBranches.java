package zlink.patterns.routing;

/**
 * The nodes that follow a node, found by their first byte: a bit per byte says whether there is one, and how many bits
 * are set before it says where it is. Immutable, so that it can be replaced under the eyes of readers.
 *
 * @param <E> what is kept for a topic
 */
final class TopicBranches<E extends TopicEntry<E>> {
    private final long bits0;
    private final long bits1;
    private final long bits2;
    private final long bits3;
    private final TopicNode<E>[] nodes; // ordered by their first byte

    /** A single branch. */
    TopicBranches(TopicNode<E> only) {
        this(bit(only, 0), bit(only, 1), bit(only, 2), bit(only, 3), newArray(1));
        nodes[0] = only;
    }

    private TopicBranches(long bits0, long bits1, long bits2, long bits3, TopicNode<E>[] nodes) {
        this.bits0 = bits0;
        this.bits1 = bits1;
        this.bits2 = bits2;
        this.bits3 = bits3;
        this.nodes = nodes;
    }

    TopicNode<E> find(byte first) {
        return (word(first) & 1L << first) == 0 ? null : nodes[indexOf(first)];
    }

    int count() {
        return nodes.length;
    }

    /** The only branch, if there is one only. */
    TopicNode<E> first() {
        return nodes[0];
    }

    void adopt(TopicNode<E> parent) {
        for (TopicNode<E> node : nodes) {
            node.parent = parent;
        }
    }

    /** These and one that starts with another byte. */
    TopicBranches<E> with(TopicNode<E> added) {
        int index = indexOf(added.label[0]);
        TopicNode<E>[] more = newArray(nodes.length + 1);
        System.arraycopy(nodes, 0, more, 0, index);
        more[index] = added;
        System.arraycopy(nodes, index, more, index + 1, nodes.length - index);
        return flipped(added, more);
    }

    /** These without one; null if that was the only one. */
    TopicBranches<E> without(TopicNode<E> removed) {
        if (nodes.length == 1) {
            return null;
        }
        int index = indexOf(removed.label[0]);
        TopicNode<E>[] fewer = newArray(nodes.length - 1);
        System.arraycopy(nodes, 0, fewer, 0, index);
        System.arraycopy(nodes, index + 1, fewer, index, fewer.length - index);
        return flipped(removed, fewer);
    }

    /** These with another in the place of the one that starts with the same byte. */
    TopicBranches<E> replacing(TopicNode<E> changed) {
        TopicNode<E>[] same = nodes.clone();
        same[indexOf(changed.label[0])] = changed;
        return new TopicBranches<>(bits0, bits1, bits2, bits3, same);
    }

    private TopicBranches<E> flipped(TopicNode<E> node, TopicNode<E>[] changed) {
        return new TopicBranches<>(bits0 ^ bit(node, 0), bits1 ^ bit(node, 1), bits2 ^ bit(node, 2),
                bits3 ^ bit(node, 3), changed);
    }

    private long word(byte first) {
        return switch (first >> 6) {
            case 0 -> bits0;
            case 1 -> bits1;
            case -2 -> bits2;
            default -> bits3;
        };
    }

    private int indexOf(byte first) {
        int index = Long.bitCount(word(first) & (1L << first) - 1);
        int words = (first & 0xFF) >> 6;
        if (words > 0) {
            index += Long.bitCount(bits0);
        }
        if (words > 1) {
            index += Long.bitCount(bits1);
        }
        if (words > 2) {
            index += Long.bitCount(bits2);
        }
        return index;
    }

    private static long bit(TopicNode<?> node, int word) {
        byte first = node.label[0];
        return (first & 0xFF) >> 6 == word ? 1L << first : 0;
    }

    @SuppressWarnings("unchecked") // a generic array can only be made so; it never leaves this class
    private static <E extends TopicEntry<E>> TopicNode<E>[] newArray(int length) {
        return (TopicNode<E>[]) new TopicNode<?>[length];
    }
}

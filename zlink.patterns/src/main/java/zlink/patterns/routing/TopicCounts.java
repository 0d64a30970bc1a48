package zlink.patterns.routing;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import zlink.engine.queue.IncomingMessage;

/**
 * The application's own subscriptions, counted: what was subscribed twice ends when it is cancelled twice.
 *
 * <p>Changed under the send lock; {@link #matches} may be called at the same time without it, see {@link TopicTree}.
 */
public final class TopicCounts {
    private final TopicTree<TopicCount> tree = new TopicTree<>();
    private TopicCount first; // guarded by the send lock
    private TopicCount last;  // guarded by the send lock

    /** Counts a subscription; returns whether it is the topic's first. */
    public boolean add(byte[] topic) {
        TopicCount known = tree.find(topic);
        if (known != null) {
            known.count++;
            return false;
        }
        TopicCount added = new TopicCount();
        tree.add(topic, added);
        added.previous = last;
        if (last == null) {
            first = added;
        } else {
            last.next = added;
        }
        last = added;
        return true;
    }

    /** Takes a subscription back, if there is one; returns whether it was the topic's last. */
    public boolean remove(byte[] topic) {
        TopicCount known = tree.find(topic);
        if (known == null || --known.count > 0) {
            return false;
        }
        tree.remove(known);
        if (known.previous == null) {
            first = known.next;
        } else {
            known.previous.next = known.next;
        }
        if (known.next == null) {
            last = known.previous;
        } else {
            known.next.previous = known.previous;
        }
        return true;
    }

    /** Shows every topic once, in the order of their first subscription. */
    public void forEach(Consumer<byte[]> action) {
        for (TopicCount it = first; it != null; it = it.next) {
            action.accept(tree.topic(it));
        }
    }

    /** Any thread: whether a subscription is a prefix of the message's first frame. */
    public boolean matches(IncomingMessage message) {
        return tree.root().entry() != null
                || matches(message.bodyMemory(0), message.bodyOffset(0), message.bodySize(0));
    }

    /** Any thread: whether a subscription is a prefix of these bytes. */
    public boolean matches(ByteBuffer memory, int offset, int size) {
        TopicNode<TopicCount> node = tree.root();
        int at = 0;
        while (node.entry() == null) {
            if (at == size) {
                return false;
            }
            node = node.branch(memory.get(offset + at));
            if (node == null || !continues(memory, offset + at, size - at, node.label)) {
                return false;
            }
            at += node.label.length;
        }
        return true;
    }

    private static boolean continues(ByteBuffer memory, int from, int size, byte[] label) {
        if (label.length > size) {
            return false;
        }
        for (int i = 1; i < label.length; i++) {
            if (label[i] != memory.get(from + i)) {
                return false;
            }
        }
        return true;
    }
}

package zlink.api;

/**
 * What lay in a queue at the moment of asking; exact only while no other thread uses the socket.
 *
 * @param messages whole messages
 * @param bytes their bytes, with what the protocol adds
 */
public record QueueDepth(long messages, long bytes) {
    /** An empty queue. */
    public static final QueueDepth EMPTY = new QueueDepth(0, 0);

    /**
     * This and the other queue.
     *
     * @param other depth to add
     * @return the sums
     */
    public QueueDepth plus(QueueDepth other) {
        return new QueueDepth(messages + other.messages, bytes + other.bytes);
    }
}

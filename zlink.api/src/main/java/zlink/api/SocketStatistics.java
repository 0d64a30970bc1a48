package zlink.api;

import java.util.Objects;

/**
 * What a socket has done since it was opened, over all its connections, past and present.
 *
 * <p>A snapshot: each number is right, but they are not all of the same instant. Taking it allocates;
 * counting does not.
 *
 * @param messagesSent messages put into a connection's queue, once for each connection
 * @param messagesReceived messages the application has taken
 * @param bytesSent bytes of the frames of the messages sent, without what the protocol adds
 * @param bytesReceived bytes of the frames of the messages received, without what the protocol adds
 * @param messagesDropped messages thrown away because a peer was full or not there, as the pattern demands
 * @param writes writes by cause
 * @param reads reads by thread
 * @param sendQueue what waits to be written
 * @param receiveQueue what waits for the application
 * @param connections connections whose handshake has succeeded and which have not ended; what is sent, subscribed or
 *     looked for by routing id from now on takes them into account
 * @param monitorEventsDropped monitor events lost because a {@link MonitorListener} was too slow
 */
public record SocketStatistics(long messagesSent, long messagesReceived, long bytesSent, long bytesReceived,
        long messagesDropped, WriteCounts writes, ReadCounts reads, QueueDepth sendQueue, QueueDepth receiveQueue,
        int connections, long monitorEventsDropped) {
    /** Checks that nothing is null. */
    public SocketStatistics {
        Objects.requireNonNull(writes, "writes");
        Objects.requireNonNull(reads, "reads");
        Objects.requireNonNull(sendQueue, "sendQueue");
        Objects.requireNonNull(receiveQueue, "receiveQueue");
    }
}

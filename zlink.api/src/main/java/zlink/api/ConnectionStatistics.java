package zlink.api;

import java.util.Objects;
import java.util.Optional;

/**
 * What one connection has done since it began.
 *
 * <p>A snapshot: each number is right, but they are not all of the same instant.
 *
 * @param connectionId the connection's number, see {@link PeerInfo#connectionId()}
 * @param endpoint what was bound or connected
 * @param peer who is at the other end; empty until the handshake has succeeded
 * @param messagesSent messages put into the connection's queue
 * @param messagesReceived messages the application has taken
 * @param bytesSent bytes of the frames of the messages sent, without what the protocol adds
 * @param bytesReceived bytes of the frames of the messages received, without what the protocol adds
 * @param messagesDropped messages thrown away because this peer was full
 * @param writes writes by cause
 * @param reads reads by thread
 * @param sendQueue what waits to be written
 * @param receiveQueue what waits for the application
 */
public record ConnectionStatistics(long connectionId, Endpoint endpoint, Optional<PeerInfo> peer, long messagesSent,
        long messagesReceived, long bytesSent, long bytesReceived, long messagesDropped, WriteCounts writes,
        ReadCounts reads, QueueDepth sendQueue, QueueDepth receiveQueue) {
    /** Checks that nothing is null. */
    public ConnectionStatistics {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(writes, "writes");
        Objects.requireNonNull(reads, "reads");
        Objects.requireNonNull(sendQueue, "sendQueue");
        Objects.requireNonNull(receiveQueue, "receiveQueue");
    }
}

package zlink.engine.connection;

import java.time.Duration;
import java.util.Map;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.zmtp.Commands;

/**
 * A socket's options as its connections use them, looked up once.
 *
 * @param type what the socket announces itself as
 * @param routingId what it announces, or null
 * @param metadata application properties it announces
 * @param receives whether messages that come are queued for the application
 * @param takesUpstream whether messages that come are shown to the pattern at once
 * @param sendLimit messages of the outgoing queue, 0 for no limit
 * @param receiveLimit messages of the incoming queue, 0 for no limit
 * @param sendLimitBytes bytes of the outgoing queue, 0 for no limit
 * @param receiveLimitBytes bytes of the incoming queue, 0 for no limit
 * @param largestMessage bytes of a message a peer may send, 0 for no limit
 * @param batchBytes bytes at which a sender writes
 * @param batchMessages messages at which a sender writes, 0 for no such limit
 * @param batchDelayNs how long a batch may wait, 0 for not at all
 * @param callersRead whether receiving threads read
 * @param callersWrite whether sending threads write
 * @param lingerNs how long what is queued may take to leave at the end, {@link Long#MAX_VALUE} for no limit
 * @param handshakeNs how long a handshake may take, {@link Long#MAX_VALUE} for no limit
 * @param heartbeatNs between PINGs, 0 for none
 * @param heartbeatTimeoutNs silence after a PING that ends a connection, {@link Long#MAX_VALUE} for no limit
 * @param heartbeatTtlDeciseconds announced in PINGs
 */
public record ConnectionSettings(SocketType type, RoutingId routingId, Map<String, String> metadata, boolean receives,
        boolean takesUpstream, int sendLimit, int receiveLimit, long sendLimitBytes, long receiveLimitBytes,
        long largestMessage, int batchBytes, int batchMessages, long batchDelayNs, boolean callersRead,
        boolean callersWrite, long lingerNs, long handshakeNs, long heartbeatNs, long heartbeatTimeoutNs,
        int heartbeatTtlDeciseconds) {

    /** One property switches every speculative path off, whatever the options say. */
    private static final boolean SPECULATIVE =
            !"false".equalsIgnoreCase(System.getProperty("zlink.speculative", "true"));

    /** Looks the options up. */
    public static ConnectionSettings of(SocketType type, SocketOptions options, boolean takesUpstream) {
        boolean raw = type == SocketType.STREAM; // such peers know no PING
        long heartbeatNs = raw ? 0 : nanos(options.get(SocketOption.HEARTBEAT_INTERVAL));
        boolean conflate = options.isSet(SocketOption.CONFLATE) && options.get(SocketOption.CONFLATE);
        return new ConnectionSettings(type,
                options.find(SocketOption.ROUTING_ID).orElse(null),
                options.get(SocketOption.METADATA),
                type != SocketType.PUSH && type != SocketType.PUB && !takesUpstream,
                takesUpstream,
                conflate ? 0 : options.get(SocketOption.SEND_HIGH_WATER_MARK),
                conflate ? 0 : options.get(SocketOption.RECEIVE_HIGH_WATER_MARK),
                options.get(SocketOption.SEND_LIMIT_BYTES),
                options.get(SocketOption.RECEIVE_LIMIT_BYTES),
                options.get(SocketOption.MAX_MESSAGE_SIZE),
                options.get(SocketOption.BATCH_MAX_BYTES),
                options.get(SocketOption.BATCH_MAX_MESSAGES),
                nanos(options.get(SocketOption.BATCH_DELAY)),
                SPECULATIVE && options.get(SocketOption.SPECULATIVE_READ),
                SPECULATIVE && options.get(SocketOption.SPECULATIVE_WRITE),
                nanos(options.get(SocketOption.LINGER)),
                nanos(options.get(SocketOption.HANDSHAKE_INTERVAL)),
                heartbeatNs,
                options.find(SocketOption.HEARTBEAT_TIMEOUT).map(ConnectionSettings::nanos).orElse(heartbeatNs),
                ttl(options.get(SocketOption.HEARTBEAT_TTL)));
    }

    /** Whether peers send and get bytes alone, without handshake, frames or commands. */
    public boolean isRaw() {
        return type == SocketType.STREAM;
    }

    /** Until when what is queued may leave if the end is asked for at a time; {@link Long#MAX_VALUE} for no limit. */
    public long lingerDeadlineNs(long nowNs) {
        return lingerNs == Long.MAX_VALUE ? Long.MAX_VALUE : nowNs + lingerNs;
    }

    private static long nanos(Duration duration) {
        return duration.toNanos(); // options are at most Long.MAX_VALUE nanoseconds, which means for ever
    }

    private static int ttl(Duration duration) {
        return (int) Math.min(Commands.LARGEST_TTL, nanos(duration) / 100_000_000L);
    }
}

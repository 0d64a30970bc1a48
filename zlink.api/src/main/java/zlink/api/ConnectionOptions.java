package zlink.api;

import static zlink.api.OptionDefinition.byteLimit;
import static zlink.api.OptionDefinition.count;
import static zlink.api.OptionDefinition.flag;
import static zlink.api.OptionDefinition.intBytes;
import static zlink.api.OptionDefinition.time;
import static zlink.api.OptionDefinition.timeOrNever;
import static zlink.api.OptionDefinition.timeUpTo;
import static zlink.api.SocketType.PUB;
import static zlink.api.SocketType.XPUB;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Options of {@link SocketOption} about addresses, connecting, handshakes and heartbeats. */
sealed interface ConnectionOptions permits SocketOption {
    /**
     * Size of the operating system's send buffer of each connection.
     *
     * <p>In bytes, at least 1; without a value the operating system decides, which is the default and
     * nearly always the better choice. The operating system may round it.
     *
     * <p>Source: {@code ZMQ_SNDBUF}, zmq_setsockopt(3), whose default is -1; {@code SO_SNDBUF}.
     */
    SocketOption<Integer> SEND_BUFFER = intBytes("SEND_BUFFER", 1)
            .libzmqName("ZMQ_SNDBUF")
            .defaultText("the operating system's")
            .description("Size of the operating system's send buffer of each connection.")
            .build();

    /**
     * Size of the operating system's receive buffer of each connection.
     *
     * <p>In bytes, at least 1; without a value the operating system decides, which is the default and
     * nearly always the better choice. The operating system may round it.
     *
     * <p>Source: {@code ZMQ_RCVBUF}, zmq_setsockopt(3), whose default is -1; {@code SO_RCVBUF}.
     */
    SocketOption<Integer> RECEIVE_BUFFER = intBytes("RECEIVE_BUFFER", 1)
            .libzmqName("ZMQ_RCVBUF")
            .defaultText("the operating system's")
            .description("Size of the operating system's receive buffer of each connection.")
            .build();

    /**
     * Time from a failed or lost connection to the next attempt.
     *
     * <p>Default 100 ms, to which a random time of up to as much again is added, so that many peers do
     * not come back at once. {@link SocketOption#NEVER} gives up after the first failure; zero means the
     * same, as in libzmq since 4.3.4. See {@link #RECONNECT_INTERVAL_MAX} for longer and longer times.
     *
     * <p>Source: {@code ZMQ_RECONNECT_IVL}, zmq_setsockopt(3).
     */
    SocketOption<Duration> RECONNECT_INTERVAL = timeOrNever("RECONNECT_INTERVAL")
            .libzmqName("ZMQ_RECONNECT_IVL")
            .defaultValue(Duration.ofMillis(100))
            .description("Time from a failed or lost connection to the next attempt; NEVER or zero: no next attempt.")
            .build();

    /**
     * Longest time between two attempts to connect.
     *
     * <p>If longer than {@link #RECONNECT_INTERVAL}, the time doubles from one attempt to the next up to
     * this and starts over after a success: a connection that lasted a second. A shorter one, to a peer
     * that refuses this socket right after the handshake, say, counts as one more attempt that failed.
     * Zero, the default, means the time does not grow.
     *
     * <p>Source: {@code ZMQ_RECONNECT_IVL_MAX}, zmq_setsockopt(3).
     */
    SocketOption<Duration> RECONNECT_INTERVAL_MAX = time("RECONNECT_INTERVAL_MAX")
            .libzmqName("ZMQ_RECONNECT_IVL_MAX")
            .defaultValue(Duration.ZERO)
            .description("Longest time between two attempts to connect, up to which it doubles; zero: it does not"
                    + " grow.")
            .build();

    /**
     * Longest time one attempt to connect may take.
     *
     * <p>Counted until the transport's connection stands, without the handshake. Default
     * {@link SocketOption#FOREVER}: only the operating system's own limit counts; zero means the same,
     * as in libzmq.
     *
     * <p>Source: {@code ZMQ_CONNECT_TIMEOUT}, zmq_setsockopt(3), whose default is 0.
     */
    SocketOption<Duration> CONNECT_TIMEOUT = timeOrNever("CONNECT_TIMEOUT")
            .libzmqName("ZMQ_CONNECT_TIMEOUT")
            .defaultValue(SocketOption.FOREVER)
            .description("Longest time one attempt to connect may take; FOREVER or zero: as long as the operating"
                    + " system tries.")
            .build();

    /**
     * Most connections the operating system holds that the socket has not accepted yet.
     *
     * <p>At least 1; default 100. The operating system may cut it down. Applies to endpoints bound, not
     * to {@code inproc}.
     *
     * <p>Source: {@code ZMQ_BACKLOG}, zmq_setsockopt(3); listen(2).
     */
    SocketOption<Integer> BACKLOG = count("BACKLOG", 1, 100, "connections")
            .libzmqName("ZMQ_BACKLOG")
            .description("Most connections the operating system holds that the socket has not accepted yet.")
            .build();

    /**
     * Whether {@code tcp} endpoints may use IPv6.
     *
     * <p>Default false: names resolve to IPv4 addresses only and {@code tcp://*:port} binds IPv4 only.
     * True: both.
     *
     * <p>Source: {@code ZMQ_IPV6}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> IPV6 = flag("IPV6", false)
            .libzmqName("ZMQ_IPV6")
            .description("Whether tcp endpoints may use IPv6 as well as IPv4.")
            .build();

    /**
     * Whether the operating system probes silent {@code tcp} connections.
     *
     * <p>Without a value, the default, the operating system decides. {@link #HEARTBEAT_INTERVAL} finds
     * dead peers sooner and on every transport.
     *
     * <p>Source: {@code ZMQ_TCP_KEEPALIVE}, zmq_setsockopt(3), whose default is -1; {@code SO_KEEPALIVE}.
     */
    SocketOption<Boolean> TCP_KEEPALIVE = SocketOption.builtIn("TCP_KEEPALIVE", OptionType.BOOLEAN)
            .libzmqName("ZMQ_TCP_KEEPALIVE")
            .range("true or false", value -> true)
            .defaultText("the operating system's")
            .description("Whether the operating system probes silent tcp connections.")
            .build();

    /**
     * Unanswered probes after which a {@code tcp} connection is dead.
     *
     * <p>At least 1; without a value, the default, the operating system decides. Needs
     * {@link #TCP_KEEPALIVE}; ignored where the platform cannot set it.
     *
     * <p>Source: {@code ZMQ_TCP_KEEPALIVE_CNT}, zmq_setsockopt(3); jdk.net.ExtendedSocketOptions.
     */
    SocketOption<Integer> TCP_KEEPALIVE_COUNT = SocketOption.builtIn("TCP_KEEPALIVE_COUNT", OptionType.INT)
            .libzmqName("ZMQ_TCP_KEEPALIVE_CNT")
            .unit("probes")
            .range("at least 1", value -> value >= 1)
            .defaultText("the operating system's")
            .description("Unanswered probes after which a tcp connection is dead.")
            .build();

    /**
     * Silence after which the operating system starts to probe a {@code tcp} connection.
     *
     * <p>1 s to 32767 s, in whole seconds, rounded up; without a value, the default, the operating system
     * decides. Needs {@link #TCP_KEEPALIVE}; ignored where the platform cannot set it.
     *
     * <p>Source: {@code ZMQ_TCP_KEEPALIVE_IDLE}, zmq_setsockopt(3); jdk.net.ExtendedSocketOptions.
     */
    SocketOption<Duration> TCP_KEEPALIVE_IDLE = OptionDefinition.seconds("TCP_KEEPALIVE_IDLE")
            .libzmqName("ZMQ_TCP_KEEPALIVE_IDLE")
            .defaultText("the operating system's")
            .description("Silence after which the operating system starts to probe a tcp connection.")
            .build();

    /**
     * Time between two probes of a silent {@code tcp} connection.
     *
     * <p>1 s to 32767 s, in whole seconds, rounded up; without a value, the default, the operating system
     * decides. Needs {@link #TCP_KEEPALIVE}; ignored where the platform cannot set it.
     *
     * <p>Source: {@code ZMQ_TCP_KEEPALIVE_INTVL}, zmq_setsockopt(3); jdk.net.ExtendedSocketOptions.
     */
    SocketOption<Duration> TCP_KEEPALIVE_INTERVAL = OptionDefinition.seconds("TCP_KEEPALIVE_INTERVAL")
            .libzmqName("ZMQ_TCP_KEEPALIVE_INTVL")
            .defaultText("the operating system's")
            .description("Time between two probes of a silent tcp connection.")
            .build();

    /**
     * Addresses from which bound {@code tcp} endpoints accept connections.
     *
     * <p>A peer outside all the ranges is disconnected at once. An empty list, the default, accepts all.
     *
     * <p>Source: {@code ZMQ_TCP_ACCEPT_FILTER}, zmq_setsockopt(3).
     */
    SocketOption<List<AddressRange>> TCP_ACCEPT_FILTER =
            SocketOption.builtIn("TCP_ACCEPT_FILTER", OptionType.ADDRESS_RANGES)
                    .libzmqName("ZMQ_TCP_ACCEPT_FILTER")
                    .normalise(List::copyOf)
                    .range("IP addresses with a prefix length each", value -> true)
                    .defaultValue(List.of())
                    .defaultText("empty")
                    .description("Addresses from which bound tcp endpoints accept connections; empty: from all.")
                    .build();

    /**
     * The IP type-of-service byte of each {@code tcp} connection.
     *
     * <p>0 to 255, the differentiated services code point in the upper six bits; default 0. The operating
     * system may ignore it.
     *
     * <p>Source: {@code ZMQ_TOS}, zmq_setsockopt(3); {@code IP_TOS}; RFC 2474.
     */
    SocketOption<Integer> TYPE_OF_SERVICE = SocketOption.builtIn("TYPE_OF_SERVICE", OptionType.INT)
            .libzmqName("ZMQ_TOS")
            .range("0 to 255", value -> value >= 0 && value <= 255)
            .defaultValue(0)
            .description("The IP type-of-service byte of each tcp connection.")
            .build();

    /**
     * Longest time from the transport's connection to the end of the handshake.
     *
     * <p>The whole handshake counts, including a security mechanism's. Default 30 s;
     * {@link SocketOption#FOREVER} or zero: no limit. Its end closes the connection with
     * {@link HandshakeFailure#TIMEOUT}; a connecting socket tries again.
     *
     * <p>Source: {@code ZMQ_HANDSHAKE_IVL}, zmq_setsockopt(3).
     */
    SocketOption<Duration> HANDSHAKE_INTERVAL = timeOrNever("HANDSHAKE_INTERVAL")
            .libzmqName("ZMQ_HANDSHAKE_IVL")
            .defaultValue(Duration.ofSeconds(30))
            .description("Longest time the whole handshake may take; FOREVER or zero: no limit.")
            .build();

    /**
     * Time between two PINGs to each peer.
     *
     * <p>Zero, the default, sends none. PINGs of peers are always answered.
     *
     * <p>Source: {@code ZMQ_HEARTBEAT_IVL}, zmq_setsockopt(3); RFC 37 "Heartbeats".
     */
    SocketOption<Duration> HEARTBEAT_INTERVAL = time("HEARTBEAT_INTERVAL")
            .libzmqName("ZMQ_HEARTBEAT_IVL")
            .defaultValue(Duration.ZERO)
            .description("Time between two PINGs to each peer; zero: none are sent.")
            .build();

    /**
     * Silence after a PING at which a peer is taken for dead.
     *
     * <p>Whatever the peer sends ends the silence; so does reading, while it reads too slowly for a PING to be
     * sent. Without a value, the default, it is
     * {@link #HEARTBEAT_INTERVAL}; {@link SocketOption#FOREVER} or zero: PINGs are sent and answers not
     * required. Its end closes the connection with {@link DisconnectReason#HEARTBEAT_TIMEOUT}; a
     * connecting socket connects again.
     *
     * <p>Source: {@code ZMQ_HEARTBEAT_TIMEOUT}, zmq_setsockopt(3).
     */
    SocketOption<Duration> HEARTBEAT_TIMEOUT = timeOrNever("HEARTBEAT_TIMEOUT")
            .libzmqName("ZMQ_HEARTBEAT_TIMEOUT")
            .defaultText("HEARTBEAT_INTERVAL")
            .description("Silence after a PING at which a peer is taken for dead; FOREVER or zero: never.")
            .build();

    /**
     * Silence of this socket at which its peers shall take it for dead.
     *
     * <p>Sent in each PING, in units of 100 ms, rounded down; zero to 6553.5 s; zero, the default, asks
     * nothing of the peers. More than 65.5 s is sent as 65.5 s, since libzmq computes longer times
     * wrongly and would disconnect early. Needs {@link #HEARTBEAT_INTERVAL}.
     *
     * <p>Source: {@code ZMQ_HEARTBEAT_TTL}, zmq_setsockopt(3); RFC 37 "Heartbeats".
     */
    SocketOption<Duration> HEARTBEAT_TTL = timeUpTo("HEARTBEAT_TTL", Duration.ofMillis(6_553_500))
            .libzmqName("ZMQ_HEARTBEAT_TTL")
            .defaultValue(Duration.ZERO)
            .description("Silence of this socket at which its peers shall take it for dead, in steps of 100 ms;"
                    + " zero: they are not told. More than 65.5 s is sent as 65.5 s, which libzmq computes rightly.")
            .build();

    /**
     * Properties of one's own that every peer is told in the handshake.
     *
     * <p>Names begin with {@code X-} and have at most 255 of the characters {@code A-Z a-z 0-9 - _ . +};
     * upper and lower case do not differ; names and values, in UTF-8, have together at most 65535 bytes.
     * Default empty. The peer finds them in its {@link PeerInfo#property}.
     *
     * <p>Source: {@code ZMQ_METADATA} (draft), zmq_setsockopt(3); RFC 37 "Connection Metadata".
     */
    SocketOption<Map<String, String>> METADATA = SocketOption.builtIn("METADATA", OptionType.PROPERTIES)
            .libzmqName("ZMQ_METADATA")
            .normalise(Map::copyOf)
            .range("names of X- and at most 253 more of A-Z a-z 0-9 - _ . +; together at most 65535 bytes",
                    ConnectionOptions::isMetadata)
            .defaultValue(Map.of())
            .defaultText("empty")
            .description("Properties of one's own that every peer is told in the handshake.")
            .build();

    /**
     * Most peers of one bound endpoint that may be in the handshake at a time.
     *
     * <p>At least 1; default 1024. One more is disconnected at once with
     * {@link HandshakeFailure#TOO_MANY_PENDING}; peers whose handshake has succeeded are not affected.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Integer> MAX_PENDING_HANDSHAKES = count("MAX_PENDING_HANDSHAKES", 1, 1024, "connections")
            .description("Most peers of one bound endpoint that may be in the handshake at a time; one more is"
                    + " disconnected.")
            .build();

    /**
     * Most peers that may be connected to one bound endpoint at a time.
     *
     * <p>Those whose handshake is under way count; 0 means no limit; default 16 384. One more is disconnected at
     * once with {@link HandshakeFailure#TOO_MANY_PENDING}. What one endpoint may cost is this times the limits of a
     * connection.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Integer> MAX_CONNECTIONS = count("MAX_CONNECTIONS", 0, 16_384, "connections")
            .description("Most peers that may be connected to one bound endpoint at a time; one more is disconnected;"
                    + " 0: no limit.")
            .build();

    /**
     * Most different topics one subscriber may be subscribed to at a time.
     *
     * <p>At least 1; default 1 000 000. A peer that exceeds it is disconnected with
     * {@link DisconnectReason#LIMIT_EXCEEDED}. Applies to PUB and XPUB.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Integer> MAX_SUBSCRIPTIONS = count("MAX_SUBSCRIPTIONS", 1, 1_000_000, "topics")
            .appliesTo(PUB, XPUB)
            .description("Most different topics one subscriber may be subscribed to; more disconnects it.")
            .build();

    /**
     * Most bytes the topics of one subscriber may have together.
     *
     * <p>0 means no limit; default 64 MiB. A peer that exceeds it is disconnected with
     * {@link DisconnectReason#LIMIT_EXCEEDED}. Applies to PUB and XPUB.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Long> MAX_SUBSCRIPTION_BYTES = byteLimit("MAX_SUBSCRIPTION_BYTES", 64L << 20)
            .appliesTo(PUB, XPUB)
            .description("Most bytes the topics of one subscriber may have together; more disconnects it;"
                    + " 0: no limit.")
            .build();

    private static boolean isMetadata(Map<String, String> properties) {
        long bytes = 0;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (!property.getKey().matches("[Xx]-[A-Za-z0-9_.+-]{1,253}")) {
                return false;
            }
            bytes += property.getKey().length() + property.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        long names = properties.keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct()
                .count();
        return names == properties.size() && bytes <= 65_535;
    }
}

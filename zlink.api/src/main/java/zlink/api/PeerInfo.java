package zlink.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of the peer at the other end of one connection, from its handshake and its address.
 *
 * <p>Immutable. One instance describes one connection: after a reconnect there is another, with
 * another {@link #connectionId()}. What the peer announced about itself is not verified unless a
 * security mechanism did.
 *
 * <p>Source: RFC 37 "Connection Metadata"; zmq_msg_gets(3).
 */
public final class PeerInfo {
    private final long connectionId;
    private final String protocol;
    private final String mechanism;
    private final String localAddress;
    private final String remoteAddress;
    private final SocketType socketType;
    private final RoutingId routingId;
    private final SortedMap<String, byte[]> properties;

    private PeerInfo(Builder builder) {
        connectionId = builder.connectionId;
        protocol = builder.protocol;
        mechanism = builder.mechanism;
        localAddress = builder.localAddress;
        remoteAddress = builder.remoteAddress;
        socketType = builder.socketType;
        routingId = builder.routingId;
        properties = new TreeMap<>(builder.properties);
    }

    /**
     * Starts a description; for implementations of zlink.
     *
     * @param connectionId the connection's number, at least 1
     * @return a builder whose protocol, mechanism and addresses are empty texts
     * @throws IllegalArgumentException if {@code connectionId} is less than 1
     */
    public static Builder builder(long connectionId) {
        return new Builder(connectionId);
    }

    /**
     * The connection's number, unique in its context and never used again.
     *
     * @return at least 1
     */
    public long connectionId() {
        return connectionId;
    }

    /**
     * The protocol spoken, such as {@code ZMTP/3.1} or {@code inproc}.
     *
     * @return the protocol's name and the version agreed upon
     */
    public String protocol() {
        return protocol;
    }

    /**
     * The security mechanism of the connection, such as {@code NULL}.
     *
     * @return the mechanism's name as in the greeting
     */
    public String mechanism() {
        return mechanism;
    }

    /**
     * This end's address in the transport's own form, such as {@code 127.0.0.1:5555}.
     *
     * @return the address; empty if the transport has none
     */
    public String localAddress() {
        return localAddress;
    }

    /**
     * The peer's address in the transport's own form, such as {@code 127.0.0.1:49152}.
     *
     * @return the address; empty if the transport has none
     */
    public String remoteAddress() {
        return remoteAddress;
    }

    /**
     * The type of the peer's socket.
     *
     * @return the type, or empty if the peer did not announce one, which is legal
     */
    public Optional<SocketType> socketType() {
        return Optional.ofNullable(socketType);
    }

    /**
     * The id by which this socket knows the peer: what it announced, or what a router made up for it.
     *
     * @return the id, or empty if there is none
     */
    public Optional<RoutingId> routingId() {
        return Optional.ofNullable(routingId);
    }

    /**
     * One property of the peer's metadata.
     *
     * @param name such as {@code Socket-Type} or {@code X-Version}; upper and lower case do not differ
     * @return a copy of the value, possibly without bytes; empty if the peer did not send the property
     */
    public Optional<byte[]> property(String name) {
        return Optional.ofNullable(properties.get(Objects.requireNonNull(name, "name"))).map(byte[]::clone);
    }

    /**
     * One property of the peer's metadata, decoded as UTF-8; malformed bytes become U+FFFD.
     *
     * @param name such as {@code Socket-Type} or {@code X-Version}; upper and lower case do not differ
     * @return the text; empty if the peer did not send the property
     */
    public Optional<String> textProperty(String name) {
        return Optional.ofNullable(properties.get(Objects.requireNonNull(name, "name")))
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /**
     * The names of all properties the peer sent, as it spelt them.
     *
     * @return an unmodifiable set in alphabetical order; its {@code contains} ignores case
     */
    public Set<String> propertyNames() {
        return Collections.unmodifiableSet(properties.keySet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerInfo peer
                && connectionId == peer.connectionId
                && protocol.equals(peer.protocol)
                && mechanism.equals(peer.mechanism)
                && localAddress.equals(peer.localAddress)
                && remoteAddress.equals(peer.remoteAddress)
                && socketType == peer.socketType
                && Objects.equals(routingId, peer.routingId)
                && sameProperties(peer);
    }

    private boolean sameProperties(PeerInfo peer) {
        return properties.size() == peer.properties.size() && properties.entrySet().stream()
                .allMatch(entry -> Arrays.equals(entry.getValue(), peer.properties.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return Objects.hash(connectionId, protocol, mechanism, localAddress, remoteAddress, socketType, routingId);
    }

    /** Type, id, addresses and protocol; the other properties only by name. */
    @Override
    public String toString() {
        return "PeerInfo[connection " + connectionId + ", " + protocol
                + (mechanism.isEmpty() ? "" : " " + mechanism)
                + (socketType == null ? "" : ", " + socketType)
                + (routingId == null ? "" : " \"" + routingId + "\"")
                + ", " + localAddress + " <-> " + remoteAddress
                + (properties.isEmpty() ? "" : ", properties " + properties.keySet()) + "]";
    }

    /** Collects what is known of a peer; for implementations of zlink; not for several threads at once. */
    public static final class Builder {
        private final long connectionId;
        private String protocol = "";
        private String mechanism = "";
        private String localAddress = "";
        private String remoteAddress = "";
        private SocketType socketType;
        private RoutingId routingId;
        private final SortedMap<String, byte[]> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        private Builder(long connectionId) {
            if (connectionId < 1) {
                throw new IllegalArgumentException("connection id " + connectionId + " is less than 1");
            }
            this.connectionId = connectionId;
        }

        /**
         * Sets {@link PeerInfo#protocol()}.
         *
         * @param name such as {@code ZMTP/3.1}
         * @return this
         */
        public Builder protocol(String name) {
            protocol = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets {@link PeerInfo#mechanism()}.
         *
         * @param name such as {@code NULL}
         * @return this
         */
        public Builder mechanism(String name) {
            mechanism = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets {@link PeerInfo#localAddress()}.
         *
         * @param address in the transport's own form
         * @return this
         */
        public Builder localAddress(String address) {
            localAddress = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sets {@link PeerInfo#remoteAddress()}.
         *
         * @param address in the transport's own form
         * @return this
         */
        public Builder remoteAddress(String address) {
            remoteAddress = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Sets {@link PeerInfo#socketType()}.
         *
         * @param type what the peer announced
         * @return this
         */
        public Builder socketType(SocketType type) {
            socketType = Objects.requireNonNull(type, "type");
            return this;
        }

        /**
         * Sets {@link PeerInfo#routingId()}.
         *
         * @param id what the peer announced or was given
         * @return this
         */
        public Builder routingId(RoutingId id) {
            routingId = Objects.requireNonNull(id, "id");
            return this;
        }

        /**
         * Adds a property; of several with the same name the first counts, as in libzmq.
         *
         * @param name upper and lower case do not differ
         * @param value copied
         * @return this
         */
        public Builder property(String name, byte[] value) {
            properties.putIfAbsent(Objects.requireNonNull(name, "name"), value.clone());
            return this;
        }

        /**
         * Makes the description.
         *
         * @return what has been set so far
         */
        public PeerInfo build() {
            return new PeerInfo(this);
        }
    }
}

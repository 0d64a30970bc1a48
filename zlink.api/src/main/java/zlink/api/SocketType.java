package zlink.api;

import java.util.Objects;
import java.util.Optional;

/**
 * The messaging pattern of a socket.
 *
 * <p>The constant's {@link #name() name} is the text both peers announce in the handshake's
 * {@code Socket-Type} property.
 *
 * <p>Source: ZMTP 3.1 (RFC 37) and the patterns' RFCs 28 to 31; libzmq's stable socket types.
 */
public enum SocketType {
    /** Exactly one peer, both directions. */
    PAIR,
    /** Sends every message to each subscriber whose subscription matches; never receives. */
    PUB,
    /** Receives what it subscribed to; never sends. */
    SUB,
    /** Sends a request, then receives its reply, strictly in turn. */
    REQ,
    /** Receives a request, then sends its reply, strictly in turn. */
    REP,
    /** Sends round robin, receives fairly queued; the asynchronous {@link #REQ}. */
    DEALER,
    /** Names each peer by a {@link RoutingId} in the first frame; the asynchronous {@link #REP}. */
    ROUTER,
    /** Receives from its {@link #PUSH} peers, fairly queued; never sends. */
    PULL,
    /** Sends round robin to its {@link #PULL} peers; never receives. */
    PUSH,
    /** A {@link #PUB} that receives its subscribers' subscriptions as messages. */
    XPUB,
    /** A {@link #SUB} that sends its subscriptions as messages. */
    XSUB,
    /** Raw bytes to and from TCP peers that do not speak ZMTP. */
    STREAM;

    /**
     * Says whether a connection between a socket of this type and one of the other type is legal.
     *
     * <p>The relation is symmetric. {@link #STREAM} talks to no ZMTP socket, not even to another
     * {@code STREAM}: no handshake takes place on its connections.
     *
     * <p>Source: RFC 37 "The Socket Type Property"; libzmq {@code src/mechanism.cpp}, check_socket_type.
     *
     * @param peer the type at the other end
     * @return whether the two may exchange messages
     */
    public boolean canTalkTo(SocketType peer) {
        Objects.requireNonNull(peer, "peer");
        return switch (this) {
            case PAIR -> peer == PAIR;
            case PUB, XPUB -> peer == SUB || peer == XSUB;
            case SUB, XSUB -> peer == PUB || peer == XPUB;
            case REQ -> peer == REP || peer == ROUTER;
            case REP -> peer == REQ || peer == DEALER;
            case DEALER -> peer == REP || peer == DEALER || peer == ROUTER;
            case ROUTER -> peer == REQ || peer == DEALER || peer == ROUTER;
            case PULL -> peer == PUSH;
            case PUSH -> peer == PULL;
            case STREAM -> false;
        };
    }

    /**
     * Finds the type a peer announced.
     *
     * @param name the value of the {@code Socket-Type} property; compared exactly, as RFC 37 demands
     * @return the type, or empty if zlink does not know it
     */
    public static Optional<SocketType> ofWireName(String name) {
        Objects.requireNonNull(name, "name");
        for (SocketType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}

package zlink.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened to one of a socket's endpoints or connections.
 *
 * <p>Closed, so a {@code switch} over the records needs no default. Of one connection the order is
 * {@link Accepted} or {@link Connected}, then {@link HandshakeSucceeded} or {@link HandshakeFailed},
 * then, only after success, {@link Disconnected}. Reaching a high-water mark is no event of this kind,
 * since it can happen thousands of times a second: see {@link SocketStatistics} and the JFR events.
 *
 * <table>
 * <caption>The events of zmq_socket_monitor(3)</caption>
 * <tr><th>libzmq</th><th>zlink</th></tr>
 * <tr><td>ZMQ_EVENT_LISTENING</td><td>{@link Listening}</td></tr>
 * <tr><td>ZMQ_EVENT_BIND_FAILED</td><td>{@link BindFailed}</td></tr>
 * <tr><td>ZMQ_EVENT_ACCEPTED</td><td>{@link Accepted}</td></tr>
 * <tr><td>ZMQ_EVENT_ACCEPT_FAILED</td><td>{@link AcceptFailed}</td></tr>
 * <tr><td>ZMQ_EVENT_CONNECTED</td><td>{@link Connected}</td></tr>
 * <tr><td>ZMQ_EVENT_CONNECT_DELAYED</td><td>{@link ConnectDelayed}</td></tr>
 * <tr><td>ZMQ_EVENT_CONNECT_RETRIED</td><td>{@link ConnectRetried}</td></tr>
 * <tr><td>ZMQ_EVENT_HANDSHAKE_SUCCEEDED</td><td>{@link HandshakeSucceeded}</td></tr>
 * <tr><td>ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL, _PROTOCOL, _AUTH</td><td>{@link HandshakeFailed}, by its
 *     {@link HandshakeFailed#reason()}</td></tr>
 * <tr><td>ZMQ_EVENT_DISCONNECTED</td><td>{@link Disconnected}</td></tr>
 * <tr><td>ZMQ_EVENT_CLOSED</td><td>{@link Closed}</td></tr>
 * <tr><td>ZMQ_EVENT_CLOSE_FAILED</td><td>{@link Closed}, with the problem as its detail</td></tr>
 * <tr><td>ZMQ_EVENT_MONITOR_STOPPED</td><td>{@link MonitorStopped}</td></tr>
 * </table>
 */
public sealed interface MonitorEvent {
    /**
     * The endpoint concerned: what is bound, with its resolved address, or what was given to connect.
     *
     * @return the endpoint; {@code monitor://stopped} for {@link MonitorStopped}, which concerns none
     */
    Endpoint endpoint();

    /**
     * The connection concerned, see {@link PeerInfo#connectionId()}.
     *
     * @return its number, or 0 if the event concerns no connection
     */
    default long connectionId() {
        return 0;
    }

    /**
     * When it happened, by the clock of the machine.
     *
     * @return the instant
     */
    Instant at();

    /** An event of one connection. */
    sealed interface ConnectionEvent extends MonitorEvent {
        @Override
        long connectionId();

        /**
         * This end's address, see {@link PeerInfo#localAddress()}.
         *
         * @return the address; empty if the transport has none
         */
        String localAddress();

        /**
         * The peer's address, see {@link PeerInfo#remoteAddress()}.
         *
         * @return the address; empty if the transport has none
         */
        String remoteAddress();
    }

    /**
     * The socket is bound and accepts connections.
     *
     * @param endpoint the resolved endpoint
     * @param at when
     */
    record Listening(Endpoint endpoint, Instant at) implements MonitorEvent {
        /** Checks that nothing is null. */
        public Listening {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Binding failed; {@code bind} threw {@link EndpointUnavailableException}.
     *
     * @param endpoint the endpoint as given
     * @param detail why
     * @param at when
     */
    record BindFailed(Endpoint endpoint, String detail, Instant at) implements MonitorEvent {
        /** Checks that nothing is null. */
        public BindFailed {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A peer connected to a bound endpoint; its handshake begins. Over {@code ws} and {@code wss}, whose endpoints may
     * share a port, it is told when the peer's request has said which endpoint is meant, or has failed.
     *
     * @param endpoint the resolved endpoint
     * @param connectionId the new connection
     * @param localAddress this end's address
     * @param remoteAddress the peer's address
     * @param at when
     */
    record Accepted(Endpoint endpoint, long connectionId, String localAddress, String remoteAddress, Instant at)
            implements ConnectionEvent {
        /** Checks that nothing is null. */
        public Accepted {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(localAddress, "localAddress");
            Objects.requireNonNull(remoteAddress, "remoteAddress");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A connection could not be accepted, for want of file descriptors, say; the endpoint goes on listening.
     *
     * @param endpoint the resolved endpoint
     * @param detail why
     * @param at when
     */
    record AcceptFailed(Endpoint endpoint, String detail, Instant at) implements MonitorEvent {
        /** Checks that nothing is null. */
        public AcceptFailed {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The transport's connection stands; the handshake begins.
     *
     * @param endpoint the endpoint given to connect
     * @param connectionId the new connection
     * @param localAddress this end's address
     * @param remoteAddress the peer's address
     * @param at when
     */
    record Connected(Endpoint endpoint, long connectionId, String localAddress, String remoteAddress, Instant at)
            implements ConnectionEvent {
        /** Checks that nothing is null. */
        public Connected {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(localAddress, "localAddress");
            Objects.requireNonNull(remoteAddress, "remoteAddress");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Connecting was begun and did not succeed at once; it goes on in the background.
     *
     * @param endpoint the endpoint given to connect
     * @param at when
     */
    record ConnectDelayed(Endpoint endpoint, Instant at) implements MonitorEvent {
        /** Checks that nothing is null. */
        public ConnectDelayed {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Connecting failed, or the connection was lost, and it will be tried again.
     *
     * @param endpoint the endpoint given to connect
     * @param delay until the next attempt
     * @param attempt the number of the attempt that failed, counted from 1 since the last connection that lasted a
     *        second
     * @param detail why it failed
     * @param at when
     */
    record ConnectRetried(Endpoint endpoint, Duration delay, int attempt, String detail, Instant at)
            implements MonitorEvent {
        /** Checks that nothing is null. */
        public ConnectRetried {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(delay, "delay");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The handshake is complete; messages flow.
     *
     * @param endpoint the endpoint
     * @param peer who is at the other end
     * @param at when
     */
    record HandshakeSucceeded(Endpoint endpoint, PeerInfo peer, Instant at) implements ConnectionEvent {
        /** Checks that nothing is null. */
        public HandshakeSucceeded {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(peer, "peer");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public long connectionId() {
            return peer.connectionId();
        }

        @Override
        public String localAddress() {
            return peer.localAddress();
        }

        @Override
        public String remoteAddress() {
            return peer.remoteAddress();
        }
    }

    /**
     * The handshake failed and the connection is closed.
     *
     * @param endpoint the endpoint
     * @param connectionId the connection
     * @param localAddress this end's address
     * @param remoteAddress the peer's address
     * @param reason why
     * @param detail more words; empty if there are none
     * @param at when
     */
    record HandshakeFailed(Endpoint endpoint, long connectionId, String localAddress, String remoteAddress,
            HandshakeFailure reason, String detail, Instant at) implements ConnectionEvent {
        /** Checks that nothing is null. */
        public HandshakeFailed {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(localAddress, "localAddress");
            Objects.requireNonNull(remoteAddress, "remoteAddress");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A connection whose handshake had succeeded ended.
     *
     * @param endpoint the endpoint
     * @param connectionId the connection
     * @param localAddress this end's address
     * @param remoteAddress the peer's address
     * @param reason why
     * @param detail more words; empty if there are none
     * @param at when
     */
    record Disconnected(Endpoint endpoint, long connectionId, String localAddress, String remoteAddress,
            DisconnectReason reason, String detail, Instant at) implements ConnectionEvent {
        /** Checks that nothing is null. */
        public Disconnected {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(localAddress, "localAddress");
            Objects.requireNonNull(remoteAddress, "remoteAddress");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The endpoint is no longer bound, or no longer connects.
     *
     * @param endpoint the endpoint
     * @param detail what went wrong in closing; empty if nothing did
     * @param at when
     */
    record Closed(Endpoint endpoint, String detail, Instant at) implements MonitorEvent {
        /** Checks that nothing is null. */
        public Closed {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(at, "at");
        }

        /**
         * Closed without a problem.
         *
         * @param endpoint the endpoint
         * @param at when
         */
        public Closed(Endpoint endpoint, Instant at) {
            this(endpoint, "", at);
        }
    }

    /**
     * No event follows: the socket is closed or the listener was removed.
     *
     * @param at when
     */
    record MonitorStopped(Instant at) implements MonitorEvent {
        private static final Endpoint NONE = Endpoint.of("monitor://stopped");

        /** Checks that nothing is null. */
        public MonitorStopped {
            Objects.requireNonNull(at, "at");
        }

        @Override
        public Endpoint endpoint() {
            return NONE;
        }
    }
}

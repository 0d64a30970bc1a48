package zlink.tests.interop;

import java.util.Map;
import zlink.api.SocketType;

/** Another implementation of ZeroMQ. */
interface ForeignPeer extends AutoCloseable {

    /** Options of {@link #open} that all implementations take. */
    enum Option {
        /** Bytes. */
        ROUTING_ID,
        /** 1 or 0. */
        ROUTER_MANDATORY,
        /** 1 or 0. */
        ROUTER_HANDOVER,
        /** Milliseconds. */
        HEARTBEAT_IVL,
        /** Milliseconds. */
        HEARTBEAT_TTL,
        /** Milliseconds. */
        HEARTBEAT_TIMEOUT,
        /** 1 or 0. */
        REQ_CORRELATE,
        /** 1 or 0. */
        CONFLATE
    }

    /** Opens a socket that lingers for no time and reconnects soon. */
    ForeignSocket open(SocketType type, Map<Option, Object> options);

    default ForeignSocket open(SocketType type) {
        return open(type, Map.of());
    }

    /** Closes its sockets too. */
    @Override
    void close();
}

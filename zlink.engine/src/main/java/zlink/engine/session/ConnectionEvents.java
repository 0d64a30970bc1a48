package zlink.engine.session;

import java.time.Instant;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.HandshakeFailure;
import zlink.api.MonitorEvent;
import zlink.api.PeerInfo;
import zlink.engine.connection.WireConnection;
import zlink.engine.monitor.FlightRecorder;
import zlink.engine.monitor.SocketMonitor;

/** Tells the monitor and the flight recorder what becomes of an endpoint's connections. Any thread. */
final class ConnectionEvents {
    private final SocketMonitor monitor;
    private final Endpoint endpoint;

    ConnectionEvents(SocketMonitor monitor, Endpoint endpoint) {
        this.monitor = monitor;
        this.endpoint = endpoint;
    }

    void accepted(WireConnection connection) {
        String local = connection.channel().localAddress();
        String remote = connection.channel().remoteAddress();
        FlightRecorder.connectionOpened(connection.id(), endpoint.toString(), remote);
        if (monitor.isActive()) {
            monitor.emit(new MonitorEvent.Accepted(endpoint, connection.id(), local, remote, Instant.now()));
        }
    }

    void connected(WireConnection connection) {
        String local = connection.channel().localAddress();
        String remote = connection.channel().remoteAddress();
        FlightRecorder.connectionOpened(connection.id(), endpoint.toString(), remote);
        if (monitor.isActive()) {
            monitor.emit(new MonitorEvent.Connected(endpoint, connection.id(), local, remote, Instant.now()));
        }
    }

    void handshakeSucceeded(PeerInfo peer) {
        if (monitor.isActive()) {
            monitor.emit(new MonitorEvent.HandshakeSucceeded(endpoint, peer, Instant.now()));
        }
    }

    void handshakeFailed(WireConnection connection, HandshakeFailure reason, String detail) {
        FlightRecorder.handshakeFailed(connection.id(), endpoint.toString(), reason.name(), detail);
        if (monitor.isActive()) {
            monitor.emit(new MonitorEvent.HandshakeFailed(endpoint, connection.id(),
                    connection.channel().localAddress(), connection.channel().remoteAddress(), reason, detail,
                    Instant.now()));
        }
    }

    void disconnected(WireConnection connection, DisconnectReason reason, String detail) {
        FlightRecorder.connectionClosed(connection.id(), endpoint.toString(), reason.name(), detail);
        if (monitor.isActive()) {
            monitor.emit(new MonitorEvent.Disconnected(endpoint, connection.id(),
                    connection.channel().localAddress(), connection.channel().remoteAddress(), reason, detail,
                    Instant.now()));
        }
    }

    /** The endpoint itself is no more. */
    void closed(String detail) {
        if (monitor.isActive()) {
            monitor.emit(new MonitorEvent.Closed(endpoint, detail, Instant.now()));
        }
    }
}

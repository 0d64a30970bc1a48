package zlink.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorEventTest {
    private static final Endpoint ENDPOINT = Endpoint.of("tcp://127.0.0.1:5555");
    private static final Instant NOW = Instant.EPOCH;
    private static final PeerInfo PEER =
            PeerInfo.builder(4).localAddress("127.0.0.1:5555").remoteAddress("127.0.0.1:6").build();

    private static final List<MonitorEvent> OF_ENDPOINTS = List.of(
            new MonitorEvent.Listening(ENDPOINT, NOW),
            new MonitorEvent.BindFailed(ENDPOINT, "in use", NOW),
            new MonitorEvent.AcceptFailed(ENDPOINT, "too many open files", NOW),
            new MonitorEvent.ConnectDelayed(ENDPOINT, NOW),
            new MonitorEvent.ConnectRetried(ENDPOINT, Duration.ofMillis(100), 1, "refused", NOW),
            new MonitorEvent.Closed(ENDPOINT, NOW));

    private static final List<MonitorEvent.ConnectionEvent> OF_CONNECTIONS = List.of(
            new MonitorEvent.Accepted(ENDPOINT, 4, "127.0.0.1:5555", "127.0.0.1:6", NOW),
            new MonitorEvent.Connected(ENDPOINT, 4, "127.0.0.1:5555", "127.0.0.1:6", NOW),
            new MonitorEvent.HandshakeSucceeded(ENDPOINT, PEER, NOW),
            new MonitorEvent.HandshakeFailed(ENDPOINT, 4, "127.0.0.1:5555", "127.0.0.1:6",
                    HandshakeFailure.BAD_GREETING, "GET / HTTP/1.1", NOW),
            new MonitorEvent.Disconnected(ENDPOINT, 4, "127.0.0.1:5555", "127.0.0.1:6",
                    DisconnectReason.PEER_CLOSED, "", NOW));

    @Test
    void areAllHere() {
        assertThat(MonitorEvent.class.getPermittedSubclasses()).hasSize(OF_ENDPOINTS.size() + 2);
        assertThat(MonitorEvent.ConnectionEvent.class.getPermittedSubclasses()).hasSize(OF_CONNECTIONS.size());
    }

    @Test
    void ofEndpointsConcernNoConnection() {
        assertThat(OF_ENDPOINTS).allSatisfy(event -> {
            assertThat(event.endpoint()).isEqualTo(ENDPOINT);
            assertThat(event.connectionId()).isZero();
            assertThat(event.at()).isEqualTo(NOW);
        });
    }

    @Test
    void ofConnectionsNameTheConnectionAndItsAddresses() {
        assertThat(OF_CONNECTIONS).allSatisfy(event -> {
            assertThat(event.endpoint()).isEqualTo(ENDPOINT);
            assertThat(event.connectionId()).isEqualTo(4);
            assertThat(event.localAddress()).isEqualTo("127.0.0.1:5555");
            assertThat(event.remoteAddress()).isEqualTo("127.0.0.1:6");
            assertThat(event.at()).isEqualTo(NOW);
        });
    }

    @Test
    void theLastConcernsNoEndpoint() {
        MonitorEvent stopped = new MonitorEvent.MonitorStopped(NOW);
        assertThat(stopped.endpoint()).isEqualTo(Endpoint.of("monitor://stopped"));
        assertThat(stopped.connectionId()).isZero();
    }

    @Test
    void refuseNull() {
        assertThatNullPointerException().isThrownBy(() -> new MonitorEvent.Listening(null, NOW));
        assertThatNullPointerException().isThrownBy(() -> new MonitorEvent.MonitorStopped(null));
        assertThatNullPointerException().isThrownBy(() -> new MonitorEvent.HandshakeSucceeded(ENDPOINT, null, NOW));
        assertThatNullPointerException()
                .isThrownBy(() -> new MonitorEvent.Disconnected(ENDPOINT, 1, "", "", null, "", NOW));
    }
}

package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.handshake;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.DealerSocket;
import zlink.api.Endpoint;
import zlink.api.HandshakeFailure;
import zlink.api.MonitorEvent;
import zlink.api.RouterSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.SelfSigned;

/** Those who take their time: in the handshake they have so much for all of it, over every transport. */
class SlowPeersTest extends OnTheWire {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final SocketOptions options = SelfSigned.options();
    private final RouterSocket router = context.router(options.with(SocketOption.HANDSHAKE_INTERVAL, INTERVAL));
    private final MonitorLog log = MonitorLog.of(router);

    static Stream<Arguments> beginnings() {
        return Stream.of(
                Arguments.of("tcp", handshake(SocketType.DEALER)),
                Arguments.of("ws", of("GET / HTTP/1.1\r\nHost: h\r\n" + "X-Slow: 1\r\n".repeat(99))),
                Arguments.of("tls", clientHello()),
                // So long a hello of SSL 2 never comes; its length is not where that of a record is.
                Arguments.of("tls", of(0x80, 0x7F, 1, 3, 1)));
    }

    /** The beginning of a hello, which promises five hundred bytes. */
    private static byte[] clientHello() {
        byte[] hello = new byte[300];
        System.arraycopy(of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3), 0, hello, 0, 11);
        return hello;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beginnings")
    void handshakeThatComesByDribsEndsInTime(String scheme, byte[] bytes) {
        Endpoint endpoint = router.bind(scheme + "://127.0.0.1:*").endpoint();
        try (RawPeer slow = RawPeer.connect(Endpoint.of("tcp://" + endpoint.address()))) {
            long start = System.nanoTime();
            for (int sent = 0; log.events(MonitorEvent.HandshakeFailed.class).isEmpty(); ) {
                long dueNs = start + sent * 5_000_000L;
                if (sent < bytes.length - 1 && System.nanoTime() - dueNs > 0) {
                    slow.sendIfOpen(of(bytes[sent++]));
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Deadline.PATIENCE);
            }
            MonitorEvent.HandshakeFailed failed = log.await(MonitorEvent.HandshakeFailed.class);
            assertThat(failed.reason()).as(failed.detail()).isEqualTo(HandshakeFailure.TIMEOUT);
            slow.awaitEnd();
        }
        assertOthersTalk(endpoint);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"tcp", "ws", "tls"})
    void handshakeThatNeverBeginsEndsInTime(String scheme) {
        Endpoint endpoint = router.bind(scheme + "://127.0.0.1:*").endpoint();
        try (RawPeer silent = RawPeer.connect(Endpoint.of("tcp://" + endpoint.address()))) {
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
            silent.awaitEnd();
        }
        assertOthersTalk(endpoint);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"tcp", "tls"})
    void trafficByteByByteIsServed(String scheme) {
        RouterSocket patient = context.router(options);
        MonitorLog events = MonitorLog.of(patient);
        Endpoint endpoint = patient.bind(scheme + "://127.0.0.1:*").endpoint();
        try (RawPeer slow = RawPeer.greeted(endpoint, SocketType.DEALER)) {
            byte[] bytes = message("slow", "but", "steady");
            for (int sent = 0; sent < bytes.length; ) {
                slow.send(of(bytes[sent++]));
                slow.isSilent(Duration.ofMillis(1));
            }
            assertThat(next(patient).texts().subList(1, 4)).containsExactly("slow", "but", "steady");
            assertThat(events.events(MonitorEvent.Disconnected.class)).isEmpty();
        }
    }

    private void assertOthersTalk(Endpoint endpoint) {
        DealerSocket other = context.dealer(options);
        other.connect(endpoint);
        other.send("others");
        assertThat(next(router).text(1)).isEqualTo("others");
    }
}

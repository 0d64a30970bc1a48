package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.COMMAND;
import static zlink.tests.wire.Bytes.MORE;
import static zlink.tests.wire.Bytes.command;
import static zlink.tests.wire.Bytes.frame;
import static zlink.tests.wire.Bytes.handshake;
import static zlink.tests.wire.Bytes.join;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.DisconnectReason;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PairSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;

/** PING, PONG, and what silence means. */
class HeartbeatTest extends OnTheWire {
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static SocketOptions beating(Duration interval, Duration timeout) {
        return with(SocketOption.HEARTBEAT_INTERVAL, interval).with(SocketOption.HEARTBEAT_TIMEOUT, timeout);
    }

    private static byte[] ping(int ttl, byte[] context) {
        return command("PING", join(of(ttl >> 8, ttl), context));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16})
    void pingIsAnsweredWithItsContext(int size) {
        PairSocket pair = context.pair();
        byte[] pingContext = new byte[size];
        for (int i = 0; i < size; i++) {
            pingContext[i] = (byte) (0xF0 + i);
        }
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            peer.send(ping(0, pingContext));
            assertThat(peer.read(7 + size)).isEqualTo(join(of(COMMAND, 5 + size, 4), of("PONG"), pingContext));
        }
    }

    @Test
    void pingIsAnsweredWhileTheApplicationDoesNotReceive() {
        PairSocket pair = context.pair();
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            peer.send(message("unread"), ping(0, of("now")), frame(MORE, of("half")), ping(0, of("within")),
                    frame(0, of("other half")));
            assertThat(peer.readFrame().body()).isEqualTo(join(of(4), of("PONGnow")));
            assertThat(peer.readFrame().body()).isEqualTo(join(of(4), of("PONGwithin")));
            assertThat(next(pair).text()).isEqualTo("unread");
            assertThat(next(pair).texts()).containsExactly("half", "other half");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "99, 0", "100, 1", "1999, 19", "65500, 655", "65600, 655", "6553500, 655"})
    void pingCarriesTheTimeToLiveInTenthsButNoneThatLibzmqGetsWrong(int millis, int tenths) {
        PairSocket pair = context.pair(beating(SHORT, LONG)
                .with(SocketOption.HEARTBEAT_TTL, Duration.ofMillis(millis)));
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            for (int i = 0; i < 3; i++) {
                RawPeer.Frame frame = peer.readFrame();
                assertThat(frame.flags()).isEqualTo(COMMAND);
                assertThat(Bytes.first(frame.body(), 7)).isEqualTo(join(of(4), of("PING"), of(tenths >> 8, tenths)));
                assertThat(frame.body().length).isLessThanOrEqualTo(7 + 16);
            }
        }
    }

    @Test
    void peerThatDoesNotAnswerIsTakenForDead() {
        PairSocket pair = context.pair(beating(SHORT, SHORT));
        MonitorLog log = MonitorLog.of(pair);
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            assertThat(log.await(MonitorEvent.Disconnected.class).reason())
                    .isEqualTo(DisconnectReason.HEARTBEAT_TIMEOUT);
            peer.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pong", "ping", "message", "unknown command"})
    void anythingThePeerSendsIsASignOfLife(String sign) {
        byte[] bytes = switch (sign) {
            case "pong" -> command("PONG", of());
            case "ping" -> ping(0, of());
            case "message" -> message("I am alive");
            default -> command("HELLO-THERE", of());
        };
        PairSocket pair = context.pair(beating(SHORT, Duration.ofMillis(400)));
        MonitorLog log = MonitorLog.of(pair);
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            Deadline end = Deadline.in(Duration.ofMillis(900));
            while (!end.hasPassed()) {
                RawPeer.Frame frame = peer.readFrame();
                if (frame.isCommand("PING")) {
                    peer.send(bytes);
                }
            }
        }
        assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
    }

    @Test
    void connectingSideConnectsAgainWhenThePeerIsDead() {
        PairSocket pair = context.pair(beating(SHORT, SHORT));
        MonitorLog log = MonitorLog.of(pair);
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            pair.connect(listener.endpoint());
            try (RawPeer dead = listener.accept()) {
                dead.send(handshake(SocketType.PAIR));
                assertThat(log.await(MonitorEvent.Disconnected.class).reason())
                        .isEqualTo(DisconnectReason.HEARTBEAT_TIMEOUT);
                try (RawPeer alive = listener.accept()) {
                    alive.send(handshake(SocketType.PAIR), message("hello"));
                    assertThat(next(pair).text()).isEqualTo("hello");
                }
                dead.awaitEnd();
            }
        }
    }

    @Test
    void peerThatNamesATimeToLiveIsTakenForDeadWhenItHasPassed() {
        PairSocket pair = context.pair();
        MonitorLog log = MonitorLog.of(pair);
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            long start = System.nanoTime();
            peer.send(ping(2, of()));
            assertThat(log.await(MonitorEvent.Disconnected.class).reason())
                    .isEqualTo(DisconnectReason.HEARTBEAT_TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(195));
            peer.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {656, 6554, 65_535})
    void longTimesToLiveAreNotCutShort(int tenths) {
        PairSocket pair = context.pair();
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            peer.send(ping(tenths, of()));
            assertThat(peer.readFrame().isCommand("PONG")).isTrue();
            assertThat(peer.isSilent(Duration.ofMillis(300))).isTrue();
            peer.send(message("still here"));
            assertThat(next(pair).text()).isEqualTo("still here");
        }
    }

    /** We do not hear a peer we have told to wait: that is no silence of its. */
    @Test
    void queueThatIsFullIsNoSilenceOfThePeer() {
        PairSocket pair = context.pair(beating(SHORT, Duration.ofMillis(100))
                .with(SocketOption.RECEIVE_HIGH_WATER_MARK, 5));
        MonitorLog log = MonitorLog.of(pair);
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            byte[] large = new byte[50_000];
            for (int i = 0; i < 20; i++) {
                peer.send(frame(MORE, of("" + i)), frame(0, large));
            }
            Deadline.await("the queue is full", () -> pair.statistics().receiveQueue().messages() >= 5);
            Deadline idle = Deadline.in(Duration.ofMillis(500));
            while (!idle.hasPassed()) {
                if (peer.readFrame().isCommand("PING")) {
                    peer.send(command("PONG", of()));
                }
            }
            assertThat(log.events(MonitorEvent.Disconnected.class)).isEmpty();
            for (int i = 0; i < 20; i++) {
                assertThat(next(pair).text(0)).isEqualTo("" + i);
            }
        }
    }

    @Test
    void heartbeatsNeverComeWithinAMessage() {
        PairSocket pair = context.pair(beating(Duration.ofMillis(1), LONG));
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            for (int i = 0; i < 300; i++) {
                pair.send(Message.copyOf(of("head"), new byte[20_000], of("tail")));
                peer.send(ping(0, of()));
                assertThat(peer.readFrameButHeartbeats().body()).isEqualTo(of("head"));
                assertThat(peer.readFrame().body()).hasSize(20_000);
                assertThat(peer.readFrame().body()).isEqualTo(of("tail"));
            }
        }
    }

    @Test
    void withoutTheOptionNothingIsSent() {
        PairSocket pair = context.pair();
        try (RawPeer peer = RawPeer.greeted(bind(pair), SocketType.PAIR)) {
            assertThat(peer.isSilent(Duration.ofMillis(100))).isTrue();
        }
    }
}

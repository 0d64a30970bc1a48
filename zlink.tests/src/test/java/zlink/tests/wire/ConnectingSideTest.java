package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.COMMAND;
import static zlink.tests.wire.Bytes.command;
import static zlink.tests.wire.Bytes.frame;
import static zlink.tests.wire.Bytes.greeting;
import static zlink.tests.wire.Bytes.handshake;
import static zlink.tests.wire.Bytes.join;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;
import static zlink.tests.wire.Bytes.ready;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import zlink.api.DisconnectReason;
import zlink.api.EndpointHandle;
import zlink.api.HandshakeFailure;
import zlink.api.MonitorEvent;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketType;
import zlink.tests.fixture.MonitorLog;

/** Whatever goes wrong with a connection, the side that made it makes it again. */
class ConnectingSideTest extends OnTheWire {
    private static final Duration SEVERAL_INTERVALS = Duration.ofMillis(120);

    static Stream<Arguments> badServers() {
        return Stream.of(
                Arguments.of(HandshakeFailure.BAD_GREETING, of("220 mail.example.org ESMTP\r\n")),
                Arguments.of(HandshakeFailure.MECHANISM_MISMATCH, greeting(3, 1, "CURVE")),
                Arguments.of(HandshakeFailure.INCOMPATIBLE_SOCKET_TYPE, join(greeting(3, 1), ready(SocketType.PUB))),
                Arguments.of(HandshakeFailure.MALFORMED_COMMAND, join(greeting(3, 1), message("hello"))),
                Arguments.of(HandshakeFailure.REJECTED_BY_PEER,
                        join(greeting(3, 1), command("ERROR", join(of(3), of("400"))))));
    }

    @ParameterizedTest
    @MethodSource("badServers")
    void serverThatBreaksTheRulesIsTriedAgainAndMayHaveBeenReplaced(HandshakeFailure reason, byte[] bytes) {
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            push.connect(listener.endpoint());
            push.send("for whoever speaks ZMTP");
            for (int attempt = 1; attempt <= 3; attempt++) {
                try (RawPeer bad = listener.accept()) {
                    bad.sendIfOpen(bytes);
                    MonitorEvent.HandshakeFailed failed = log.await(MonitorEvent.HandshakeFailed.class);
                    assertThat(failed.reason()).isEqualTo(reason);
                    assertThat(failed.endpoint().toString()).isEqualTo(listener.endpoint());
                    assertThat(log.await(MonitorEvent.ConnectRetried.class).attempt()).isEqualTo(attempt);
                    bad.awaitEnd();
                }
            }
            try (RawPeer good = listener.accept()) {
                good.send(handshake(SocketType.PULL));
                good.readHandshake();
                assertThat(good.readFrame().body()).isEqualTo(of("for whoever speaks ZMTP"));
            }
        }
    }

    @Test
    void reasonOfARejectionIsTold() {
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            push.connect(listener.endpoint());
            try (RawPeer rejecting = listener.accept()) {
                rejecting.send(greeting(3, 1), command("ERROR", join(of(14), of("no such tenant"))));
                assertThat(log.await(MonitorEvent.HandshakeFailed.class).detail()).contains("no such tenant");
            }
        }
    }

    @Test
    void serverThatBreaksTheRulesOfTrafficIsTriedAgainToo() {
        PullSocket pull = context.pull();
        MonitorLog log = MonitorLog.of(pull);
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            pull.connect(listener.endpoint());
            for (int i = 0; i < 2; i++) {
                try (RawPeer bad = listener.accept()) {
                    bad.send(handshake(SocketType.PUSH), message("good"), frame(COMMAND | 0x20, of("bad")));
                    assertThat(next(pull).text()).isEqualTo("good");
                    assertThat(log.await(MonitorEvent.Disconnected.class).reason())
                            .isEqualTo(DisconnectReason.PROTOCOL_VIOLATION);
                }
            }
        }
    }

    @Test
    void closingTheHandleEndsTheAttempts() {
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            EndpointHandle handle = push.connect(listener.endpoint());
            try (RawPeer bad = listener.accept()) {
                bad.send(of("garbage"));
                log.await(MonitorEvent.HandshakeFailed.class);
            }
            handle.close();
            log.await(MonitorEvent.Closed.class);
            while (!listener.isLeftAlone(SEVERAL_INTERVALS)) {
                assertThat(handle.isOpen()).isFalse(); // an attempt that was under way
            }
        }
    }

    @Test
    void connectionThatIsLostIsMadeAgainWhereverItBreaks() {
        PullSocket pull = context.pull();
        MonitorLog log = MonitorLog.of(pull);
        byte[] all = join(handshake(SocketType.PUSH), message("whole"), frame(Bytes.MORE, of("half")));
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            pull.connect(listener.endpoint());
            for (int cut : new int[] {0, 1, 10, 64, 70, all.length - 4, all.length}) {
                try (RawPeer broken = listener.accept()) {
                    broken.send(Bytes.first(all, cut));
                    if (cut >= all.length - 4) {
                        assertThat(next(pull).text()).isEqualTo("whole");
                    }
                }
            }
            try (RawPeer good = listener.accept()) {
                good.send(handshake(SocketType.PUSH), message("good"));
                assertThat(next(pull).text()).isEqualTo("good");
            }
            assertThat(log.events(MonitorEvent.HandshakeFailed.class)).hasSize(5)
                    .allSatisfy(event -> assertThat(event.reason()).isEqualTo(HandshakeFailure.CONNECTION_LOST));
            log.await(MonitorEvent.HandshakeSucceeded.class);
        }
    }
}

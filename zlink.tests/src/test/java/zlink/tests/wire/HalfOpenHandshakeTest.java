package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.first;
import static zlink.tests.wire.Bytes.greeting;
import static zlink.tests.wire.Bytes.handshake;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Endpoint;
import zlink.api.HandshakeFailure;
import zlink.api.MonitorEvent;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;

/** Peers that begin a handshake and do not finish it: they get no messages, and in the end no connection. */
class HalfOpenHandshakeTest extends OnTheWire {
    private final List<RawPeer> halfOpen = new ArrayList<>();

    @AfterEach
    void closeThem() {
        halfOpen.forEach(RawPeer::close);
    }

    private RawPeer open(Endpoint endpoint, int bytes) {
        RawPeer peer = RawPeer.connect(endpoint);
        peer.send(first(handshake(SocketType.PULL), bytes));
        halfOpen.add(peer);
        return peer;
    }

    @Test
    void theyGetNoneOfTheMessagesOthersAreFor() {
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        Endpoint endpoint = bind(push);
        for (int bytes : new int[] {0, 1, 10, 11, 63, 64, 70, 0, 64}) {
            open(endpoint, bytes);
            log.await(MonitorEvent.Accepted.class);
        }
        assertThat(push.trySend("nobody has finished")).isFalse();
        PullSocket pull = context.pull();
        pull.connect(endpoint);
        awaitConnections(push, 1);

        for (int i = 0; i < 100; i++) {
            push.send("" + i);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(next(pull).text()).isEqualTo("" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 11, 64, 70})
    void theirTimeIsUpWhereverTheyStop(int bytes) {
        PushSocket push = context.push(with(SocketOption.HANDSHAKE_INTERVAL, Duration.ofMillis(100)));
        MonitorLog log = MonitorLog.of(push);
        long start = System.nanoTime();
        RawPeer peer = open(bind(push), bytes);

        MonitorEvent.HandshakeFailed failed = log.await(MonitorEvent.HandshakeFailed.class);

        assertThat(failed.reason()).isEqualTo(HandshakeFailure.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(95));
        peer.awaitEnd();
    }

    @Test
    void theirTimeIsForTheWholeHandshakeHoweverSlowlyTheyGoOn() {
        PushSocket push = context.push(with(SocketOption.HANDSHAKE_INTERVAL, Duration.ofMillis(200)));
        MonitorLog log = MonitorLog.of(push);
        RawPeer peer = open(bind(push), 0);
        long start = System.nanoTime();
        byte[] all = handshake(SocketType.PULL);
        int sent = 0;
        while (log.events(MonitorEvent.HandshakeFailed.class).isEmpty()) {
            if (sent < all.length - 1 && System.nanoTime() - start > sent * 10_000_000L) {
                peer.sendIfOpen(of(all[sent++]));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Deadline.PATIENCE);
        }
        assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
        peer.awaitEnd();
    }

    @Test
    void timeOfThoseWhoHaveFinishedIsNotLimited() {
        PushSocket push = context.push(with(SocketOption.HANDSHAKE_INTERVAL, Duration.ofMillis(50)));
        try (RawPeer peer = RawPeer.greeted(bind(push), SocketType.PULL)) {
            assertThat(peer.isSilent(Duration.ofMillis(150))).isTrue();
            push.send("still here");
            assertThat(peer.readFrame().body()).isEqualTo(of("still here"));
        }
    }

    @Test
    void connectingSideGivesUpAndTriesAgain() {
        PushSocket push = context.push(with(SocketOption.HANDSHAKE_INTERVAL, Duration.ofMillis(50)));
        MonitorLog log = MonitorLog.of(push);
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            push.connect(listener.endpoint());
            try (RawPeer silent = listener.accept()) {
                assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
                silent.awaitEnd();
            }
            try (RawPeer half = listener.accept()) {
                half.send(greeting(3, 1));
                assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
            }
            push.send("queued");
            try (RawPeer good = listener.accept()) {
                good.send(handshake(SocketType.PULL));
                good.readHandshake();
                assertThat(good.readFrame().body()).isEqualTo(of("queued"));
            }
        }
    }

    @Test
    void onlySoManyMayBePending() {
        PushSocket push = context.push(with(SocketOption.MAX_PENDING_HANDSHAKES, 3));
        MonitorLog log = MonitorLog.of(push);
        Endpoint endpoint = bind(push);
        for (int i = 0; i < 3; i++) {
            open(endpoint, 11);
            log.await(MonitorEvent.Accepted.class);
        }

        RawPeer refused = open(endpoint, 0);

        assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason())
                .isEqualTo(HandshakeFailure.TOO_MANY_PENDING);
        refused.awaitEnd();
        halfOpen.get(0).close();
        log.await(MonitorEvent.HandshakeFailed.class);
        try (RawPeer good = RawPeer.greeted(endpoint, SocketType.PULL)) {
            push.send("room again");
            assertThat(good.readFrame().body()).isEqualTo(of("room again"));
        }
    }

    @Test
    void onlySoManyMayBeConnected() {
        PullSocket pull = context.pull(with(SocketOption.MAX_CONNECTIONS, 2));
        MonitorLog log = MonitorLog.of(pull);
        Endpoint endpoint = bind(pull);
        try (RawPeer first = RawPeer.greeted(endpoint, SocketType.PUSH)) {
            RawPeer second = RawPeer.greeted(endpoint, SocketType.PUSH);
            awaitConnections(pull, 2);
            RawPeer refused = open(endpoint, 0);
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason())
                    .isEqualTo(HandshakeFailure.TOO_MANY_PENDING);
            refused.awaitEnd();
            first.send(message("first"));
            assertThat(next(pull).text()).isEqualTo("first");
            second.close();
            awaitConnections(pull, 1);
        }
        awaitConnections(pull, 0);
        try (RawPeer third = RawPeer.greeted(endpoint, SocketType.PUSH)) {
            third.send(message("third"));
            assertThat(next(pull).text()).isEqualTo("third");
        }
    }

    @Test
    void publisherHoldsNothingForThem() {
        PubSocket pub = context.pub();
        MonitorLog log = MonitorLog.of(pub);
        RawPeer peer = open(bind(pub), 64);
        log.await(MonitorEvent.Accepted.class);
        for (int i = 0; i < 1000; i++) {
            pub.send(new byte[1000]);
        }
        assertThat(pub.statistics().sendQueue().messages()).isZero();
        assertThat(pub.statistics().messagesDropped()).as("nobody has subscribed").isZero();
        peer.close();
        log.await(MonitorEvent.HandshakeFailed.class);
    }
}

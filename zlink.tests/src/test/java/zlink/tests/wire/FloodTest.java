package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.MORE;
import static zlink.tests.wire.Bytes.command;
import static zlink.tests.wire.Bytes.frame;
import static zlink.tests.wire.Bytes.handshake;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.DealerSocket;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.HandshakeFailure;
import zlink.api.MonitorEvent;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.RouterSocket;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.api.XPubSocket;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;

/** Peers that send much of what is small, and ask for much by little: it piles up nowhere. */
@Timeout(60)
class FloodTest extends OnTheWire {
    private static final int MEBIBYTE = 1 << 20;

    private static byte[] many(byte[] one, int count) {
        byte[] all = new byte[one.length * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return all;
    }

    /** Time to live of none, and of 100 s. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void answersToPingsDoNotPileUpForAPeerThatDoesNotRead(int ttl) {
        RouterSocket router = context.router(with(SocketOption.SEND_BUFFER, 64 << 10));
        Endpoint endpoint = bind(router);
        byte[] ping = command("PING", of(ttl >> 8, ttl, 'c', 'o', 'n', 't', 'e', 'x', 't'));
        try (RawPeer attacker = RawPeer.greeted(endpoint, SocketType.DEALER)) {
            byte[] pings = many(ping, 10_000);
            for (int i = 0; i < 100; i++) {
                attacker.send(pings);
                assertThat(router.statistics().sendQueue().bytes()).isLessThan(MEBIBYTE);
            }
            attacker.send(message("after a million"));
            assertThat(next(router).text(1)).isEqualTo("after a million");
            assertThat(router.statistics().sendQueue().bytes()).isLessThan(MEBIBYTE);
        }
        assertOthersTalk(router, endpoint);
    }

    @Test
    void answersNobodyAskedForAreIgnored() {
        RouterSocket router = context.router();
        Endpoint endpoint = bind(router);
        try (RawPeer attacker = RawPeer.greeted(endpoint, SocketType.DEALER)) {
            attacker.send(many(command("PONG", of("what?")), 10_000), message("still here"));
            assertThat(next(router).text(1)).isEqualTo("still here");
        }
        assertOthersTalk(router, endpoint);
    }

    /** An answer is never longer than what asked for it. */
    @Test
    void nothingIsAmplified() {
        RouterSocket router = context.router();
        try (RawPeer attacker = RawPeer.greeted(bind(router), SocketType.DEALER)) {
            byte[] ping = command("PING", new byte[18]);
            attacker.send(many(ping, 100), many(command("SOMETHING", of("else")), 100), message("end"));
            assertThat(next(router).text(1)).isEqualTo("end");
            for (int i = 0; i < 100; i++) {
                assertThat(attacker.readFrame().body().length + 2).isLessThanOrEqualTo(ping.length);
            }
            assertThat(attacker.isSilent(Deadline.A_WHILE)).isTrue();
        }
    }

    @Test
    void crowdBeyondTheLimitIsTurnedAwayAndDisturbsNobody() {
        RouterSocket router = context.router(with(SocketOption.MAX_CONNECTIONS, 20));
        MonitorLog log = MonitorLog.of(router);
        Endpoint endpoint = bind(router);
        DealerSocket regular = context.dealer();
        regular.connect(endpoint);
        regular.send("first");
        assertThat(next(router).text(1)).isEqualTo("first");
        List<RawPeer> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                crowd.add(RawPeer.connect(endpoint).sendIfOpen(handshake(SocketType.DEALER)));
            }
            for (int i = 0; i < 81; i++) {
                MonitorEvent.HandshakeFailed refused = log.await(MonitorEvent.HandshakeFailed.class);
                assertThat(refused.reason()).isEqualTo(HandshakeFailure.TOO_MANY_PENDING);
                assertThat(refused.detail()).contains("limit of 20 connections", "MAX_CONNECTIONS");
            }
            regular.send("in the crowd");
            assertThat(next(router).text(1)).isEqualTo("in the crowd");
        } finally {
            crowd.forEach(RawPeer::close);
        }
        awaitConnections(router, 1);
        assertOthersTalk(router, endpoint);
    }

    @Test
    void subscriptionsInTheOldFormAreLimitedAsWell() {
        PubSocket pub = context.pub(with(SocketOption.MAX_SUBSCRIPTIONS, 100));
        MonitorLog log = MonitorLog.of(pub);
        Endpoint endpoint = bind(pub);
        try (RawPeer greedy = RawPeer.greeted(endpoint, SocketType.SUB)) {
            for (int i = 0; i <= 100; i++) {
                greedy.sendIfOpen(message("\u0001topic " + i));
            }
            assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.LIMIT_EXCEEDED);
            greedy.awaitEnd();
        }
        assertSubscribes(pub, endpoint);
    }

    @Test
    void topicThatIsTooLongByItselfIsRefused() {
        PubSocket pub = context.pub(with(SocketOption.MAX_SUBSCRIPTION_BYTES, (long) MEBIBYTE));
        MonitorLog log = MonitorLog.of(pub);
        Endpoint endpoint = bind(pub);
        try (RawPeer greedy = RawPeer.greeted(endpoint, SocketType.SUB)) {
            byte[] topic = new byte[MEBIBYTE];
            greedy.send(command("SUBSCRIBE", topic), command("CANCEL", topic), command("SUBSCRIBE", topic));
            greedy.sendIfOpen(command("SUBSCRIBE", of("one more")));
            assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.LIMIT_EXCEEDED);
        }
        assertSubscribes(pub, endpoint);
    }

    /** Each of them is news for the application, which does not listen. */
    @Test
    void subscribingAndCancellingLongTopicsFillsNoMemory() {
        XPubSocket xpub = context.xpub(with(SocketOption.MAX_SUBSCRIPTION_BYTES, (long) MEBIBYTE));
        MonitorLog log = MonitorLog.of(xpub);
        Endpoint endpoint = bind(xpub);
        byte[] topic = new byte[100_000];
        try (RawPeer greedy = RawPeer.greeted(endpoint, SocketType.SUB)) {
            for (int i = 0; i < 50; i++) {
                greedy.sendIfOpen(command("SUBSCRIBE", topic), command("CANCEL", topic));
            }
            assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.LIMIT_EXCEEDED);
            greedy.awaitEnd();
        }
        int told = 0;
        for (var news = xpub.tryReceive(); news.isPresent(); news = xpub.tryReceive()) {
            assertThat(news.orElseThrow().bytes()).hasSize(1 + topic.length).startsWith(1 - told % 2);
            told++;
        }
        assertThat(told).isEqualTo(20);
        try (RawPeer modest = RawPeer.greeted(endpoint, SocketType.SUB)) {
            modest.send(command("SUBSCRIBE", of("a")));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0001a"));
        }
    }

    @Test
    void largeMessagesUpstreamAreDroppedBeyondTheLimitInBytes() {
        XPubSocket xpub = context.xpub(with(SocketOption.RECEIVE_LIMIT_BYTES, (long) MEBIBYTE));
        try (RawPeer peer = RawPeer.greeted(bind(xpub), SocketType.XSUB)) {
            byte[] large = new byte[100_000];
            large[0] = 'l';
            for (int i = 0; i < 100; i++) {
                peer.send(frame(MORE, of("large")), frame(0, large));
            }
            Deadline.await(() -> xpub.statistics().messagesDropped() + " dropped", Deadline.PATIENCE,
                    () -> xpub.statistics().messagesDropped() == 100 - 11);
            for (int i = 0; i < 11; i++) {
                assertThat(next(xpub).text(0)).isEqualTo("large");
            }
            peer.send(message("room again"));
            assertThat(next(xpub).text()).isEqualTo("room again");
        }
    }

    @Test
    void peersThatComeAndGoWithoutAWordLeaveNothing() {
        PullSocket pull = context.pull();
        Endpoint endpoint = bind(pull);
        for (int i = 0; i < 500; i++) {
            RawPeer.connect(endpoint).reset();
        }
        try (RawPeer good = RawPeer.greeted(endpoint, SocketType.PUSH)) {
            good.send(message("good"));
            assertThat(next(pull).text()).isEqualTo("good");
            awaitConnections(pull, 1);
        }
    }

    private void assertSubscribes(PubSocket pub, Endpoint endpoint) {
        try (RawPeer modest = RawPeer.greeted(endpoint, SocketType.SUB)) {
            modest.send(command("SUBSCRIBE", of("a")));
            Deadline.await("the other's subscription works", () -> {
                pub.send("a");
                return pub.statistics().messagesSent() > 0;
            });
            assertThat(modest.readFrame().body()).isEqualTo(of("a"));
        }
    }

    private void assertOthersTalk(RouterSocket router, Endpoint endpoint) {
        DealerSocket other = context.dealer();
        other.connect(endpoint);
        other.send("others");
        var message = next(router);
        assertThat(message.text(1)).isEqualTo("others");
        router.send(message.routingId(), of("good"));
        assertThat(next(other).text()).isEqualTo("good");
    }
}

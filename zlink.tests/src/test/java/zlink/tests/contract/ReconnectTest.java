package zlink.tests.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.contract.OverEachTransport.awaitConnections;
import static zlink.tests.contract.OverEachTransport.next;
import static zlink.tests.contract.OverEachTransport.nextText;
import static zlink.tests.contract.OverEachTransport.with;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DealerSocket;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.MonitorEvent;
import zlink.api.PairSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RepSocket;
import zlink.api.ReqSocket;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** The connecting side comes back, whatever happens to the bound one. */
@ParameterizedClass
@EnumSource(value = Transport.class, names = {"TCP", "IPC"})
class ReconnectTest {
    private static final Duration SOON = Duration.ofMillis(10);

    @Parameter
    Transport transport;

    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            with(SocketOption.RECONNECT_INTERVAL, SOON).with(SocketOption.LINGER, Duration.ZERO)));

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    @Test
    void connectsOnceThePeerIsThere() {
        Endpoint endpoint = transport.free();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        push.connect(endpoint);
        log.await(MonitorEvent.ConnectRetried.class);
        log.await(MonitorEvent.ConnectRetried.class);

        PullSocket pull = context.pull();
        pull.bind(endpoint);

        log.await(MonitorEvent.HandshakeSucceeded.class);
        push.send("here at last");
        assertThat(nextText(pull)).isEqualTo("here at last");
    }

    @Test
    void messagesQueuedWhileThePeerIsAwayArriveInOrder() {
        PullSocket before = context.pull();
        Endpoint endpoint = before.bind(transport.free()).endpoint();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        push.connect(endpoint);
        push.send("before");
        assertThat(nextText(before)).isEqualTo("before");

        before.close();
        log.await(MonitorEvent.Disconnected.class);
        for (int i = 0; i < 100; i++) {
            assertThat(push.trySend("away " + i)).isTrue();
        }
        PullSocket after = context.pull();
        after.bind(endpoint);

        for (int i = 0; i < 100; i++) {
            assertThat(nextText(after)).isEqualTo("away " + i);
        }
    }

    @Test
    void immediateQueuesNothingWhileThePeerIsAway() {
        PullSocket before = context.pull();
        Endpoint endpoint = before.bind(transport.free()).endpoint();
        PushSocket push = context.push(with(SocketOption.IMMEDIATE, true));
        MonitorLog log = MonitorLog.of(push);
        push.connect(endpoint);
        push.send("before");
        assertThat(nextText(before)).isEqualTo("before");

        before.close();
        log.await(MonitorEvent.Disconnected.class);
        Deadline.await("the peer is no longer sent to", () -> !push.trySend("away"));
        PullSocket after = context.pull();
        after.bind(endpoint);
        awaitConnections(push, 1);
        push.send("after");

        assertThat(nextText(after)).isEqualTo("after");
    }

    @Test
    void subscriptionsAreSentAgain() {
        XPubSocket before = context.xpub();
        Endpoint endpoint = before.bind(transport.free()).endpoint();
        SubSocket sub = context.sub();
        sub.connect(endpoint);
        sub.subscribe("a");
        sub.subscribe("b");
        sub.subscribe("b");
        assertThat(List.of(next(before).bytes()[1], next(before).bytes()[1]))
                .containsExactly((byte) 'a', (byte) 'b');
        sub.unsubscribe("a");
        assertThat(next(before).bytes()).containsExactly(0, 'a');

        before.close();
        awaitConnections(sub, 0);
        sub.subscribe("c");
        XPubSocket after = context.xpub();
        after.bind(endpoint);

        assertThat(List.of(next(after).bytes()[1], next(after).bytes()[1]))
                .containsExactlyInAnyOrder((byte) 'b', (byte) 'c');
        after.send("b again");
        after.send("a no more");
        after.send("c as well");
        assertThat(nextText(sub)).isEqualTo("b again");
        assertThat(nextText(sub)).isEqualTo("c as well");
    }

    @Test
    void peerIsKnownByItsIdAgain() {
        RouterSocket before = context.router();
        Endpoint endpoint = before.bind(transport.free()).endpoint();
        DealerSocket dealer = context.dealer(with(SocketOption.ROUTING_ID, RoutingId.of("dealer")));
        dealer.connect(endpoint);
        dealer.send("before");
        assertThat(next(before).texts()).containsExactly("dealer", "before");

        before.close();
        awaitConnections(dealer, 0);
        RouterSocket after = context.router();
        after.bind(endpoint);
        Deadline.await("the dealer is back", () -> after.isConnected(RoutingId.of("dealer")));

        after.send(RoutingId.of("dealer"), "welcome back".getBytes(UTF_8));
        assertThat(nextText(dealer)).isEqualTo("welcome back");
    }

    @Test
    void nextRequestIsAnsweredByThePeerThatCameBack() {
        RepSocket before = context.rep();
        Endpoint endpoint = before.bind(transport.free()).endpoint();
        ReqSocket req = context.req();
        req.connect(endpoint);
        req.send("one");
        assertThat(nextText(before)).isEqualTo("one");
        before.send("answer one");
        assertThat(nextText(req)).isEqualTo("answer one");

        before.close();
        awaitConnections(req, 0);
        RepSocket after = context.rep();
        after.bind(endpoint);
        req.send("two");

        assertThat(nextText(after)).isEqualTo("two");
        after.send("answer two");
        assertThat(nextText(req)).isEqualTo("answer two");
    }

    @Test
    void boundSideKeepsListeningWhenPeersComeAndGo() {
        PullSocket pull = context.pull();
        Endpoint endpoint = pull.bind(transport.wildcard()).endpoint();

        for (int i = 0; i < 20; i++) {
            PushSocket push = context.push();
            push.connect(endpoint);
            push.send("" + i);
            assertThat(nextText(pull)).isEqualTo("" + i);
            push.close();
        }

        awaitConnections(pull, 0);
    }

    @Test
    void waitsGrowUpToTheLongest() {
        Endpoint endpoint = transport.free();
        PushSocket push = context.push(with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(5))
                .with(SocketOption.RECONNECT_INTERVAL_MAX, Duration.ofMillis(40)));
        MonitorLog log = MonitorLog.of(push);
        push.connect(endpoint);

        Duration previous = Duration.ZERO;
        for (int attempt = 1; attempt <= 7; attempt++) {
            MonitorEvent.ConnectRetried retried = log.await(MonitorEvent.ConnectRetried.class);
            assertThat(retried.attempt()).isEqualTo(attempt);
            assertThat(retried.endpoint()).isEqualTo(endpoint);
            assertThat(retried.detail()).isNotBlank();
            assertThat(retried.delay()).isBetween(Duration.ofMillis(5), Duration.ofMillis(40));
            assertThat(retried.delay()).isGreaterThanOrEqualTo(attempt < 5 ? previous : Duration.ofMillis(20));
            previous = retried.delay();
        }
    }

    /** A peer says READY before it knows who comes, and closes if it does not want them. */
    @Test
    void waitsGrowWhileThePeerRefuses() {
        PairSocket bound = context.pair();
        PairSocket first = context.pair();
        Endpoint endpoint = bound.bind(transport.wildcard()).endpoint();
        first.connect(endpoint);
        awaitConnections(bound, 1);
        PairSocket refused = context.pair(with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(5))
                .with(SocketOption.RECONNECT_INTERVAL_MAX, Duration.ofMillis(40)));
        MonitorLog log = MonitorLog.of(refused);
        refused.connect(endpoint);

        for (long delayMs : new long[] {5, 10, 20, 40, 40}) {
            assertThat(log.await(MonitorEvent.ConnectRetried.class).delay()).isEqualTo(Duration.ofMillis(delayMs));
        }
        MonitorLog bounds = MonitorLog.of(bound);
        first.close();
        bounds.await(MonitorEvent.Disconnected.class);
        bound.send("for the one who waited");
        assertThat(nextText(refused)).isEqualTo("for the one who waited");
    }

    @Test
    void waitsVaryUpToTwiceTheInterval() {
        PushSocket push = context.push(with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(4)));
        MonitorLog log = MonitorLog.of(push);
        push.connect(transport.free());

        for (int attempt = 1; attempt <= 10; attempt++) {
            assertThat(log.await(MonitorEvent.ConnectRetried.class).delay())
                    .isBetween(Duration.ofMillis(4), Duration.ofMillis(8));
        }
    }

    @Test
    void neverMeansOneAttempt() {
        Endpoint endpoint = transport.free();
        PushSocket push = context.push(with(SocketOption.RECONNECT_INTERVAL, SocketOption.NEVER));
        MonitorLog log = MonitorLog.of(push);
        push.connect(endpoint);
        PushSocket persistent = context.push();
        MonitorLog other = MonitorLog.of(persistent);
        persistent.connect(endpoint);
        for (int i = 0; i < 5; i++) {
            other.await(MonitorEvent.ConnectRetried.class);
        }

        PullSocket pull = context.pull();
        pull.bind(endpoint);
        awaitConnections(persistent, 1);
        awaitConnections(pull, 1);

        assertThat(push.statistics().connections()).isZero();
        assertThat(log.events(MonitorEvent.ConnectRetried.class)).isEmpty();
    }

    @Test
    void disconnectingEndsTheAttempts() {
        Endpoint endpoint = transport.free();
        PushSocket push = context.push();
        MonitorLog log = MonitorLog.of(push);
        EndpointHandle handle = push.connect(endpoint);
        log.await(MonitorEvent.ConnectRetried.class);
        handle.close();
        log.await(MonitorEvent.Closed.class);
        PushSocket persistent = context.push();
        persistent.connect(endpoint);
        PullSocket pull = context.pull();
        pull.bind(endpoint);

        awaitConnections(pull, 1);
        assertThat(stillOne(pull)).isTrue();
        assertThat(push.trySend("to nobody")).isFalse();
    }

    /** Looks for three reconnect intervals, as that is what would bring a second one. */
    private static boolean stillOne(PullSocket pull) {
        Deadline deadline = Deadline.in(SOON.multipliedBy(6));
        while (!deadline.hasPassed()) {
            if (pull.statistics().connections() != 1) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    @Test
    void bothSidesSayWhyTheConnectionEnded() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        MonitorLog pulls = MonitorLog.of(pull);
        MonitorLog pushes = MonitorLog.of(push);
        push.connect(pull.bind(transport.wildcard()).endpoint());
        awaitConnections(pull, 1);
        awaitConnections(push, 1);

        pull.close();

        assertThat(pulls.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.LOCALLY_CLOSED);
        assertThat(pushes.await(MonitorEvent.Disconnected.class).reason())
                .isIn(DisconnectReason.PEER_CLOSED, DisconnectReason.IO_ERROR);
    }
}

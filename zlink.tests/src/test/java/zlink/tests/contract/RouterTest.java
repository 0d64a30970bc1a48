package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zlink.api.DealerSocket;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.HostUnreachableException;
import zlink.api.InvalidOptionException;
import zlink.api.Message;
import zlink.api.MessageShapeException;
import zlink.api.MonitorEvent;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.TimedOutException;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Filling;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** RFC 28, ROUTER: talks to each peer by its routing id. */
class RouterTest extends OverEachTransport {
    private static final RoutingId ANNA = RoutingId.of("anna");

    private DealerSocket dealer(RoutingId id) {
        return context.dealer(with(SocketOption.ROUTING_ID, id));
    }

    private static void awaitKnown(RouterSocket router, RoutingId id) {
        Deadline.await(id + " is known", () -> router.isConnected(id));
    }

    @Test
    void peersThatAnnounceNoIdGetDifferentOnesOfFiveBytesThatBeginWithZero() {
        RouterSocket router = context.router();
        DealerSocket[] dealers = {context.dealer(), context.dealer(), context.dealer()};
        join(router, dealers);
        for (int i = 0; i < dealers.length; i++) {
            dealers[i].send("" + i);
        }

        Set<RoutingId> ids = new HashSet<>();
        for (int i = 0; i < dealers.length; i++) {
            Message message = next(router);
            RoutingId id = message.routingId();
            assertThat(id.size()).isEqualTo(5);
            assertThat(id.byteAt(0)).isZero();
            ids.add(id);
            router.send(id, bytes("for " + message.text(1)));
        }
        assertThat(ids).hasSize(dealers.length);
        for (int i = 0; i < dealers.length; i++) {
            assertThat(nextText(dealers[i])).isEqualTo("for " + i);
        }
    }

    @Test
    void peersAreKnownByTheIdTheyAnnounce() {
        RouterSocket router = context.router();
        DealerSocket anna = dealer(ANNA);
        join(router, anna);

        anna.send(Message.of("hello", "router"));

        assertThat(next(router).texts()).containsExactly("anna", "hello", "router");
        assertThat(router.isConnected(ANNA)).isTrue();
        assertThat(router.isConnected(RoutingId.of("berta"))).isFalse();
    }

    @Test
    void messagesGoToThePeerTheFirstFrameNames() {
        RouterSocket router = context.router();
        DealerSocket anna = dealer(ANNA);
        DealerSocket berta = dealer(RoutingId.of("berta"));
        join(router, anna, berta);
        awaitKnown(router, ANNA);
        awaitKnown(router, RoutingId.of("berta"));

        router.send(Message.of("berta", "1"));
        router.send(Message.of("anna", "2", "more"));
        router.send(RoutingId.of("berta"), Message.of("3"));
        router.send(ANNA, ByteBuffer.wrap(bytes("4")));

        assertThat(nextTexts(berta, 2)).containsExactly("1", "3");
        assertThat(next(anna).texts()).containsExactly("2", "more");
        assertThat(nextText(anna)).isEqualTo("4");
    }

    @Test
    void routersKnowEachOther() {
        RouterSocket bound = context.router(with(SocketOption.ROUTING_ID, RoutingId.of("bound")));
        RouterSocket connected = context.router(with(SocketOption.ROUTING_ID, RoutingId.of("connected")));
        join(bound, connected);
        awaitKnown(bound, RoutingId.of("connected"));
        awaitKnown(connected, RoutingId.of("bound"));

        connected.send(Message.of("bound", "ping"));
        assertThat(next(bound).texts()).containsExactly("connected", "ping");
        bound.send(Message.of("connected", "pong"));
        assertThat(next(connected).texts()).containsExactly("bound", "pong");
    }

    @Test
    void messageForAnUnknownPeerIsDroppedAndCounted() {
        RouterSocket router = context.router();
        DealerSocket anna = dealer(ANNA);
        join(router, anna);
        awaitKnown(router, ANNA);

        router.send(Message.of("nobody", "lost"));
        assertThat(router.trySend(RoutingId.of("nobody"), bytes("lost"))).isTrue();
        router.send(Message.of("anna", "found"));

        assertThat(nextText(anna)).isEqualTo("found");
        assertThat(router.statistics().messagesDropped()).isEqualTo(2);
    }

    @Test
    void messageForAFullPeerIsDroppedAndCounted() {
        RouterSocket router = context.router(narrow(2));
        DealerSocket anna = context.dealer(narrow(2).with(SocketOption.ROUTING_ID, ANNA));
        join(router, anna);
        awaitKnown(router, ANNA);

        int sent = 400;
        for (int i = 0; i < sent; i++) {
            router.send(ANNA, new byte[64 << 10]);
        }
        long dropped = router.statistics().messagesDropped();

        assertThat(dropped).isPositive().isLessThan(sent);
        for (long i = 0; i < sent - dropped; i++) {
            next(anna);
        }
        assertThat(stray(anna)).isEmpty();
    }

    @Test
    void mandatoryRouterSaysThatAPeerIsUnknown() {
        RouterSocket router = context.router(with(SocketOption.ROUTER_MANDATORY, true));
        DealerSocket anna = dealer(ANNA);
        join(router, anna);
        awaitKnown(router, ANNA);

        assertThatThrownBy(() -> router.send(Message.of("nobody", "lost")))
                .isInstanceOfSatisfying(HostUnreachableException.class,
                        e -> assertThat(e.routingId()).isEqualTo(RoutingId.of("nobody")))
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> router.trySend(RoutingId.of("nobody"), bytes("lost")))
                .isInstanceOf(HostUnreachableException.class);

        router.send(Message.of("anna", "found"));
        assertThat(nextText(anna)).isEqualTo("found");
        assertThat(router.statistics().messagesDropped()).isZero();
    }

    @Test
    void mandatoryRouterWaitsForAFullPeer() {
        RouterSocket router = context.router(narrow(2).with(SocketOption.ROUTER_MANDATORY, true)
                .with(SocketOption.SEND_TIMEOUT, Duration.ofMillis(20)));
        DealerSocket anna = context.dealer(narrow(2).with(SocketOption.ROUTING_ID, ANNA));
        join(router, anna);
        awaitKnown(router, ANNA);
        byte[] message = new byte[64 << 10];
        int sent = Filling.fill(i -> router.trySend(ANNA, message)
                || router.send(Message.wrap(ANNA.bytes(), message), Deadline.A_WHILE));

        assertThatThrownBy(() -> router.send(ANNA, message)).isInstanceOf(TimedOutException.class);

        Duration longer = Deadline.PATIENCE.multipliedBy(2); // than we wait: no timeout may wake it instead
        try (BackgroundCall<Boolean> sending = BackgroundCall.of(
                () -> router.send(Message.wrap(ANNA.bytes(), message), longer)).awaitBlocked()) {
            for (int i = 0; i <= sent; i++) {
                next(anna);
            }
            assertThat(sending.result()).isTrue();
        }
    }

    @Test
    void peerThatHasLeftIsUnknown() {
        RouterSocket router = context.router(with(SocketOption.ROUTER_MANDATORY, true));
        DealerSocket anna = dealer(ANNA);
        join(router, anna);
        awaitKnown(router, ANNA);

        anna.close();
        Deadline.await("anna is gone", () -> !router.isConnected(ANNA));

        assertThatThrownBy(() -> router.send(Message.of("anna", "lost"))).isInstanceOf(HostUnreachableException.class);
    }

    @Test
    void messageWithoutContentCannotBeSent() {
        RouterSocket router = context.router();
        DealerSocket anna = dealer(ANNA);
        join(router, anna);
        awaitKnown(router, ANNA);

        assertThatThrownBy(() -> router.send("anna")).isInstanceOf(MessageShapeException.class);
        assertThatThrownBy(() -> router.send(ByteBuffer.wrap(bytes("anna"))))
                .isInstanceOf(MessageShapeException.class);
        assertThatThrownBy(() -> router.trySend(Message.of("anna"))).isInstanceOf(MessageShapeException.class);

        router.send(Message.of("anna", ""));
        assertThat(nextText(anna)).isEmpty();
    }

    @Test
    void secondPeerWithTheSameIdIsNotHeard() {
        RouterSocket router = context.router();
        DealerSocket anna = dealer(ANNA);
        DealerSocket impostor = dealer(ANNA);
        join(router, anna);
        awaitKnown(router, ANNA);
        impostor.connect(router.endpoints().get(0).endpoint());

        impostor.trySend("I am anna");
        anna.send("so am I");
        router.send(Message.of("anna", "for the first"));

        assertThat(next(router).texts()).containsExactly("anna", "so am I");
        assertThat(nextText(anna)).isEqualTo("for the first");
        assertThat(stray(router)).isEmpty();
        assertThat(impostor.tryReceive()).isEmpty();
        assertThat(router.statistics().connections()).isEqualTo(1);
    }

    @Test
    void secondPeerTakesTheIdOverIfItMay() {
        RouterSocket router = context.router(with(SocketOption.ROUTER_HANDOVER, true));
        DealerSocket before = dealer(ANNA);
        DealerSocket after = dealer(ANNA);
        join(router, before);
        before.send("before");
        assertThat(next(router).texts()).containsExactly("anna", "before");
        after.connect(router.endpoints().get(0).endpoint());
        after.send("after");

        assertThat(next(router).texts()).containsExactly("anna", "after");
        router.send(Message.of("anna", "for the second"));
        assertThat(nextText(after)).isEqualTo("for the second");
        assertThat(before.tryReceive()).isEmpty();
    }

    @Test
    void routersThatConnectToEachOtherTalk() {
        RouterSocket here = routerNamed("here");
        RouterSocket there = routerNamed("there");
        Endpoint other = transport.free();
        Endpoint endpoint = cross(here, there, other);

        there.close();
        RouterSocket again = routerNamed("there");
        again.bind(other);
        again.connect(endpoint);
        talk(here, "there", again);
        talk(again, "here", here);
    }

    @Test
    void routersThatConnectToEachOtherAndHandOverKeepOneConnection() {
        RouterSocket here = routerNamed("here", true);
        RouterSocket there = routerNamed("there", true);
        cross(here, there, transport.free());
        Deadline.await("each has one peer", () -> here.statistics().connections() == 1
                && there.statistics().connections() == 1);
        while (here.receive(Deadline.A_WHILE).isPresent() || there.receive(Deadline.A_WHILE).isPresent()) {
            // what was sent meanwhile
        }
        MonitorLog log = MonitorLog.of(here);

        for (int i = 0; i < 100; i++) {
            here.send(Message.of("there", "question " + i));
            assertThat(next(there).texts()).containsExactly("here", "question " + i);
            there.send(Message.of("here", "answer " + i));
            assertThat(next(here).texts()).containsExactly("there", "answer " + i);
            if (transport != Transport.INPROC && i % 10 == 0) { // over inproc nobody comes back
                int before = log.events(MonitorEvent.Disconnected.class).size();
                Deadline.await("the other way round is tried again",
                        () -> log.events(MonitorEvent.Disconnected.class).size() > before);
            }
        }
        assertThat(log.events(MonitorEvent.Disconnected.class)).extracting(MonitorEvent.Disconnected::reason)
                .doesNotContain(DisconnectReason.HANDED_OVER);
    }

    /** Binds both, connects each to the other, and has them talk; returns where {@code here} is. */
    private Endpoint cross(RouterSocket here, RouterSocket there, Endpoint other) {
        Endpoint endpoint = bind(here);
        there.bind(other);
        here.connect(other);
        there.connect(endpoint);
        talk(here, "there", there);
        talk(there, "here", here);
        return endpoint;
    }

    private RouterSocket routerNamed(String id) {
        return routerNamed(id, false);
    }

    private RouterSocket routerNamed(String id, boolean handover) {
        return context.router(with(SocketOption.ROUTING_ID, RoutingId.of(id))
                .with(SocketOption.ROUTER_HANDOVER, handover)
                .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10)));
    }

    /** What is sent while they try out which connection stays may be lost. */
    private static void talk(RouterSocket from, String id, RouterSocket to) {
        Deadline.await("a message reaches " + id, () -> {
            from.trySend(Message.of(id, "hello"));
            return to.receive(Duration.ofMillis(10)).isPresent();
        });
    }

    @Test
    void probeTellsTheRouterOfANewPeer() {
        RouterSocket router = context.router();
        DealerSocket dealer = context.dealer(with(SocketOption.PROBE_ROUTER, true)
                .with(SocketOption.ROUTING_ID, ANNA));
        RouterSocket other = context.router(with(SocketOption.PROBE_ROUTER, true)
                .with(SocketOption.ROUTING_ID, RoutingId.of("other")));
        dealer.connect(bind(router));
        assertThat(next(router).texts()).containsExactly("anna", "");

        router.send(Message.of("anna", "welcome"));
        assertThat(nextText(dealer)).isEqualTo("welcome");

        other.connect(router.endpoints().get(0).endpoint());
        assertThat(next(router).texts()).containsExactly("other", "");
    }

    @Test
    void connectingRouterMayNameItsPeer() {
        RouterSocket router = context.router(with(SocketOption.CONNECT_ROUTING_ID, RoutingId.of("server")));
        DealerSocket server = dealer(RoutingId.of("calls itself otherwise"));
        router.connect(bind(server));
        awaitKnown(router, RoutingId.of("server"));

        router.send(Message.of("server", "request"));
        assertThat(nextText(server)).isEqualTo("request");
        server.send("reply");
        assertThat(next(router).texts()).containsExactly("server", "reply");
    }

    @Test
    void peerThatIsWaitedForKeepsTheNameItAnnounces() {
        RouterSocket router = context.router(with(SocketOption.CONNECT_ROUTING_ID, RoutingId.of("server"))
                .with(SocketOption.IMMEDIATE, true));
        DealerSocket anna = dealer(ANNA);
        router.connect(bind(anna));
        awaitKnown(router, ANNA);

        assertThat(router.isConnected(RoutingId.of("server"))).isFalse();
    }

    @Test
    void peerWhoseIdIsTakenIsRefusedForThatReason() {
        RouterSocket router = context.router();
        DealerSocket anna = dealer(ANNA);
        Endpoint endpoint = join(router, anna);
        awaitKnown(router, ANNA);
        MonitorLog log = MonitorLog.of(router);

        dealer(ANNA).connect(endpoint);

        MonitorEvent.Disconnected end = log.await(MonitorEvent.Disconnected.class);
        assertThat(end.reason()).isEqualTo(DisconnectReason.REFUSED);
        assertThat(end.detail()).contains("routing id anna").contains("ROUTER_HANDOVER");
        router.send(Message.of("anna", "still here"));
        assertThat(nextText(anna)).isEqualTo("still here");
    }

    @Test
    void nameForAPeerThatIsTakenIsRefused() {
        RouterSocket router = context.router(with(SocketOption.CONNECT_ROUTING_ID, ANNA));
        DealerSocket anna = dealer(ANNA);
        join(router, anna);
        awaitKnown(router, ANNA);

        assertThatThrownBy(() -> router.connect(transport.free())).isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("anna");

        router.send(Message.of("anna", "still here"));
        assertThat(nextText(anna)).isEqualTo("still here");
    }

    @Test
    void receivesIntoABufferAndSaysFromWhom() {
        RouterSocket router = context.router();
        DealerSocket anna = dealer(ANNA);
        join(router, anna);
        anna.send("content");
        anna.send("more");
        ByteBuffer target = ByteBuffer.allocate(16);

        RoutingId first = router.receiveFrom(target);
        assertThat(first).isEqualTo(ANNA);
        assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(bytes("content")));
        assertThat(router.receiveFrom(target.clear(), Deadline.PATIENCE).orElseThrow()).isSameAs(first);
        assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(bytes("more")));
        assertThat(router.receiveFrom(target.clear(), Duration.ZERO)).isEqualTo(Optional.empty());
    }
}

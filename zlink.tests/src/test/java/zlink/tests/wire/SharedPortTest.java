package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.tests.wire.Bytes.of;
import static zlink.tests.wire.OnTheWire.awaitConnections;
import static zlink.tests.wire.OnTheWire.next;
import static zlink.tests.wire.OnTheWire.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DealerSocket;
import zlink.api.Endpoint;
import zlink.api.EndpointHandle;
import zlink.api.EndpointUnavailableException;
import zlink.api.HandshakeFailure;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PubSocket;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.RouterSocket;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SubSocket;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.MonitorLog;

/** Sockets that share a ws port by their paths, on one I/O thread and on two. */
@Timeout(60)
@ParameterizedClass(name = "{0} I/O threads")
@ValueSource(ints = {1, 2})
class SharedPortTest {
    private static final Duration STRESS = Duration.ofMillis(1_500);

    @Parameter
    private int ioThreads;

    private Context context;

    /** The context, once it is known how many threads it has. */
    private Context context() {
        if (context == null) {
            context = Context.create(ContextOptions.defaults().withIoThreads(ioThreads).withSocketDefaults(
                    with(SocketOption.LINGER, Duration.ZERO)
                            .with(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(10))));
        }
        return context;
    }

    @AfterEach
    void closeTheContext() {
        context().close();
    }

    private static Endpoint bind(Socket socket) {
        return socket.bind("ws://127.0.0.1:*/feed").endpoint();
    }

    private static Endpoint beside(Endpoint port, String path) {
        return Endpoint.of(port.toString().replaceFirst("(//[^/]*).*", "$1") + path);
    }

    private static byte[] request(String path, String... more) {
        return of("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: ZWS2.0/NULL\r\n" + String.join("", more) + "\r\n");
    }

    private static String answer(Endpoint port, String path, String... more) {
        try (RawPeer peer = RawPeer.connect(port).send(request(path, more))) {
            return peer.readHead().lines().findFirst().orElse("");
        }
    }

    private static void assertServed(Endpoint endpoint) {
        assertThat(answer(endpoint, endpoint.address().replaceFirst("[^/]*", ""))).isEqualTo(
                "HTTP/1.1 101 Switching Protocols");
    }

    private static void assertUnknown(Endpoint endpoint) {
        assertThat(answer(endpoint, endpoint.address().replaceFirst("[^/]*", ""))).isEqualTo("HTTP/1.1 404 Not Found");
    }

    @Test
    void thePathDecidesWhichSocketGetsAConnection() {
        PubSocket pub = context().pub();
        Endpoint feed = bind(pub);
        RouterSocket router = context().router();
        Endpoint chat = router.bind(beside(feed, "/chat").toString()).endpoint();
        PullSocket pull = context().pull();
        Endpoint work = pull.bind(beside(feed, "/").toString()).endpoint();

        SubSocket sub = context().sub();
        sub.subscribe("");
        sub.connect(feed);
        DealerSocket dealer = context().dealer();
        dealer.connect(chat);
        PushSocket push = context().push();
        push.connect(beside(feed, ""));

        dealer.send("to the router");
        Message question = next(router);
        assertThat(question.text(1)).isEqualTo("to the router");
        assertThat(question.peer().orElseThrow().property("Ws-Path")).map(String::new).contains("/chat");
        router.send(question.routingId(), of("to the dealer"));
        assertThat(next(dealer).text()).isEqualTo("to the dealer");
        push.send("to the pull");
        assertThat(next(pull).text()).isEqualTo("to the pull");
        Deadline.await("the subscription has come", () -> pub.statistics().connections() == 1);
        Deadline.await("the publication has come", () -> {
            pub.send("to the sub");
            return sub.receive(Duration.ofMillis(10)).isPresent();
        });
        assertThat(List.of(pub.statistics().connections(), router.statistics().connections(),
                pull.statistics().connections())).containsExactly(1, 1, 1);
        assertUnknown(beside(work, "/other"));
    }

    @Test
    void oneSocketMayHaveSeveralPaths() {
        PullSocket pull = context().pull();
        Endpoint feed = bind(pull);
        pull.bind(beside(feed, "/second").toString());
        PushSocket push = context().push();
        push.connect(beside(feed, "/second"));
        push.send("there");
        assertThat(next(pull).text()).isEqualTo("there");
        pull.unbind(feed);
        assertUnknown(feed);
        assertServed(beside(feed, "/second"));
    }

    @Test
    void aPathIsForOneSocketAndAnotherContextForNone() {
        Endpoint feed = bind(context().pull());
        PullSocket other = context().pull();
        assertThatThrownBy(() -> other.bind(feed.toString())).isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining(feed.toString()).hasMessageContaining("Address already in use")
                .hasMessageContaining("the path '/feed'");
        try (Context stranger = Context.create()) {
            PullSocket pull = stranger.pull();
            assertThatThrownBy(() -> pull.bind(beside(feed, "/chat").toString()))
                    .isInstanceOf(EndpointUnavailableException.class).hasMessageContaining("another context");
        }
        other.bind(beside(feed, "/chat").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
    void whoeverIsLeftIsServedInWhateverOrderTheOthersGo(String order) {
        List<PullSocket> pulls = new ArrayList<>();
        List<PushSocket> pushes = new ArrayList<>();
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pulls.add(context().pull());
            endpoints.add(i == 0 ? bind(pulls.get(0))
                    : pulls.get(i).bind(beside(endpoints.get(0), "/path" + i).toString()).endpoint());
            pushes.add(context().push());
            pushes.get(i).connect(endpoints.get(i));
            awaitConnections(pulls.get(i), 1);
        }
        for (int turn = 0; turn < 3; turn++) {
            int gone = order.charAt(turn) - '0';
            if (gone == 1) {
                pulls.get(gone).unbind(endpoints.get(gone));
            } else {
                pulls.get(gone).close();
            }
            for (int later = turn + 1; later < 3; later++) {
                int left = order.charAt(later) - '0';
                assertUnknown(endpoints.get(gone));
                assertServed(endpoints.get(left));
                pushes.get(left).send("still " + left);
                assertThat(next(pulls.get(left)).text()).isEqualTo("still " + left);
            }
        }
        context().pull().bind("tcp://" + endpoints.get(0).address().replaceFirst("/.*", ""));
    }

    @Test
    void aPathThatHasGoneCanBeBoundAgainByAnother() {
        Endpoint feed = bind(context().pull());
        PullSocket first = context().pull();
        EndpointHandle chat = first.bind(beside(feed, "/chat").toString());
        PushSocket push = context().push();
        push.connect(chat.endpoint());
        awaitConnections(first, 1);
        first.close();
        PullSocket second = context().pull();
        second.bind(chat.endpoint());
        awaitConnections(second, 1); // what is sent before goes to the one that is closing, and with it
        push.send("again");
        assertThat(next(second).text()).isEqualTo("again");
    }

    @Test
    void eachSocketHasItsOwnOrigins() {
        String origin = "Origin: https://app.example\r\n";
        Endpoint feed = bind(context().pull());
        PullSocket pages = context().pull(with(SocketOption.WS_ALLOWED_ORIGINS, List.of("https://app.example")));
        Endpoint chat = pages.bind(beside(feed, "/chat").toString()).endpoint();
        assertThat(answer(feed, "/feed", origin)).contains("403");
        assertThat(answer(chat, "/chat", origin)).contains("101");
    }

    @Test
    void eventsAreToldToTheSocketThatIsMeant() {
        PullSocket feeding = context().pull();
        Endpoint feed = bind(feeding);
        PullSocket chatting = context().pull();
        Endpoint chat = chatting.bind(beside(feed, "/chat").toString()).endpoint();
        MonitorLog ofFeed = MonitorLog.of(feeding);
        MonitorLog ofChat = MonitorLog.of(chatting);

        assertThat(answer(chat, "/chat", "Content-Length: 1\r\n")).contains("413");
        assertThat(ofChat.await(MonitorEvent.HandshakeFailed.class).detail()).contains("body");
        PushSocket push = context().push();
        push.connect(chat);
        ofChat.await(MonitorEvent.Accepted.class);
        ofChat.await(MonitorEvent.HandshakeSucceeded.class);
        assertThat(ofFeed.events()).isEmpty();

        assertThat(answer(chat, "/other")).contains("404");
        assertThat(ofFeed.await(MonitorEvent.HandshakeFailed.class).detail())
                .contains("'/other' is not served here, only '/feed', '/chat' is");
        assertThat(ofFeed.events(MonitorEvent.Accepted.class)).hasSize(1);
    }

    @Test
    void connectionsCountForTheSocketThatIsMeant() {
        PullSocket few = context().pull(with(SocketOption.MAX_CONNECTIONS, 1));
        Endpoint feed = bind(few);
        PullSocket many = context().pull();
        Endpoint chat = many.bind(beside(feed, "/chat").toString()).endpoint();
        MonitorLog log = MonitorLog.of(few);
        context().push().connect(feed);
        awaitConnections(few, 1);
        for (int i = 1; i <= 3; i++) {
            context().push().connect(chat);
            awaitConnections(many, i);
        }
        try (RawPeer refused = RawPeer.connect(feed).send(request("/feed"))) {
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason())
                    .isEqualTo(HandshakeFailure.TOO_MANY_PENDING);
            refused.awaitEnd();
        }
        assertThat(few.statistics().connections()).isEqualTo(1);
    }

    @Test
    void whoNeverSaysAPathIsLimitedAndGivenUpByWhoAccepts() {
        PullSocket accepting = context().pull(with(SocketOption.MAX_PENDING_HANDSHAKES, 2)
                .with(SocketOption.HANDSHAKE_INTERVAL, Duration.ofMillis(300)));
        Endpoint feed = bind(accepting);
        PullSocket other = context().pull();
        Endpoint chat = other.bind(beside(feed, "/chat").toString()).endpoint();
        MonitorLog log = MonitorLog.of(accepting);
        try (RawPeer silent = RawPeer.connect(feed); RawPeer half = RawPeer.connect(feed).send(of("GET /chat"))) {
            try (RawPeer refused = RawPeer.connect(feed)) {
                refused.awaitEnd();
            }
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason())
                    .isEqualTo(HandshakeFailure.TOO_MANY_PENDING);
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
            silent.awaitEnd();
            half.awaitEnd();
        }
        assertServed(chat);
    }

    @Test
    void whoSaysAPathAndNothingMoreIsGivenUpByTheSocketThatIsMeant() {
        Endpoint feed = bind(context().pull());
        PullSocket hasty = context().pull(with(SocketOption.HANDSHAKE_INTERVAL, Duration.ofMillis(100))
                .with(SocketOption.MAX_PENDING_HANDSHAKES, 1));
        Endpoint chat = hasty.bind(beside(feed, "/chat").toString()).endpoint();
        MonitorLog log = MonitorLog.of(hasty);
        try (RawPeer peer = RawPeer.connect(chat).send(request("/chat"))) {
            assertThat(peer.readHead()).contains("101");
            assertThat(log.await(MonitorEvent.HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
            peer.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsOnHisWayWhenTheAcceptingOneGoesArrives(boolean bySocket) {
        PullSocket accepting = context().pull();
        Endpoint feed = bind(accepting);
        Endpoint chat = context().pull().bind(beside(feed, "/chat").toString()).endpoint();
        String request = new String(request("/chat"));
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            peers.add(RawPeer.connect(feed).send(of(request.substring(0, i * 3))));
        }
        assertServed(chat); // so those before have been accepted
        if (bySocket) {
            accepting.close();
        } else {
            accepting.unbind(feed);
        }
        for (int i = 0; i < 20; i++) {
            try (RawPeer peer = peers.get(i)) {
                peer.send(of(request.substring(i * 3)));
                assertThat(peer.readHead()).startsWith("HTTP/1.1 101");
            }
        }
    }

    /** Whoever asks for a path that stays is served at any time; whoever asks for one that comes and goes, answered. */
    @Test
    void whoMeansASocketThatStaysNeverNoticesThatOthersComeAndGo() {
        PullSocket owner = context().pull();
        EndpointHandle bound = owner.bind("ws://127.0.0.1:*/feed");
        Endpoint port = bound.endpoint();
        Endpoint stay = context().pull().bind(beside(port, "/stay").toString()).endpoint();
        AtomicInteger served = new AtomicInteger();
        Deadline end = Deadline.in(STRESS);
        List<BackgroundCall<Void>> calls = new ArrayList<>();
        calls.add(repeat(end, i -> assertServed(stay), served));
        calls.add(repeat(end, i -> {
            try (RawPeer peer = RawPeer.connect(port).send(request("/feed"))) {
                peer.endOutput();
                peer.awaitEnd();
            }
        }, new AtomicInteger()));
        calls.add(repeat(end, i -> {
            PullSocket second = context().pull();
            second.bind(beside(port, "/second").toString());
            second.close();
        }, new AtomicInteger()));
        int rounds = 0;
        for (; !end.hasPassed(); rounds++) {
            if (rounds % 2 == 0) {
                bound.close();
            } else {
                owner.close();
                owner = context().pull();
            }
            bound = owner.bind(port);
        }
        calls.forEach(BackgroundCall::result);
        assertThat(rounds).isPositive();
        assertThat(served.get()).isPositive();
        assertServed(stay);
        assertServed(port);
    }

    private static BackgroundCall<Void> repeat(Deadline end, Consumer<Integer> action, AtomicInteger count) {
        return BackgroundCall.running(() -> {
            while (!end.hasPassed()) {
                action.accept(count.getAndIncrement());
            }
        });
    }

    @Test
    void optionsThatCountBeforeThePathIsKnownAreTheSameForAll() {
        Endpoint feed = bind(context().pull());
        SocketOptions others = with(SocketOption.SEND_BUFFER, 1 << 20);
        PullSocket pull = context().pull(others);
        assertThatThrownBy(() -> pull.bind(beside(feed, "/chat").toString()))
                .isInstanceOf(EndpointUnavailableException.class).hasMessageContaining("[SEND_BUFFER]");
    }
}

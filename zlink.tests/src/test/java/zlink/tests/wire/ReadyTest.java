package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.COMMAND;
import static zlink.tests.wire.Bytes.command;
import static zlink.tests.wire.Bytes.from;
import static zlink.tests.wire.Bytes.greeting;
import static zlink.tests.wire.Bytes.handshake;
import static zlink.tests.wire.Bytes.join;
import static zlink.tests.wire.Bytes.longFrame;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;
import static zlink.tests.wire.Bytes.property;
import static zlink.tests.wire.Bytes.ready;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import zlink.api.Endpoint;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PairSocket;
import zlink.api.PeerInfo;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.Socket;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.tests.fixture.MonitorLog;

/** The command that ends the NULL handshake, and the metadata in it. */
class ReadyTest extends OnTheWire {

    private Socket open(SocketType type) {
        return switch (type) {
            case PAIR -> context.pair();
            case PUB -> context.pub();
            case SUB -> context.sub();
            case REQ -> context.req();
            case REP -> context.rep();
            case DEALER -> context.dealer();
            case ROUTER -> context.router();
            case PULL -> context.pull();
            case PUSH -> context.push();
            case XPUB -> context.xpub();
            case XSUB -> context.xsub();
            case STREAM -> throw new IllegalArgumentException("STREAM does not speak ZMTP");
        };
    }

    private static SocketType peerOf(SocketType type) {
        return Stream.of(SocketType.values()).filter(type::canTalkTo).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(value = SocketType.class, mode = Mode.EXCLUDE, names = {"STREAM", "REQ", "DEALER", "ROUTER"})
    void namesTheTypeAndNothingElse(SocketType type) {
        try (RawPeer peer = RawPeer.connect(bind(open(type)))) {
            peer.send(handshake(peerOf(type)));
            assertThat(peer.read(64 + ready(type).length)).endsWith(ready(type));
        }
    }

    @ParameterizedTest
    @EnumSource(value = SocketType.class, names = {"REQ", "DEALER", "ROUTER"})
    void namesAnEmptyIdentityOfThoseWhoMayHaveOne(SocketType type) {
        try (RawPeer peer = RawPeer.connect(bind(open(type)))) {
            peer.send(handshake(peerOf(type)));
            assertThat(peer.read(64 + ready(type, "").length)).endsWith(ready(type, ""));
        }
    }

    @Test
    void isExactlyWhatAPeerOfOldExpects() {
        try (RawPeer peer = RawPeer.connect(bind(context.dealer()))) {
            peer.send(handshake(SocketType.ROUTER));
            peer.read(64);
            assertThat(peer.read(43)).isEqualTo(join(of(4, 41, 5), of("READY"), of(11), of("Socket-Type"),
                    of(0, 0, 0, 6), of("DEALER"), of(8), of("Identity"), of(0, 0, 0, 0)));
        }
    }

    @Test
    void namesTheRoutingIdAndOurOwnPropertiesByName() {
        Socket dealer = context.dealer(with(SocketOption.ROUTING_ID, RoutingId.of("me"))
                .with(SocketOption.METADATA, Map.of("X-b", "2", "X-a", "ä")));
        try (RawPeer peer = RawPeer.connect(bind(dealer))) {
            peer.send(handshake(SocketType.ROUTER));
            byte[] expected = command("READY", join(property("Socket-Type", of("DEALER")),
                    property("Identity", of("me")), property("X-a", of(0xC3, 0xA4)), property("X-b", of("2"))));
            peer.read(64);
            assertThat(peer.read(expected.length)).isEqualTo(expected);
        }
    }

    @Test
    void longMetadataTakesTheLongForm() {
        String value = "v".repeat(500);
        Socket pair = context.pair(with(SocketOption.METADATA, Map.of("X-long", value)));
        try (RawPeer peer = RawPeer.connect(bind(pair))) {
            peer.send(handshake(SocketType.PAIR));
            RawPeer.Frame frame = peer.readHandshake();
            assertThat(frame.flags()).isEqualTo(COMMAND | Bytes.LONG);
            assertThat(frame.body()).endsWith(of(value));
        }
    }

    @Test
    void peersPropertiesCanBeReadWhateverTheirOrderAndCase() {
        PairSocket pair = context.pair();
        MonitorLog log = MonitorLog.of(pair);
        try (RawPeer peer = RawPeer.connect(bind(pair))) {
            peer.send(greeting(3, 1), command("READY", join(property("X-Version", of("7")), property("x-empty", of()),
                    property("Unknown", of(0, 1, 255)), property("SOCKET-TYPE", of("PAIR")),
                    property("x-version", of("8")))), message("hello"));

            Message message = next(pair);
            PeerInfo info = message.peer().orElseThrow();
            assertThat(info.socketType()).contains(SocketType.PAIR);
            assertThat(info.textProperty("X-VERSION")).as("the first of two").contains("7");
            assertThat(info.property("X-Empty")).hasValueSatisfying(value -> assertThat(value).isEmpty());
            assertThat(info.property("unknown").orElseThrow()).isEqualTo(of(0, 1, 255));
            assertThat(info.protocol()).isEqualTo("ZMTP/3.1");
            assertThat(log.await(MonitorEvent.HandshakeSucceeded.class).peer()).isEqualTo(info);
        }
    }

    @Test
    void versionOfTheProtocolIsThePeersIfThatIsLower() {
        PairSocket pair = context.pair();
        try (RawPeer peer = RawPeer.connect(bind(pair))) {
            peer.send(greeting(3, 0), ready(SocketType.PAIR), message("hello"));
            assertThat(next(pair).peer().orElseThrow().protocol()).isEqualTo("ZMTP/3.0");
        }
    }

    @Test
    void typeMayBeMissing() {
        PairSocket pair = context.pair();
        try (RawPeer peer = RawPeer.connect(bind(pair))) {
            peer.send(greeting(3, 1), command("READY", of()), message("hello"));
            assertThat(next(pair).peer().orElseThrow().socketType()).isEmpty();
        }
    }

    @Test
    void saysNothingInTheNameOfTheTransport() {
        PairSocket pair = context.pair();
        try (RawPeer peer = RawPeer.connect(bind(pair))) {
            peer.send(greeting(3, 1), command("READY", join(property("Peer-Address", of("10.0.0.1")),
                    property("peer-user", of("root")), property("Peer-User-Id", of("0")),
                    property("TLS-PEER-SUBJECT", of("CN=admin")), property("Ws-Origin", of("https://bank.example")),
                    property("X-Peer-User", of("root")))), message("hello"));
            PeerInfo info = next(pair).peer().orElseThrow();
            assertThat(info.textProperty("Peer-Address")).contains("127.0.0.1");
            assertThat(info.textProperty("X-Peer-User")).contains("root");
            assertThat(info.propertyNames()).containsOnlyOnce("Peer-Address")
                    .doesNotContain("peer-user", "Peer-User-Id", "TLS-PEER-SUBJECT", "Ws-Origin");
        }
    }

    @Test
    void mayComeInTheLongForm() {
        PairSocket pair = context.pair();
        byte[] body = from(ready(SocketType.PAIR), 2);
        try (RawPeer peer = RawPeer.connect(bind(pair))) {
            peer.send(greeting(3, 1), longFrame(COMMAND, body.length, body), message("hello"));
            assertThat(next(pair).text()).isEqualTo("hello");
        }
    }

    @Test
    void identityOf255BytesIsARoutingId() {
        RouterSocket router = context.router();
        String identity = "i".repeat(255);
        try (RawPeer peer = RawPeer.connect(bind(router))) {
            peer.send(greeting(3, 1), ready(SocketType.DEALER, identity), message("hello"));
            assertThat(next(router).texts()).containsExactly(identity, "hello");
            router.send(Message.of(identity, "and to you"));
            peer.readHandshake();
            assertThat(peer.readFrame().body()).isEqualTo(of("and to you"));
        }
    }

    @Test
    void nothingOfTheApplicationsComesBeforeIt() {
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            PairSocket pair = context.pair();
            pair.connect(listener.endpoint());
            pair.send("early");
            try (RawPeer peer = listener.accept()) {
                peer.send(greeting(3, 1));
                peer.readHandshake();
                peer.send(ready(SocketType.PAIR));
                assertThat(peer.readFrame().body()).isEqualTo(of("early"));
            }
        }
    }

    @Test
    void messagesStayBackUntilThePeersHasCome() {
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            PairSocket pair = context.pair();
            pair.connect(listener.endpoint());
            pair.send("early");
            try (RawPeer peer = listener.accept()) {
                peer.send(greeting(3, 1));
                peer.readHandshake();
                assertThat(peer.isSilent(Duration.ofMillis(50))).isTrue();
            }
            Endpoint again = Endpoint.of(listener.endpoint());
            try (RawPeer peer = listener.accept()) {
                peer.send(handshake(SocketType.PAIR));
                peer.readHandshake();
                assertThat(peer.readFrame().body()).as("sent to " + again).isEqualTo(of("early"));
            }
        }
    }
}

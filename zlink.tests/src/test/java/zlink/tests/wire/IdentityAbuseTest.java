package zlink.tests.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.tests.wire.Bytes.greeting;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;
import static zlink.tests.wire.Bytes.ready;

import org.junit.jupiter.api.Test;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.HostUnreachableException;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.RouterSocket;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.SocketType;
import zlink.tests.fixture.MonitorLog;

/** What a peer can do with the routing id it announces: nothing to anybody else. */
class IdentityAbuseTest extends OnTheWire {
    private final RouterSocket router = context.router(with(SocketOption.ROUTER_MANDATORY, true));
    private final MonitorLog log = MonitorLog.of(router);
    private final Endpoint endpoint = bind(router);

    private static RawPeer named(Endpoint endpoint, String identity) {
        RawPeer peer = RawPeer.connect(endpoint);
        peer.send(greeting(3, 1), ready(SocketType.DEALER, identity));
        peer.readHandshake();
        return peer;
    }

    private void assertTalks(RawPeer peer, String text) {
        peer.send(message(text));
        Message message = next(router);
        assertThat(message.text(1)).isEqualTo(text);
        router.send(message.routingId(), of("to " + text));
        assertThat(peer.readFrame().body()).isEqualTo(of("to " + text));
    }

    @Test
    void emptyOnesAreNoneAndNobodySharesOne() {
        try (RawPeer one = named(endpoint, ""); RawPeer other = named(endpoint, "")) {
            assertTalks(one, "one");
            assertTalks(other, "other");
            assertTalks(one, "one again");
        }
    }

    @Test
    void whoeverTakesAnothersIsRefusedAndHearsNothing() {
        try (RawPeer owner = named(endpoint, "owner")) {
            assertTalks(owner, "mine");
            try (RawPeer thief = RawPeer.connect(endpoint)) {
                thief.send(greeting(3, 1), ready(SocketType.DEALER, "owner"), message("from the thief"));
                thief.readHandshake();
                MonitorEvent.Disconnected refused = log.await(MonitorEvent.Disconnected.class);
                assertThat(refused.reason()).isEqualTo(DisconnectReason.REFUSED);
                router.send(RoutingId.of("owner"), of("secret"));
                assertThat(owner.readFrame().body()).isEqualTo(of("secret"));
                thief.awaitEnd();
            }
            assertTalks(owner, "still mine");
        }
    }

    @Test
    void peerThatComesBackByAnotherNameIsAnotherPeer() {
        try (RawPeer first = named(endpoint, "first")) {
            assertTalks(first, "hello");
        }
        log.await(MonitorEvent.Disconnected.class);
        try (RawPeer second = named(endpoint, "second")) {
            assertTalks(second, "hello");
            assertThatThrownBy(() -> router.send(RoutingId.of("first"), of("gone")))
                    .isInstanceOf(HostUnreachableException.class);
        }
    }

    @Test
    void idThatRoutersMakeUpCannotBeAnnouncedWhosesoeverItIs() {
        try (RawPeer nameless = RawPeer.greeted(endpoint, SocketType.DEALER)) {
            nameless.send(message("hello"));
            RoutingId madeUp = next(router).routingId();
            try (RawPeer thief = RawPeer.connect(endpoint)) {
                thief.send(greeting(3, 1), ready(SocketType.DEALER,
                        new String(madeUp.bytes(), ISO_8859_1)));
                assertThat(log.await(MonitorEvent.HandshakeFailed.class).detail()).contains("zero byte");
                thief.awaitEnd();
            }
            router.send(madeUp, of("for you"));
            assertThat(nameless.readFrame().body()).isEqualTo(of("for you"));
        }
    }
}

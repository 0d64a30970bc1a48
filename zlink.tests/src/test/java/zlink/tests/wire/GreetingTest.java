package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.GREETING;
import static zlink.tests.wire.Bytes.SIGNATURE;
import static zlink.tests.wire.Bytes.first;
import static zlink.tests.wire.Bytes.from;
import static zlink.tests.wire.Bytes.greeting;
import static zlink.tests.wire.Bytes.handshake;
import static zlink.tests.wire.Bytes.join;
import static zlink.tests.wire.Bytes.message;
import static zlink.tests.wire.Bytes.of;
import static zlink.tests.wire.Bytes.ready;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Endpoint;
import zlink.api.PairSocket;
import zlink.api.SocketType;

/** The first 64 bytes, each way, in whatever pieces they come. */
class GreetingTest extends OnTheWire {
    private final PairSocket pair = context.pair();
    private final Endpoint endpoint = bind(pair);

    private static void assertIsGreeting(byte[] bytes) {
        assertThat(bytes).hasSize(GREETING);
        assertThat(bytes[0]).isEqualTo((byte) 0xFF);
        assertThat(from(bytes, 9)).isEqualTo(from(greeting(3, 1), 9));
    }

    private void assertTalks(RawPeer peer) {
        assertThat(peer.readFrame().isCommand("READY")).isTrue();
        peer.send(message("hello"));
        assertThat(next(pair).text()).isEqualTo("hello");
        pair.send("and to you");
        assertThat(peer.readFrame().body()).isEqualTo(of("and to you"));
    }

    @Test
    void signatureComesUnasked() {
        try (RawPeer peer = RawPeer.connect(endpoint)) {
            byte[] signature = peer.read(SIGNATURE);
            assertThat(signature[0]).isEqualTo((byte) 0xFF);
            assertThat(signature[9]).isEqualTo((byte) 0x7F);
        }
    }

    @Test
    void peerThatSendsItsSignatureAndWaitsGetsTheVersion() {
        try (RawPeer peer = RawPeer.connect(endpoint)) {
            byte[] own = greeting(3, 1);
            peer.send(first(own, SIGNATURE));
            assertThat(peer.read(SIGNATURE + 1)[SIGNATURE]).isEqualTo((byte) 3);
            peer.send(from(own, SIGNATURE));
            peer.read(GREETING - SIGNATURE - 1);
            peer.send(ready(SocketType.PAIR));
            assertTalks(peer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 31, 32, 63, 64})
    void peerThatSendsItsMajorVersionAndWaitsGetsTheWholeGreeting(int sent) {
        try (RawPeer peer = RawPeer.connect(endpoint)) {
            byte[] own = greeting(3, 1);
            peer.send(first(own, sent));
            assertIsGreeting(peer.read(GREETING));
            peer.send(from(own, sent), ready(SocketType.PAIR));
            assertTalks(peer);
        }
    }

    @Test
    void peerThatWaitsForTheGreetingAfterElevenBytesIsServed() {
        try (RawPeer peer = RawPeer.connect(endpoint)) {
            peer.send(first(greeting(3, 0), 11));
            assertIsGreeting(peer.read(GREETING));
            peer.send(from(greeting(3, 0), 11));
            assertThat(peer.readFrame().isCommand("READY")).as("READY before the peer's").isTrue();
            peer.send(ready(SocketType.PAIR), message("hello"));
            assertThat(next(pair).text()).isEqualTo("hello");
        }
    }

    @Test
    void everythingMayComeByteByByte() {
        try (RawPeer peer = RawPeer.connect(endpoint)) {
            peer.sendByteByByte(join(handshake(SocketType.PAIR), message("a", "", "b"), message("c")));
            assertIsGreeting(peer.read(GREETING));
            assertThat(peer.readFrame().isCommand("READY")).isTrue();
            assertThat(next(pair).texts()).containsExactly("a", "", "b");
            assertThat(next(pair).text()).isEqualTo("c");
        }
    }

    @Test
    void everythingMayComeAtOnceWithMessagesGluedOn() {
        byte[] messages = {};
        for (int i = 0; i < 3000; i++) {
            messages = join(messages, message("" + i));
        }
        try (RawPeer peer = RawPeer.connect(endpoint)) {
            peer.send(handshake(SocketType.PAIR), messages);
            for (int i = 0; i < 3000; i++) {
                assertThat(next(pair).text()).isEqualTo("" + i);
            }
        }
    }

    @Test
    void handshakeMayBeCutAnywhere() {
        byte[] all = join(handshake(SocketType.PAIR), message("hello", "there"));
        for (int cut = 1; cut < all.length; cut++) {
            try (RawPeer peer = RawPeer.connect(endpoint)) {
                peer.send(first(all, cut));
                peer.read(SIGNATURE);
                peer.send(from(all, cut));
                assertThat(next(pair).texts()).as("cut at " + cut).containsExactly("hello", "there");
            }
            awaitConnections(pair, 0);
        }
    }

    /** Of major versions after 3 a peer must expect to be answered in 3, as RFC 37 says. */
    @ParameterizedTest
    @CsvSource({"3, 0", "3, 1", "3, 2", "3, 255", "4, 0", "127, 0", "255, 255"})
    void everyVersionFromThreeOnIsServed(int major, int minor) {
        try (RawPeer peer = RawPeer.connect(endpoint)) {
            peer.send(greeting(major, minor), ready(SocketType.PAIR));
            assertIsGreeting(peer.read(GREETING));
            assertTalks(peer);
        }
    }

    @Test
    void whatIsBetweenTheEndsOfTheSignatureDoesNotMatter() {
        byte[] own = greeting(3, 1);
        Arrays.fill(own, 1, 9, (byte) 0xA5);
        try (RawPeer peer = RawPeer.connect(endpoint)) {
            peer.send(own, ready(SocketType.PAIR));
            assertIsGreeting(peer.read(GREETING));
            assertTalks(peer);
        }
    }

    @Test
    void connectingSideGreetsTheSameWay() {
        try (RawPeer.Listener listener = new RawPeer.Listener()) {
            PairSocket connecting = context.pair();
            connecting.connect(listener.endpoint());
            try (RawPeer peer = listener.accept()) {
                assertThat(peer.read(SIGNATURE)[9]).isEqualTo((byte) 0x7F);
                peer.send(first(greeting(3, 1), 11));
                assertThat(peer.read(GREETING - SIGNATURE)).isEqualTo(from(greeting(3, 1), SIGNATURE));
                peer.send(from(greeting(3, 1), 11), ready(SocketType.PAIR), message("hello"));
                assertThat(peer.readFrame().isCommand("READY")).isTrue();
                assertThat(next(connecting).text()).isEqualTo("hello");
            }
        }
    }
}

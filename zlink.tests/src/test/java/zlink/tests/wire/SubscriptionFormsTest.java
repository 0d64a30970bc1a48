package zlink.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.tests.wire.Bytes.COMMAND;
import static zlink.tests.wire.Bytes.LONG;
import static zlink.tests.wire.Bytes.command;
import static zlink.tests.wire.Bytes.frame;
import static zlink.tests.wire.Bytes.greeting;
import static zlink.tests.wire.Bytes.join;
import static zlink.tests.wire.Bytes.longFrame;
import static zlink.tests.wire.Bytes.of;
import static zlink.tests.wire.Bytes.ready;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Endpoint;
import zlink.api.PubSocket;
import zlink.api.SocketType;
import zlink.api.SubSocket;
import zlink.api.XPubSocket;
import zlink.tests.fixture.Deadline;

/** SUBSCRIBE and CANCEL, as commands of ZMTP 3.1 and as messages of 3.0, and as libzmq 4.3.4 garbles them. */
class SubscriptionFormsTest extends OnTheWire {

    private static RawPeer greeted(Endpoint endpoint, int minor, SocketType type) {
        RawPeer peer = RawPeer.connect(endpoint);
        peer.send(greeting(3, minor), ready(type));
        peer.readHandshake();
        return peer;
    }

    @Test
    void peerOfThreeOneIsToldByCommands() {
        SubSocket sub = context.sub();
        sub.subscribe("A");
        try (RawPeer peer = greeted(bind(sub), 1, SocketType.PUB)) {
            assertThat(peer.read(13)).isEqualTo(join(of(4, 11, 9), of("SUBSCRIBEA")));
            sub.subscribe("");
            assertThat(peer.read(12)).isEqualTo(join(of(4, 10, 9), of("SUBSCRIBE")));
            sub.unsubscribe("A");
            assertThat(peer.read(10)).isEqualTo(join(of(4, 8, 6), of("CANCELA")));
        }
    }

    @Test
    void peerOfThreeNoughtIsToldByMessages() {
        SubSocket sub = context.sub();
        sub.subscribe("A");
        try (RawPeer peer = greeted(bind(sub), 0, SocketType.PUB)) {
            assertThat(peer.read(4)).isEqualTo(join(of(0, 2, 1), of("A")));
            sub.subscribe("");
            assertThat(peer.read(3)).isEqualTo(of(0, 1, 1));
            sub.unsubscribe("A");
            assertThat(peer.read(4)).isEqualTo(join(of(0, 2, 0), of("A")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {245, 246, 247, 255, 256, 1000})
    void longTopicsHaveTheRightHeader(int length) {
        String topic = "t".repeat(length);
        SubSocket sub = context.sub();
        sub.subscribe(topic);
        try (RawPeer peer = greeted(bind(sub), 1, SocketType.PUB)) {
            RawPeer.Frame frame = peer.readFrame();
            assertThat(frame.flags()).isEqualTo(length + 10 > 255 ? COMMAND | LONG : COMMAND);
            assertThat(frame.body()).isEqualTo(join(of(9), of("SUBSCRIBE" + topic)));
            sub.unsubscribe(topic);
            assertThat(peer.readFrame().body()).isEqualTo(join(of(6), of("CANCEL" + topic)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void bothFormsAreTakenFromPeersOfEitherVersion(int minor) {
        XPubSocket xpub = context.xpub();
        try (RawPeer peer = greeted(bind(xpub), minor, SocketType.SUB)) {
            peer.send(command("SUBSCRIBE", of("a")), frame(0, of("\u0001b")));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0001a"));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0001b"));
            xpub.send("b1");
            xpub.send("c1");
            xpub.send("a1");
            assertThat(peer.readFrame().body()).isEqualTo(of("b1"));
            assertThat(peer.readFrame().body()).isEqualTo(of("a1"));
            peer.send(frame(0, of("\u0000a")), command("CANCEL", of("b")));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0000a"));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0000b"));
        }
    }

    @Test
    void subscriptionsInTheSameSegmentAsReadyCount() {
        PubSocket pub = context.pub();
        try (RawPeer peer = RawPeer.connect(bind(pub))) {
            peer.send(greeting(3, 1), ready(SocketType.SUB), command("SUBSCRIBE", of("a")));
            peer.readHandshake();
            awaitConnections(pub, 1);
            Deadline.await("the subscription works", () -> {
                pub.send("a");
                return pub.statistics().messagesSent() > 0;
            });
            assertThat(peer.readFrame().body()).isEqualTo(of("a"));
        }
    }

    /** 4.3.3 and 4.3.4 decide on the long form by the topic's size and forget the command's name. */
    static Stream<Arguments> garbledCommands() {
        return Stream.concat(
                Stream.of(246, 247, 250, 254, 255).map(length -> Arguments.of("SUBSCRIBE", 1, length)),
                Stream.of(249, 250, 254, 255).map(length -> Arguments.of("CANCEL", 0, length)));
    }

    @ParameterizedTest
    @MethodSource("garbledCommands")
    void commandOfLibzmqWithoutTheLongFlagIsUnderstood(String name, int mark, int length) {
        String topic = "t".repeat(length);
        XPubSocket xpub = context.xpub();
        try (RawPeer peer = greeted(bind(xpub), 1, SocketType.SUB)) {
            peer.send(command("SUBSCRIBE", of("before")));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0001before"));
            if (mark == 0) {
                peer.send(command("SUBSCRIBE", of(topic)));
                assertThat(next(xpub).bytes()).hasSize(length + 1);
            }
            byte[] body = join(of(name.length()), of(name + topic));
            byte[] garbled = join(of(COMMAND), ByteBuffer.allocate(8).putLong(body.length).array(), body);
            peer.sendByteByByte(garbled);
            assertThat(next(xpub).bytes()).isEqualTo(join(of(mark), of(topic)));
            peer.send(command("SUBSCRIBE", of("after")));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0001after"));
        }
    }

    @Test
    void topicOf64KibibytesIsTakenAndGivenBack() {
        String topic = "t".repeat(65_536);
        XPubSocket xpub = context.xpub();
        try (RawPeer peer = greeted(bind(xpub), 1, SocketType.SUB)) {
            peer.send(command("SUBSCRIBE", of(topic)), longFrame(0, 65_537, of("\u0000" + topic)));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0001" + topic));
            assertThat(next(xpub).bytes()).isEqualTo(of("\u0000" + topic));
        }
    }

    @Test
    void cancellationOfWhatWasNeverSubscribedIsIgnored() {
        XPubSocket xpub = context.xpub();
        try (RawPeer peer = greeted(bind(xpub), 1, SocketType.SUB)) {
            peer.send(command("CANCEL", of("never")), command("SUBSCRIBE", of("a")));
            byte[] first = next(xpub).bytes();
            if (first[0] == 0) {
                first = next(xpub).bytes();
            }
            assertThat(first).isEqualTo(of("\u0001a"));
        }
    }
}

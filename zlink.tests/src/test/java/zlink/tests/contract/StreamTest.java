package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.tests.contract.OverEachTransport.bytes;
import static zlink.tests.contract.OverEachTransport.narrow;
import static zlink.tests.contract.OverEachTransport.next;
import static zlink.tests.contract.OverEachTransport.stray;
import static zlink.tests.contract.OverEachTransport.with;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.DisconnectReason;
import zlink.api.Endpoint;
import zlink.api.HostUnreachableException;
import zlink.api.Message;
import zlink.api.MonitorEvent;
import zlink.api.PeerInfo;
import zlink.api.Poller;
import zlink.api.RoutingId;
import zlink.api.SocketOption;
import zlink.api.StreamSocket;
import zlink.api.TimedOutException;
import zlink.tests.fixture.BackgroundCall;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Filling;
import zlink.tests.fixture.MonitorLog;
import zlink.tests.fixture.Transport;

/** zmq_socket(3), ZMQ_STREAM: bytes to and from programs that do not speak ZeroMQ. */
@ParameterizedClass
@EnumSource(value = Transport.class, names = {"TCP", "IPC"})
@Timeout(60)
class StreamTest {
    private static final RoutingId SERVER = RoutingId.of("server");

    @Parameter
    private Transport transport;

    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            with(SocketOption.LINGER, Duration.ofSeconds(5)).with(SocketOption.RECONNECT_INTERVAL,
                    Duration.ofMillis(20))));

    @AfterEach
    void closeTheContext() {
        context.close(Duration.ZERO);
    }

    private PlainPeer visit(StreamSocket stream) {
        return PlainPeer.connect(stream.bind(transport.wildcard()).endpoint());
    }

    /** Receives the notice that a peer has come; returns its id. */
    private static RoutingId coming(StreamSocket stream) {
        Message message = next(stream);
        assertThat(message.frameCount()).isEqualTo(2);
        assertThat(message.size(1)).as("bytes with the coming").isZero();
        return message.routingId();
    }

    /** Receives the notice that a peer has gone. */
    private static void going(StreamSocket stream, RoutingId peer) {
        Message message = next(stream);
        assertThat(message.routingId()).isEqualTo(peer);
        assertThat(message.size(1)).as("bytes with the going").isZero();
    }

    /** Receives so many bytes of one peer, in however many pieces. */
    private static byte[] receive(StreamSocket stream, RoutingId peer, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < count) {
            Message message = next(stream);
            assertThat(message.routingId()).isEqualTo(peer);
            assertThat(message.size(1)).isBetween(1, 64 << 10);
            all.writeBytes(message.bytes(1));
        }
        assertThat(all.size()).isEqualTo(count);
        return all.toByteArray();
    }

    private static String receiveText(StreamSocket stream, RoutingId peer, int count) {
        return new String(receive(stream, peer, count));
    }

    private static byte[] noise(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void assertGone(StreamSocket stream, RoutingId id) {
        assertThatThrownBy(() -> stream.send(id, bytes("x"))).isInstanceOf(HostUnreachableException.class);
        assertThatThrownBy(() -> stream.trySend(Message.wrap(id.bytes(), bytes("x"))))
                .isInstanceOf(HostUnreachableException.class);
        assertThat(stream.isConnected(id)).isFalse();
    }

    /** Waits until so many bytes can be received. */
    private static void awaitQueued(StreamSocket stream, long bytes) {
        Deadline.await(bytes + " bytes are queued", () -> stream.statistics().receiveQueue().bytes() >= bytes);
    }

    @Test
    void comingDataAndGoingAreReceivedInThisOrder() {
        StreamSocket stream = context.stream();
        try (PlainPeer peer = visit(stream)) {
            peer.send("GET /");
        }

        RoutingId id = coming(stream);
        assertThat(id.size()).isEqualTo(5);
        assertThat(id.byteAt(0)).isZero();
        assertThat(receiveText(stream, id, 5)).isEqualTo("GET /");
        going(stream, id);
        assertGone(stream, id);
    }

    @Test
    void peersAreTalkedToByTheirIds() {
        StreamSocket stream = context.stream();
        Endpoint endpoint = stream.bind(transport.wildcard()).endpoint();
        try (PlainPeer one = PlainPeer.connect(endpoint)) {
            RoutingId first = coming(stream);
            try (PlainPeer other = PlainPeer.connect(endpoint)) {
                RoutingId second = coming(stream);
                stream.send(second, bytes("for the "));
                stream.send(first, ByteBuffer.wrap(bytes("for the first")));
                stream.send(Message.wrap(second.bytes(), bytes("second")));

                assertThat(one.read(13)).isEqualTo("for the first");
                assertThat(other.read(14)).isEqualTo("for the second");
                assertThat(stream.isConnected(first)).isTrue();
                assertThat(stream.connections()).hasSize(2);
            }
        }
    }

    @Test
    void idsAreNotUsedAgainHoweverManyPeersHaveGoneUnread() {
        StreamSocket stream = context.stream();
        Endpoint endpoint = stream.bind(transport.wildcard()).endpoint();
        int peers = 30;
        for (int i = 0; i < peers; i++) {
            try (PlainPeer peer = PlainPeer.connect(endpoint)) {
                peer.send("I am " + (100 + i));
            }
        }
        Map<RoutingId, List<String>> seen = new HashMap<>();
        for (int i = 0; i < 3 * peers; i++) {
            Message message = next(stream);
            seen.computeIfAbsent(message.routingId(), id -> new ArrayList<>()).add(message.text(1));
        }

        assertThat(seen).hasSize(peers);
        Set<String> said = new HashSet<>();
        seen.values().forEach(story -> {
            assertThat(story).hasSize(3).startsWith("").endsWith("");
            said.add(story.get(1));
        });
        assertThat(said).hasSize(peers);
    }

    @Test
    void emptyFrameEndsTheConnectionBehindWhatWasSent() {
        StreamSocket stream = context.stream();
        try (PlainPeer peer = visit(stream)) {
            RoutingId id = coming(stream);
            byte[] answer = noise(1, 3 << 20);
            stream.send(id, answer);
            stream.send(Message.wrap(id.bytes(), new byte[0]));

            assertGone(stream, id);
            assertThat(peer.readToEnd()).isEqualTo(answer);
            peer.hangUp();
            going(stream, id);
        }
        assertThat(stray(stream)).isEmpty();
    }

    @Test
    void whatAPeerSaysWhileItIsDisconnectedIsReceived() {
        StreamSocket stream = context.stream();
        try (PlainPeer peer = visit(stream)) {
            RoutingId id = coming(stream);
            peer.send("last words");
            awaitQueued(stream, 10);
            stream.disconnect(id);
            assertThatThrownBy(() -> stream.disconnect(id)).isInstanceOf(HostUnreachableException.class);
            assertThat(receiveText(stream, id, 10)).isEqualTo("last words");
            assertThat(peer.readToEnd()).isEmpty();
            peer.hangUp();
            going(stream, id);
        }
    }

    @Test
    void noticesCanBeSwitchedOff() {
        StreamSocket stream = context.stream(with(SocketOption.STREAM_NOTIFY, false));
        try (PlainPeer peer = visit(stream)) {
            peer.send("?");
            Message first = next(stream);
            assertThat(first.text(1)).isEqualTo("?");
            stream.send(first.routingId(), bytes("hi"));
            assertThat(peer.read(2)).isEqualTo("hi");
            peer.endOutput();
            assertThat(stray(stream)).isEmpty();
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void peerThatEndsItsHalfIsAnsweredUntilThatIsReceived() {
        StreamSocket stream = context.stream();
        try (PlainPeer peer = visit(stream); Poller poller = context.poller()) {
            peer.send("question").endOutput();
            RoutingId id = coming(stream);
            assertThat(receiveText(stream, id, 8)).isEqualTo("question");
            poller.register(stream, Poller.Interest.RECEIVE);
            assertThat(poller.await(Deadline.PATIENCE)).as("the end has come, unread").isNotEmpty();

            byte[] answer = noise(2, 2 << 20);
            stream.send(id, answer);
            going(stream, id);
            assertGone(stream, id);
            assertThat(peer.readToEnd()).isEqualTo(answer);
        }
        Deadline.await("the connection is gone", () -> stream.connections().isEmpty());
    }

    @Test
    void connectsAndLearnsTheIdOfItsPeer() {
        StreamSocket stream = context.stream();
        Endpoint endpoint = transport.free();
        try (PlainPeer.Listener listener = new PlainPeer.Listener(endpoint)) {
            stream.connect(endpoint);
            try (PlainPeer peer = listener.accept()) {
                RoutingId id = coming(stream);
                stream.send(id, bytes("hello"));
                assertThat(peer.read(5)).isEqualTo("hello");
                peer.send("world");
                assertThat(receiveText(stream, id, 5)).isEqualTo("world");
            }
        }
    }

    @Test
    void firstConnectionHasTheIdThatWasGivenAndTheNextOneAnother() {
        StreamSocket stream = context.stream(with(SocketOption.CONNECT_ROUTING_ID, SERVER));
        Endpoint endpoint = transport.free();
        stream.connect(endpoint);
        stream.send(SERVER, bytes("early"));
        assertThat(stream.isConnected(SERVER)).isFalse();
        try (PlainPeer.Listener listener = new PlainPeer.Listener(endpoint)) {
            try (PlainPeer peer = listener.accept()) {
                assertThat(peer.read(5)).isEqualTo("early");
                assertThat(coming(stream)).isEqualTo(SERVER);
            }
            going(stream, SERVER);
            try (PlainPeer peer = listener.accept()) {
                RoutingId id = coming(stream);
                assertThat(id).isNotEqualTo(SERVER);
                assertGone(stream, SERVER);
                stream.send(id, bytes("again"));
                assertThat(peer.read(5)).isEqualTo("again");
            }
        }
    }

    @Test
    void bytesOfALostConnectionDoNotGoToTheNext() {
        StreamSocket stream = context.stream(narrow(1000));
        Endpoint endpoint = transport.free();
        try (PlainPeer.Listener listener = new PlainPeer.Listener(endpoint)) {
            stream.connect(endpoint);
            try (PlainPeer peer = listener.accept()) {
                RoutingId id = coming(stream);
                for (int i = 0; i < 100; i++) {
                    stream.send(id, noise(i, 64 << 10)); // more than the operating system holds
                }
                assertThat(peer.read(1)).isNotNull();
            }
            try (PlainPeer peer = listener.accept()) {
                stream.receive(view -> assertThat(view.size(1)).as("going").isZero());
                RoutingId id = coming(stream);
                stream.send(id, bytes("fresh"));
                assertThat(peer.read(5)).isEqualTo("fresh");
            }
        }
        assertThat(stream.statistics().messagesDropped()).isPositive();
    }

    @Test
    void disconnectingAPeerEndsTheEndpointItWasConnectedBy() {
        StreamSocket stream = context.stream();
        Endpoint endpoint = transport.free();
        try (PlainPeer.Listener listener = new PlainPeer.Listener(endpoint)) {
            stream.connect(endpoint);
            try (PlainPeer peer = listener.accept()) {
                RoutingId id = coming(stream);
                stream.send(id, bytes("bye"));
                stream.disconnect(id);
                assertThat(new String(peer.readToEnd())).isEqualTo("bye");
                peer.hangUp();
                going(stream, id);
            }
            Deadline.await("the endpoint is closed", () -> stream.endpoints().isEmpty());
            assertThat(stray(stream)).isEmpty();
            assertThat(listener.hasVisitor()).isFalse();
        }
    }

    @Test
    void streamSocketsTalkToEachOther() {
        StreamSocket server = context.stream();
        StreamSocket client = context.stream();
        client.connect(server.bind(transport.wildcard()).endpoint());
        RoutingId toServer = coming(client);
        RoutingId toClient = coming(server);
        client.send(toServer, bytes("ping"));
        assertThat(receiveText(server, toClient, 4)).isEqualTo("ping");
        server.send(toClient, bytes("pong"));
        assertThat(receiveText(client, toServer, 4)).isEqualTo("pong");
        client.disconnect(toServer);
        going(server, toClient);
        going(client, toServer);
    }

    @Test
    void peerIsHeldUpWhileNobodyReceivesAndLosesNothing() {
        long limit = 256 << 10;
        StreamSocket stream = context.stream(narrow(1000).with(SocketOption.RECEIVE_LIMIT_BYTES, limit));
        byte[] data = noise(3, 24 << 20);
        try (PlainPeer peer = visit(stream)) {
            RoutingId id = coming(stream);
            try (BackgroundCall<PlainPeer> sending = BackgroundCall.of(() -> peer.send(data))) {
                awaitQueued(stream, limit);
                assertThat(stream.statistics().receiveQueue().bytes()).isLessThanOrEqualTo(limit + (64 << 10));
                assertThat(sending.isDone()).isFalse();
                assertThat(receive(stream, id, data.length)).isEqualTo(data);
                sending.result();
            }
        }
    }

    @Test
    void senderWaitsForAFullPeerAndLosesNothing() {
        StreamSocket stream = context.stream(narrow(4).with(SocketOption.SEND_TIMEOUT, Duration.ofMillis(20)));
        try (PlainPeer peer = visit(stream)) {
            RoutingId id = coming(stream);
            byte[] piece = noise(4, 64 << 10);
            int sent = Filling.fill(i -> stream.trySend(id, piece)
                    || stream.send(Message.wrap(id.bytes(), piece), Deadline.A_WHILE));
            assertThatThrownBy(() -> stream.send(id, piece)).isInstanceOf(TimedOutException.class);
            Duration longer = Deadline.PATIENCE.multipliedBy(2); // than we wait: no timeout may wake it instead
            try (BackgroundCall<Boolean> sending = BackgroundCall.of(
                    () -> stream.send(Message.wrap(id.bytes(), piece), longer)).awaitBlocked()) {
                for (int i = 0; i < sent; i++) {
                    assertThat(peer.readExactly(piece.length)).isEqualTo(piece);
                }
                assertThat(sending.result()).isTrue();
                assertThat(peer.readExactly(piece.length)).isEqualTo(piece);
            }
        }
    }

    @Test
    void largeAmountsGoBothWaysAtOnce() {
        StreamSocket stream = context.stream(narrow(10));
        byte[] up = noise(5, 12 << 20);
        byte[] down = noise(6, 12 << 20);
        try (PlainPeer peer = visit(stream)) {
            RoutingId id = coming(stream);
            try (BackgroundCall<PlainPeer> talking = BackgroundCall.of(() -> peer.send(up));
                    BackgroundCall<byte[]> listening = BackgroundCall.of(() -> peer.readExactly(down.length));
                    BackgroundCall<Void> sending = BackgroundCall.running(() -> {
                        for (int at = 0; at < down.length; at += 30_000) {
                            stream.send(id, ByteBuffer.wrap(down, at, Math.min(30_000, down.length - at)));
                        }
                    })) {
                assertThat(receive(stream, id, up.length)).isEqualTo(up);
                assertThat(listening.result(Duration.ofSeconds(30))).isEqualTo(down);
                sending.result();
                talking.result();
            }
        }
    }

    @Test
    void whatWasSentBeforeCloseArrivesWithinTheLinger() {
        byte[] data = noise(7, 8 << 20);
        try (StreamSocket stream = context.stream(narrow(1000)); PlainPeer peer = visit(stream)) {
            RoutingId id = coming(stream);
            stream.send(id, data);
            try (BackgroundCall<Void> closing = BackgroundCall.running(stream::close)) {
                assertThat(peer.readToEnd()).isEqualTo(data);
                peer.hangUp();
                closing.result();
            }
        }
    }

    @Test
    void manyPeersEachGetTheirOwnAnswers() {
        StreamSocket stream = context.stream();
        Endpoint endpoint = stream.bind(transport.wildcard()).endpoint();
        List<PlainPeer> peers = new ArrayList<>();
        int count = 60;
        for (int i = 0; i < count; i++) {
            peers.add(PlainPeer.connect(endpoint).send("peer " + (100 + i)));
        }
        for (int answered = 0; answered < count * 8; ) {
            Message message = next(stream);
            if (message.size(1) > 0) {
                stream.send(message);
                answered += message.size(1);
            }
        }
        for (int i = 0; i < count; i++) {
            assertThat(peers.get(i).read(8)).isEqualTo("peer " + (100 + i));
            peers.get(i).close();
        }
        for (int gone = 0; gone < count; gone++) {
            assertThat(next(stream).size(1)).isZero();
        }
        Deadline.await("all are gone", () -> stream.connections().isEmpty());
    }

    @Test
    void everyFormOfReceivingSeesBytesAndNotices() {
        StreamSocket stream = context.stream();
        try (PlainPeer peer = visit(stream)) {
            ByteBuffer target = ByteBuffer.allocate(16);
            RoutingId id = stream.receiveFrom(target);
            assertThat(target.position()).as("bytes with the coming").isZero();
            peer.send("1");
            assertThat(stream.receiveFrom(target, Deadline.PATIENCE).orElseThrow()).isSameAs(id);
            assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(bytes("1")));
            peer.send("2");
            assertThat(stream.receiveAsync().toCompletableFuture().join().text(1)).isEqualTo("2");
            peer.send("3");
            stream.receive(view -> {
                assertThat(view.bytes(0)).isEqualTo(id.bytes());
                assertThat(view.text(1)).isEqualTo("3");
                assertThat(stream.trySend(id, bytes("from the handler"))).isTrue();
            });
            assertThat(peer.read(16)).isEqualTo("from the handler");
            peer.hangUp();
            assertThat(stream.receiveFrom(target.clear())).isEqualTo(id);
            assertThat(target.position()).as("bytes with the going").isZero();
        }
    }

    @Test
    void peersAreDescribedWithoutAHandshake() {
        StreamSocket stream = context.stream();
        MonitorLog log = MonitorLog.of(stream);
        try (PlainPeer peer = visit(stream)) {
            peer.send("hello");
            PeerInfo info = next(stream).peer().orElseThrow();
            assertThat(info.protocol()).isEmpty();
            assertThat(info.mechanism()).isEmpty();
            assertThat(info.socketType()).isEmpty();
            assertThat(info.property("Peer-Address")).isPresent();
            long accepted = log.await(MonitorEvent.Accepted.class).connectionId();
            assertThat(info.connectionId()).isEqualTo(accepted);
            assertThat(log.await(MonitorEvent.HandshakeSucceeded.class).peer().connectionId()).isEqualTo(accepted);
        }
        next(stream);
        next(stream);
        assertThat(log.await(MonitorEvent.Disconnected.class).reason()).isEqualTo(DisconnectReason.PEER_CLOSED);
    }

    @Test
    void peersMayBeSilentForAsLongAsTheyLike() {
        StreamSocket stream = context.stream(with(SocketOption.HANDSHAKE_INTERVAL, Duration.ofMillis(10))
                .with(SocketOption.HEARTBEAT_INTERVAL, Duration.ofMillis(10)));
        try (PlainPeer peer = visit(stream)) {
            RoutingId id = coming(stream);
            assertThat(stray(stream)).isEmpty();
            assertThat(stream.isConnected(id)).isTrue();
            stream.send(id, bytes("nothing else"));
            stream.disconnect(id);
            assertThat(new String(peer.readToEnd())).isEqualTo("nothing else");
        }
    }
}

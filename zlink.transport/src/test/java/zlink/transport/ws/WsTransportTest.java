package zlink.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.contract.End;
import zlink.transport.contract.Pair;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;

/** What the contract wants of every transport, with streams that are ZMTP. */
@Timeout(60)
class WsTransportTest {
    private static final Endpoint WILDCARD = Endpoint.of("ws://127.0.0.1:*/feed");
    private static final SocketOptions NARROW = SocketOptions.defaults()
            .with(SocketOption.SEND_BUFFER, 16 << 10).with(SocketOption.RECEIVE_BUFFER, 16 << 10);
    private static final int FRAMES = 300;

    private final WsTransport ws = new WsTransport();

    private Pair establish(SocketOptions options) throws Exception {
        Listener listener = ws.bind(WILDCARD, options);
        return Pair.connected(ws.connect(listener.endpoint(), options), listener);
    }

    /** Exchanges the greetings, which is all that is not symmetrical. */
    private Pair greeted(SocketOptions options) throws Exception {
        Pair pair = establish(options);
        pair.client().send(ByteBuffer.wrap(Zmtp.greeting(1, "NULL")));
        pair.server().send(ByteBuffer.wrap(Zmtp.greeting(1, "NULL")));
        assertThat(pair.client().receive(64)).isEqualTo(Zmtp.greeting(0, "NULL"));
        assertThat(pair.server().receive(64)).isEqualTo(Zmtp.greeting(0, "NULL"));
        return pair;
    }

    private static byte[] frames(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] frames = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            byte[] body = new byte[switch (random.nextInt(4)) {
                case 0 -> random.nextInt(4);
                case 1 -> random.nextInt(300);
                case 2 -> 8_190 + random.nextInt(4);
                default -> random.nextInt(70_000);
            }];
            random.nextBytes(body);
            frames[i] = Zmtp.frame(random.nextInt(2), body);
        }
        return Zmtp.join(frames);
    }

    private static void write(End end, byte[] all, SplittableRandom random) throws Exception {
        ByteBuffer source = ByteBuffer.allocateDirect(all.length).put(all).flip();
        while (source.hasRemaining()) {
            int some = Math.min(source.remaining(), 1 + random.nextInt(random.nextBoolean() ? 20 : 100_000));
            end.send(source.slice(source.position(), some));
            source.position(source.position() + some);
        }
    }

    private static void read(End end, byte[] expected, SplittableRandom random) throws Exception {
        for (int at = 0; at < expected.length; ) {
            int some = Math.min(expected.length - at, 1 + random.nextInt(random.nextBoolean() ? 20 : 100_000));
            assertThat(ByteBuffer.wrap(end.receive(some))).isEqualTo(ByteBuffer.wrap(expected, at, some));
            at += some;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyByteArrivesOnceAndInOrderBothWaysAtOnce(long seed) throws Exception {
        byte[] there = frames(seed);
        byte[] back = frames(-seed);
        try (Pair pair = greeted(NARROW)) {
            CompletableFuture<?>[] others = {
                run(() -> write(pair.client(), there, new SplittableRandom(seed))),
                run(() -> write(pair.server(), back, new SplittableRandom(seed))),
                run(() -> read(pair.client(), back, new SplittableRandom(seed)))};
            read(pair.server(), there, new SplittableRandom(seed));
            CompletableFuture.allOf(others).get(30, TimeUnit.SECONDS);
            ByteBuffer more = ByteBuffer.allocateDirect(1);
            assertThat(pair.client().connection().read(more) + pair.server().connection().read(more)).isZero();
            assertThat(pair.client().connection().hasInput() || pair.server().connection().hasInput()).isFalse();
        }
    }

    private interface Part {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> run(Part part) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                part.run();
                done.complete(null);
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    @Test
    void theEndIsSaidBehindTheLastByteAndAnswered() throws Exception {
        try (Pair pair = greeted(SocketOptions.defaults())) {
            byte[] last = Zmtp.frame(0, new byte[10_000]);
            pair.client().send(ByteBuffer.wrap(last));
            pair.client().connection().shutdownOutput();
            pair.client().flush();

            assertThat(pair.server().receive(last.length)).isEqualTo(last);
            assertThat(pair.server().endsNext()).isTrue();
            assertThat(pair.client().endsNext()).as("the answer").isTrue();
            assertThatIOException().isThrownBy(() -> pair.client().connection().write(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void nothingWorksOnceClosed() throws Exception {
        Pair pair = establish(SocketOptions.defaults());
        pair.close();
        pair.close();
        Connection client = pair.client().connection();
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        assertThatIOException().isThrownBy(() -> client.read(one));
        assertThatIOException().isThrownBy(() -> client.write(one));
        assertThatIOException().isThrownBy(() -> client.write(new ByteBuffer[] {one}, 0, 1));
        assertThat(client.remoteAddress()).isEqualTo(pair.server().connection().localAddress()).isNotEmpty();
        assertThat(client.peerProperties()).isNotNull();
    }

    @Test
    void aConnectionUnderWayCanBeClosed() throws Exception {
        try (Listener listener = ws.bind(WILDCARD, SocketOptions.defaults())) {
            Connection connection = ws.connect(listener.endpoint(), SocketOptions.defaults());
            connection.close();
            assertThatIOException().isThrownBy(connection::finishConnect)
                    .withMessageStartingWith("cannot connect to " + listener.endpoint());
        }
    }

    @Test
    void failuresNameTheEndpointTheUserWrote() throws Exception {
        Endpoint vacant;
        try (Listener listener = ws.bind(WILDCARD, SocketOptions.defaults())) {
            vacant = listener.endpoint();
            assertThatIOException().isThrownBy(() -> ws.bind(listener.endpoint(), SocketOptions.defaults()))
                    .withMessageMatching("cannot bind to " + vacant + ": .*in use.*");
        }
        assertThatIOException().isThrownBy(() -> {
            try (End end = new End(ws.connect(vacant, SocketOptions.defaults()))) {
                end.awaitConnected();
            }
        }).withMessageMatching("cannot connect to " + vacant + ": .*refused.*");
    }

    @Test
    void closingEndsAReadAndAWriteInProgress() throws Exception {
        for (int round = 0; round < 50; round++) {
            try (Pair pair = greeted(SocketOptions.defaults())) {
                Connection victim = pair.client().connection();
                CompletableFuture<Void> reading = run(() -> untilItFails(
                        () -> victim.read(ByteBuffer.allocateDirect(64))));
                byte[] frame = Zmtp.frame(0, new byte[100]);
                CompletableFuture<Void> writing = run(() -> untilItFails(() -> {
                    ByteBuffer source = ByteBuffer.wrap(frame);
                    while (source.hasRemaining()) {
                        victim.write(source);
                    }
                }));
                victim.close();
                reading.get(30, TimeUnit.SECONDS);
                writing.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static void untilItFails(Part part) {
        assertThatIOException().isThrownBy(() -> {
            while (true) {
                part.run();
            }
        });
    }

    @Test
    void aPeerThatIsGoneEndsTheStream() throws Exception {
        try (Pair pair = greeted(SocketOptions.defaults())) {
            pair.server().close();
            assertThat(pair.client().endsNext()).isTrue();
            assertThatIOException().isThrownBy(() -> {
                while (true) {
                    pair.client().send(ByteBuffer.wrap(Zmtp.frame(0, new byte[10])));
                }
            });
        }
    }

    @Test
    void manyConnectionsAtOnce() throws Exception {
        int many = 300;
        End[] ends = new End[2 * many];
        try (Listener listener = ws.bind(WILDCARD, SocketOptions.defaults())) {
            for (int i = 0; i < many; i++) {
                Pair pair = Pair.connected(ws.connect(listener.endpoint(), SocketOptions.defaults()), listener);
                ends[2 * i] = pair.client();
                ends[2 * i + 1] = pair.server();
                pair.client().send(ByteBuffer.wrap(
                        Zmtp.join(Zmtp.greeting(1, "NULL"), Zmtp.frame(0, Zmtp.of(i & 127)))));
            }
            for (int i = 0; i < many; i++) {
                assertThat(ends[2 * i + 1].receive(67)).endsWith(0, 1, i & 127);
            }
        } finally {
            for (End end : ends) {
                if (end != null) {
                    end.close();
                }
            }
        }
    }
}

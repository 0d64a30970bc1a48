package zlink.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import zlink.transport.spi.Connection;

/** What one layer is given comes out of the other, however little the connections between them take at a time. */
class RoundTripTest {

    @Property(tries = 150)
    void everyFrameArrivesOnceAndInOrderBothWays(@ForAll("frames") List<byte[]> there,
            @ForAll("frames") List<byte[]> back, @ForAll long seed) throws IOException {
        SplittableRandom die = new SplittableRandom(seed);
        MemoryConnection[] ends = MemoryConnection.pair(die);
        WebSocketConnection client = Layers.client(ends[0]);
        WebSocketConnection server = Layers.server(ends[1]);
        Layers.shakeHands(client, server);
        Half request = new Half(client, server, there, die);
        Half answer = new Half(server, client, back, die);

        int quietTurns = 0;
        for (int turn = 0; quietTurns < 60; turn++) {
            assertThat(turn).as("turns").isLessThan(2_000_000);
            boolean moved = request.step() | answer.step();
            quietTurns = moved ? 0 : quietTurns + 1;
        }

        request.assertComplete();
        answer.assertComplete();
        assertThat(client.hasInput() || server.hasInput() || client.hasOutput() || server.hasOutput())
                .as("anything left inside").isFalse();
    }

    /** One direction. */
    private static final class Half {
        private final Connection from;
        private final Connection to;
        private final byte[] sent;
        private final ByteBuffer source;
        private final SplittableRandom die;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        Half(Connection from, Connection to, List<byte[]> frames, SplittableRandom die) {
            this.from = from;
            this.to = to;
            this.die = die;
            sent = Zmtp.join(frames.toArray(byte[][]::new));
            source = ByteBuffer.wrap(Zmtp.join(Zmtp.greeting(1, "NULL"), sent));
        }

        boolean step() throws IOException {
            boolean moved = source.hasRemaining();
            int end = source.limit();
            source.limit(source.position() + die.nextInt(Math.min(source.remaining(), 70_000) + 1));
            if (die.nextBoolean()) {
                from.write(source);
            } else {
                int middle = source.remaining() / 2;
                ByteBuffer first = source.slice(source.position(), middle);
                ByteBuffer second = source.slice(source.position() + middle, source.remaining() - middle);
                long count = from.write(new ByteBuffer[] {source, first, second}, 1, 2);
                source.position(source.position() + (int) count);
            }
            source.limit(end);
            moved |= !from.flush();
            ByteBuffer target = ByteBuffer.allocateDirect(1 + (die.nextBoolean() ? die.nextInt(12)
                    : die.nextInt(70_000)));
            int count = to.read(target);
            assertThat(count).isEqualTo(target.position());
            byte[] octets = new byte[count];
            target.flip().get(octets);
            received.writeBytes(octets);
            return moved || count > 0 || to.hasInput();
        }

        void assertComplete() {
            assertThat(received.toByteArray()).isEqualTo(Zmtp.join(Zmtp.greeting(0, "NULL"), sent));
        }
    }

    @Provide
    Arbitrary<List<byte[]>> frames() {
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 300)),
                Tuple.of(3, Arbitraries.of(0, 1, 124, 125, 126, 127, 255, 256, 65_534, 65_535, 65_536)),
                Tuple.of(1, Arbitraries.integers().between(300, 100_000)));
        Arbitrary<byte[]> messages = Combinators.combine(sizes, Arbitraries.of(0, Zmtp.MORE), Arbitraries.integers())
                .as((size, flags, seed) -> {
                    byte[] body = new byte[size];
                    new Random(seed).nextBytes(body);
                    return Zmtp.frame(flags, body);
                });
        Arbitrary<byte[]> commands = Combinators
                .combine(Arbitraries.of("A", "READY", "PINX", "SUBSCRIBE", "PONG"), sizes)
                .as((name, size) -> Zmtp.command(name, new byte[Math.min(size, 60_000)]));
        return Arbitraries.frequencyOf(Tuple.of(5, messages), Tuple.of(1, commands))
                .list().ofMaxSize(12);
    }
}

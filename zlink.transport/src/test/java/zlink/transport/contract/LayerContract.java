package zlink.transport.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.transport.contract.Gated.Gate;
import zlink.transport.spi.Connection;

/** What a layer over another connection must do, whatever that one does; without sockets, by turns. */
@Timeout(60) // seconds
public abstract class LayerContract {

    private static final int TURNS = 10_000_000;

    /** The layer's end that begins. */
    protected abstract Connection client(Connection below) throws IOException;

    /** The layer's end that answers. */
    protected abstract Connection server(Connection below) throws IOException;

    /**
     * Both ends over a stream in memory.
     *
     * @param carriers the two ends below, to see what is under way
     */
    protected record Layers(Connection client, Connection server, MemoryConnection[] carriers) {

        /** Shakes hands and hears what is said afterwards. */
        Layers shaken() throws IOException {
            shake();
            ByteBuffer nothing = ByteBuffer.allocateDirect(16);
            for (int turn = 0; turn < TURNS && !isQuiet(); turn++) {
                assertThat(client.read(nothing)).isZero();
                assertThat(server.read(nothing)).isZero();
            }
            assertThat(isQuiet()).isTrue();
            return this;
        }

        /** By turns; whoever is done reads, as the engine does, so that the other can say its last things. */
        void shake() throws IOException {
            ByteBuffer nothing = ByteBuffer.allocateDirect(16);
            boolean clientDone = false;
            boolean serverDone = false;
            for (int turn = 0; turn < TURNS && !(clientDone && serverDone); turn++) {
                if (clientDone) {
                    assertThat(client.read(nothing)).isZero();
                }
                clientDone = clientDone || client.shakeHands() == 0;
                if (serverDone) {
                    assertThat(server.read(nothing)).isZero();
                }
                serverDone = serverDone || server.shakeHands() == 0;
            }
            assertThat(clientDone && serverDone).isTrue();
        }

        private boolean isQuiet() throws IOException {
            return client.flush() & server.flush() && carriers[0].waiting() + carriers[1].waiting() == 0;
        }
    }

    protected final Layers layers(int capacity, Gate reads, Gate writes) throws IOException {
        MemoryConnection[] carriers = MemoryConnection.pair(capacity);
        return new Layers(client(new Gated(carriers[0], reads, writes)),
                server(new Gated(carriers[1], reads, writes)), carriers);
    }

    private Layers open(int capacity) throws IOException {
        return layers(capacity, Gate.atMost(Integer.MAX_VALUE), Gate.atMost(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64, 1_000, 16_384, 16_385})
    public void anySplitOfTheStreamBelowGivesTheSameBytes(int bytesAtATime) throws Exception {
        Gate gate = Gate.atMost(bytesAtATime);
        Layers layers = layers(1 << 16, gate, gate).shaken();
        move(layers.client(), layers.server(), 40_000, 70_001, 9_001);
        move(layers.server(), layers.client(), 40_000, 333, 70_001);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_000, 100_000})
    public void everyCallMayBlock(int bytesAtATime) throws Exception {
        MemoryConnection[] carriers = MemoryConnection.pair(1 << 16);
        Gate atMost = Gate.atMost(bytesAtATime);
        Layers layers = new Layers(
                client(new Gated(carriers[0], Gate.stuttering(atMost), Gate.stuttering(atMost))),
                server(new Gated(carriers[1], Gate.stuttering(atMost), Gate.stuttering(atMost))), carriers);
        layers.shake();
        move(layers.client(), layers.server(), 100_000, 30_000, 5_000);
        layers.server().flush();
        move(layers.server(), layers.client(), 100_000, 1_000, 70_000);
    }

    @Test
    public void aStreamBelowThatHoldsOneByteIsEnough() throws Exception {
        Layers layers = open(1);
        layers.shake();
        move(layers.client(), layers.server(), 5_000, 5_000, 5_000);
    }

    /** Moves bytes by turns and checks them. */
    private static void move(Connection from, Connection to, int total, int chunk, int room) throws IOException {
        ByteBuffer source = ByteBuffer.allocateDirect(chunk).limit(0);
        ByteBuffer target = ByteBuffer.allocateDirect(room);
        int sent = 0;
        long received = 0;
        for (int turn = 0; received < total; turn++) {
            assertThat(turn).as("turns for %s of %s bytes", received, total).isLessThan(TURNS);
            if (!source.hasRemaining() && sent < total) {
                source.clear().limit(Math.min(chunk, total - sent));
                Bytes.fill(source, sent);
                sent += source.remaining();
            }
            if (source.hasRemaining()) {
                from.write(source);
            }
            from.flush();
            to.read(target.clear());
            received = Bytes.check(target.flip(), received);
        }
        assertThat(from.flush()).isTrue();
        assertThat(to.read(target.clear())).isZero();
    }

    @Test
    public void whatDoesNotFitTheReaderIsHeldAndSaidToBe() throws Exception {
        Layers layers = open(1 << 20).shaken();
        layers.client().write(Bytes.direct(100, 0));
        layers.client().write(Bytes.direct(100, 100)); // one more behind it, which reading takes along
        assertThat(layers.client().flush()).isTrue();
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        for (int position = 0; position < 200; position++) {
            assertThat(layers.server().hasInput() || layers.carriers()[1].waiting() > 0).isTrue();
            assertThat(layers.server().read(one.clear())).isEqualTo(1);
            assertThat(one.get(0)).isEqualTo(Bytes.at(position));
        }
        assertThat(layers.server().hasInput()).isFalse();
        assertThat(layers.server().read(one.clear())).isZero();
    }

    @Test
    public void whatTheStreamBelowDoesNotTakeIsHeldUntilItIsFlushed() throws Exception {
        Layers layers = open(1_000).shaken();
        Connection client = layers.client();
        assertThat(client.hasOutput()).isFalse();
        ByteBuffer source = Bytes.direct(5_000, 0);
        int taken = client.write(source);
        assertThat(client.hasOutput()).as("more than the 1000 bytes below were taken, %s", taken).isTrue();
        assertThat(client.flush()).isFalse();
        assertThat(client.write(source)).as("while it is held").isZero();
        ByteBuffer target = ByteBuffer.allocateDirect(10_000);
        while (target.position() < 5_000) {
            client.write(source);
            client.flush();
            layers.server().read(target);
        }
        assertThat(client.flush()).isTrue();
        assertThat(client.hasOutput()).isFalse();
        Bytes.check(target.flip(), 0);
    }

    @Test
    public void endlessInputDoesNotHoldTheReader() throws Exception {
        Layers layers = open(1 << 20).shaken();
        layers.client().write(Bytes.direct(500_000, 0));
        layers.client().flush();
        ByteBuffer target = ByteBuffer.allocateDirect(10_000);
        assertThat(layers.server().read(target)).isEqualTo(10_000);
        assertThat(layers.server().hasInput()).isTrue();
    }

    @Test
    public void theEndComesAfterTheLastByteThroughANarrowStream() throws Exception {
        Layers layers = open(700).shaken();
        ByteBuffer source = Bytes.direct(3_000, 0);
        ByteBuffer target = ByteBuffer.allocateDirect(10_000);
        while (source.hasRemaining()) {
            layers.client().write(source);
            layers.server().read(target);
        }
        layers.client().shutdownOutput();
        assertThat(layers.client().hasOutput()).isTrue();
        int count = 0;
        while (count >= 0) {
            layers.client().flush();
            count = layers.server().read(target);
        }
        assertThat(layers.client().flush()).isTrue();
        assertThat(layers.client().hasOutput()).isFalse();
        assertThat(Bytes.check(target.flip(), 0)).isEqualTo(3_000);
        assertThat(layers.server().read(target.clear())).as("the end stays").isEqualTo(-1);
        assertThat(layers.server().hasInput()).as("once told").isFalse();
    }

    @Test
    public void aPeerThatEndsInTheHandshakeIsAnError() throws Exception {
        for (boolean client : new boolean[] {true, false}) {
            Layers layers = open(1 << 16);
            Connection left = client ? layers.client() : layers.server();
            left.shakeHands();
            layers.carriers()[client ? 1 : 0].close();
            assertThatIOException().isThrownBy(() -> {
                for (int turn = 0; turn < 1_000; turn++) {
                    left.shakeHands();
                }
            });
        }
    }

    @Test
    public void aHandshakeThatIsClosedEndsAtEveryPoint() throws Exception {
        for (int point = 0; point < 40; point++) {
            Layers layers = layers(1 << 16, Gate.atMost(200), Gate.atMost(200));
            for (int turn = 0; turn < point; turn++) {
                (turn % 2 == 0 ? layers.client() : layers.server()).shakeHands();
            }
            layers.client().close();
            assertThatIOException().isThrownBy(() -> layers.client().shakeHands());
            assertThatIOException().isThrownBy(() -> layers.client().read(ByteBuffer.allocateDirect(1)));
            assertThatIOException().isThrownBy(() -> layers.client().write(Bytes.direct(1, 0)));
        }
    }
}

package zlink.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a peer sends that knows no frames, its bytes come out in order, for hardly more memory than they take. */
class RawInletTest {
    private static final int MOST_FED = 400_000;

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyReadIsAMessage(@ForAll("pieces") List<Integer> pieces, @ForAll("reading") List<Integer> reading) {
        Rig rig = new Rig();
        assertThat(rig.inlet.begin()).isTrue();
        for (int i = 0; i < pieces.size() && rig.fed.size() < MOST_FED; i++) {
            rig.feed(pieces.get(i));
            int then = reading.get(i % reading.size());
            rig.read(Math.abs(then));
            if (then < 0 && !rig.queue.hasMessage()) {
                rig.inlet.restart(then == -1);
            }
            assertThat(rig.pool.inUseBytes()).as("bytes in chunks after " + rig.fed.size())
                    .isLessThanOrEqualTo(ChunkPool.SMALL + 2 * ChunkPool.STANDARD + 3L * rig.fed.size() + 11L * i);
        }
        assertThat(rig.inlet.end()).isTrue();
        rig.read(Integer.MAX_VALUE);

        assertThat(rig.read.toByteArray()).isEqualTo(rig.fed.toByteArray());
        assertThat(rig.messages).isEqualTo((int) rig.inlet.receivedMessages());
        assertThat(rig.incoming.bodySize(0)).as("bytes of the last one").isZero();
        rig.queue.discard();
        assertThat(rig.pool.inUseBytes()).isZero();
    }

    @Example
    void comingAndGoingAreToldOnceAndGoingOnlyAfterComing() {
        Rig rig = new Rig();
        assertThat(rig.inlet.end()).isFalse();
        assertThat(rig.inlet.begin()).isTrue();
        assertThat(rig.inlet.begin()).isFalse();
        assertThat(rig.inlet.end()).isTrue();
        assertThat(rig.inlet.end()).isFalse();
        rig.read(Integer.MAX_VALUE);

        assertThat(rig.messages).isEqualTo(2);
        assertThat(rig.read.size()).isZero();
    }

    @Example
    void goingFindsRoomBehindAFullChunk() {
        Rig rig = new Rig();
        rig.inlet.begin();
        rig.feed(Integer.MAX_VALUE);
        rig.feed(Integer.MAX_VALUE);
        rig.inlet.end();
        rig.read(Integer.MAX_VALUE);

        assertThat(rig.read.toByteArray()).isEqualTo(rig.fed.toByteArray());
        assertThat(rig.messages).isEqualTo(4);
    }

    @Example
    void chunkIsLeftWhenTooLittleRoomIsInItAndNotBefore() {
        Rig rig = new Rig();
        rig.inlet.begin();
        int leastRoom = 9 + 1024;
        rig.feed(ChunkPool.SMALL - 2 - 9 - leastRoom);
        rig.inlet.room();
        assertThat(rig.pool.inUseBytes()).isEqualTo(ChunkPool.SMALL);

        rig.feed(1);
        rig.inlet.room();
        assertThat(rig.pool.inUseBytes()).isEqualTo(ChunkPool.SMALL + ChunkPool.STANDARD);
        rig.queue.discard();
    }

    @Provide
    Arbitrary<List<Integer>> pieces() {
        return Arbitraries.oneOf(Arbitraries.integers().between(1, 20), Arbitraries.integers().between(1, 3000),
                Arbitraries.just(Integer.MAX_VALUE)).list().ofMinSize(1).ofMaxSize(100);
    }

    @Provide
    Arbitrary<List<Integer>> reading() {
        return Arbitraries.integers().between(-2, 4).list().ofMinSize(1).ofMaxSize(10);
    }

    private static final class Rig {
        final ChunkPool pool = new ChunkPool();
        final ByteQueue queue = new ByteQueue(pool, 0, 0);
        final RawInlet inlet = new RawInlet(queue);
        final IncomingMessage incoming = new IncomingMessage();
        final ByteArrayOutputStream fed = new ByteArrayOutputStream();
        final ByteArrayOutputStream read = new ByteArrayOutputStream();
        int messages;

        void feed(int most) {
            ByteBuffer room = inlet.room();
            assertThat(room.remaining()).as("room").isGreaterThanOrEqualTo(1024);
            byte[] bytes = new byte[Math.min(most, room.remaining())];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (fed.size() * 7 + i);
            }
            room.put(bytes);
            fed.writeBytes(bytes);
            assertThat(inlet.arrived(bytes.length, null)).isEqualTo(1);
            assertThat(inlet.isPartial()).isFalse();
        }

        void read(int most) {
            for (int i = 0; i < most && queue.hasMessage(); i++) {
                queue.load(incoming);
                assertThat(incoming.bodyFrames()).isEqualTo(1);
                read.writeBytes(incoming.bodyBytes(0));
                queue.consume(incoming);
                messages++;
            }
        }
    }
}

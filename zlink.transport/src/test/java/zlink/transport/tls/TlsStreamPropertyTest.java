package zlink.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.contract.Gated;
import zlink.transport.contract.MemoryConnection;
import zlink.transport.spi.Connection;

/** Whatever is written, read and flushed, in any order and size, over any stream: nothing is lost or swapped. */
class TlsStreamPropertyTest {

    private static final SocketOptions OPTIONS = Certificates.shared().as("server");

    enum Act { WRITE, GATHER, READ, FLUSH }

    /** What one end does next. */
    record Step(boolean byClient, Act act, int size) { }

    /** Both ends and where each direction's stream has got to, in a stream that counts its bytes. */
    private static final class Talk {
        private final Connection[] ends = new Connection[2];
        private final MemoryConnection[] carriers;
        private final long[] written = new long[2];
        private final long[] read = new long[2];

        Talk(SocketOptions options, int capacity, long seed) throws IOException {
            carriers = MemoryConnection.pair(capacity);
            ends[0] = TlsClient.of("localhost", 9, options).over(gated(carriers[0], seed));
            ends[1] = TlsServer.of(options).over(gated(carriers[1], seed + 1));
            boolean[] done = new boolean[2];
            for (int turn = 0; turn < 100_000 && !(done[0] && done[1]); turn++) {
                int end = turn & 1;
                if (done[end]) {
                    read(end, 10);
                }
                done[end] = done[end] || ends[end].shakeHands() == 0;
            }
            assertThat(done).containsOnly(true);
        }

        private static Connection gated(MemoryConnection carrier, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            Gated.Gate gate = offered -> switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> Math.min(offered, 1 + random.nextInt(40));
                default -> Math.min(offered, 1 + random.nextInt(40_000));
            };
            return new Gated(carrier, gate, gate);
        }

        void go(Step step) throws IOException {
            int end = step.byClient() ? 0 : 1;
            switch (step.act()) {
                case WRITE -> written[end] += ends[end].write(from(written[end], step.size()));
                case GATHER -> {
                    int third = step.size() / 3;
                    ByteBuffer[] sources = {from(written[end], third), from(written[end] + third, 0),
                        from(written[end] + third, step.size() - third)};
                    written[end] += ends[end].write(sources, 0, 3);
                }
                case READ -> read(end, step.size());
                case FLUSH -> ends[end].flush();
            }
        }

        private static ByteBuffer from(long position, int size) {
            ByteBuffer source = ByteBuffer.allocateDirect(size);
            for (int i = 0; i < size; i++) {
                source.put(octet(position + i));
            }
            return source.flip();
        }

        private static byte octet(long position) {
            return (byte) (position * 0x9E3779B97F4A7C15L >>> 56);
        }

        private int read(int end, int room) throws IOException {
            ByteBuffer target = ByteBuffer.allocateDirect(room);
            int count = ends[end].read(target);
            target.flip();
            while (target.hasRemaining()) {
                assertThat(target.get()).as("byte %s", read[end]).isEqualTo(octet(read[end]));
                read[end]++;
            }
            return count;
        }

        /** Lets everything arrive; then nothing may be held anywhere. */
        void quieten() throws IOException {
            boolean quiet = false;
            for (int turn = 0; turn < 100_000 && !quiet; turn++) {
                quiet = ends[0].flush() & ends[1].flush();
                read(0, 1000);
                read(1, 1000);
                quiet &= read[0] == written[1] && read[1] == written[0]
                        && carriers[0].waiting() + carriers[1].waiting() == 0
                        && !ends[0].hasOutput() && !ends[1].hasOutput();
            }
            assertThat(read[0]).isEqualTo(written[1]);
            assertThat(read[1]).isEqualTo(written[0]);
            for (Connection end : ends) {
                assertThat(end.hasInput()).isFalse();
                assertThat(end.hasOutput()).isFalse();
            }
        }

        void end() throws IOException {
            ends[0].shutdownOutput();
            int count = 0;
            for (int turn = 0; turn < 1_000 && count >= 0; turn++) {
                ends[0].flush();
                count = read(1, 10);
            }
            assertThat(count).isEqualTo(-1);
        }
    }

    @Property(tries = 150)
    void everyByteArrivesOnceAndInOrder(@ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 60_000)
            int capacity, @ForAll long seed, @ForAll boolean older) throws IOException {
        SocketOptions options = older ? OPTIONS.with(SocketOption.TLS_PROTOCOLS, List.of("TLSv1.2")) : OPTIONS;
        Talk talk = new Talk(options, Math.max(capacity, 300), seed);
        for (Step step : steps) {
            talk.go(step);
        }
        talk.quieten();
        talk.end();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> sizes = Arbitraries.oneOf(Arbitraries.integers().between(1, 50),
                Arbitraries.integers().between(16_380, 16_390), Arbitraries.integers().between(1, 100_000));
        return Combinators.combine(Arbitraries.of(true, false), Arbitraries.of(Act.class), sizes).as(Step::new)
                .list().ofMaxSize(60);
    }
}

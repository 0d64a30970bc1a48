package zlink.transport.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to bytes on an established connection. */
@Timeout(60) // seconds; single waits give up after half of it, saying what for
public abstract class StreamContract {

    private static final int STREAM_BYTES = 3_000_017;

    protected abstract TransportFixture transport();

    @Test
    public void readingNothingIsZero() throws Exception {
        try (Pair pair = Pair.establish(transport())) {
            ByteBuffer target = ByteBuffer.allocateDirect(16);
            assertThat(pair.client().connection().read(target)).isZero();
            assertThat(pair.server().connection().read(target)).isZero();
            assertThat(target.position()).isZero();
        }
    }

    @Test
    public void writingNothingIsZero() throws Exception {
        try (Pair pair = Pair.establish(transport())) {
            ByteBuffer empty = ByteBuffer.allocateDirect(0);
            assertThat(pair.client().connection().write(empty)).isZero();
            assertThat(pair.client().connection().write(new ByteBuffer[] {empty, empty}, 0, 2)).isZero();
            assertThat(pair.client().connection().write(new ByteBuffer[0], 0, 0)).isZero();
        }
    }

    @Test
    public void readingTakesNoMoreThanThereIsRoom() throws Exception {
        try (Pair pair = Pair.establish(transport())) {
            pair.client().send(1, 2, 3, 4, 5);
            assertThat(pair.server().receive(2)).containsExactly(1, 2);
            ByteBuffer middle = ByteBuffer.allocateDirect(8).position(3).limit(5);
            assertThat(pair.server().receive(middle)).isTrue();
            assertThat(middle.get(3)).isEqualTo((byte) 3);
            assertThat(middle.get(4)).isEqualTo((byte) 4);
            assertThat(pair.server().receive(1)).containsExactly(5);
        }
    }

    @Test
    public void fullBuffersBlockAndEmptiedOnesDoNot() throws Exception {
        try (Pair pair = Pair.narrow(transport())) {
            ByteBuffer chunk = ByteBuffer.allocateDirect(100_003);
            long sent = fill(pair.client(), chunk);
            assertThat(pair.client().connection().write(chunk)).as("still full").isZero();

            long received = 0;
            while (received < sent) {
                pair.client().connection().flush();
                received = receiveSome(pair.server(), received);
            }
            assertThat(received).isEqualTo(sent);
            pair.client().awaitWritable();
            long total = sent + chunk.remaining(); // with what was left of the chunk that did not fit
            while (received < total) {
                pair.client().connection().write(chunk);
                pair.client().connection().flush();
                received = receiveSome(pair.server(), received);
            }
            assertThat(chunk.hasRemaining()).isFalse();
        }
    }

    /** Writes until nothing more fits; the chunk keeps what is left. Returns how much has been taken. */
    private static long fill(End end, ByteBuffer chunk) throws IOException {
        long sent = 0;
        int taken = chunk.capacity();
        while (taken == chunk.capacity()) {
            assertThat(sent).as("bytes without flow control").isLessThan(1L << 30);
            taken = end.connection().write(Bytes.fill(chunk.clear(), sent));
            assertThat(chunk.remaining()).isEqualTo(chunk.capacity() - taken);
            sent += taken;
        }
        while (taken != 0) { // the kernel may take a little more, now that it has looked
            taken = end.connection().write(chunk);
            sent += taken;
        }
        return sent;
    }

    private static long receiveSome(End end, long position) throws IOException, InterruptedException {
        ByteBuffer target = ByteBuffer.allocateDirect(65_537);
        int taken = end.connection().read(target);
        if (taken == 0) {
            end.awaitReadable();
        }
        return Bytes.check(target.flip(), position);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    public void everyByteArrivesOnceAndInOrder(long seed) throws Exception {
        try (Pair pair = Pair.narrow(transport()); Crew crew = new Crew()) {
            Future<Void> writing = crew.start(() -> writeAtOddSplits(pair.client(), new SplittableRandom(seed)));
            readAtOddSplits(pair.server(), new SplittableRandom(-seed));
            crew.join(writing);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    public void everyByteArrivesOnceAndInOrderWhenGathered(long seed) throws Exception {
        try (Pair pair = Pair.narrow(transport()); Crew crew = new Crew()) {
            Future<Void> writing = crew.start(() -> gatherAtOddSplits(pair.client(), new SplittableRandom(seed)));
            readAtOddSplits(pair.server(), new SplittableRandom(-seed));
            crew.join(writing);
        }
    }

    @Test
    public void bothDirectionsFlowAtOnce() throws Exception {
        try (Pair pair = Pair.narrow(transport()); Crew crew = new Crew()) {
            Future<Void> there = crew.start(() -> writeAtOddSplits(pair.client(), new SplittableRandom(7)));
            Future<Void> back = crew.start(() -> gatherAtOddSplits(pair.server(), new SplittableRandom(8)));
            Future<Void> end = crew.start(() -> readAtOddSplits(pair.client(), new SplittableRandom(9)));
            readAtOddSplits(pair.server(), new SplittableRandom(10));
            crew.join(there, back, end);
        }
    }

    private static void writeAtOddSplits(End end, SplittableRandom random) throws Exception {
        ByteBuffer chunk = ByteBuffer.allocateDirect(70_001);
        int sent = 0;
        while (sent < STREAM_BYTES) {
            int size = Math.min(oddSize(random), STREAM_BYTES - sent);
            end.send(Bytes.fill(chunk.clear().limit(size), sent));
            sent += size;
        }
    }

    private static void gatherAtOddSplits(End end, SplittableRandom random) throws Exception {
        int sent = 0;
        while (sent < STREAM_BYTES) {
            ByteBuffer[] sources = new ByteBuffer[random.nextInt(1, 40)];
            int offset = random.nextInt(sources.length);
            int length = random.nextInt(sources.length - offset + 1);
            int end0 = sent;
            for (int i = 0; i < sources.length; i++) {
                boolean offered = i >= offset && i < offset + length;
                int size = offered ? Math.min(random.nextInt(4) == 0 ? 0 : oddSize(random), STREAM_BYTES - end0) : 9;
                sources[i] = Bytes.direct(size, end0);
                end0 += offered ? size : 0;
            }
            gather(end, sources, offset, length, end0 - sent);
            sent = end0;
        }
    }

    private static void gather(End end, ByteBuffer[] sources, int offset, int length, long total) throws Exception {
        long taken = 0;
        while (taken < total) {
            long more = end.connection().write(sources, offset, length);
            taken += more;
            long left = 0;
            for (int i = 0; i < sources.length; i++) {
                if (i >= offset && i < offset + length) {
                    left += sources[i].remaining();
                } else {
                    assertThat(sources[i].remaining()).as("not offered").isEqualTo(9);
                }
            }
            assertThat(left).isEqualTo(total - taken);
            if (more == 0) {
                end.awaitWritable();
            }
        }
        end.flush();
    }

    private static void readAtOddSplits(End end, SplittableRandom random) throws Exception {
        ByteBuffer target = ByteBuffer.allocateDirect(70_001);
        long received = 0;
        while (received < STREAM_BYTES) {
            target.clear().limit(oddSize(random));
            if (end.connection().read(target) == 0) {
                end.awaitReadable();
            }
            received = Bytes.check(target.flip(), received);
        }
        assertThat(received).isEqualTo(STREAM_BYTES);
    }

    /** Mostly tiny or about the size of a buffer. */
    private static int oddSize(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1, 8);
            case 1 -> random.nextInt(1, 4_099);
            case 2 -> 8_191 + random.nextInt(3);
            default -> random.nextInt(60_000, 70_001);
        };
    }

    @Test
    public void moreBuffersThanTheSystemGathersAreTakenAtOnce() throws Exception {
        int count = 3_000;
        ByteBuffer[] sources = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            sources[i] = Bytes.direct(1, i);
        }
        try (Pair pair = Pair.establish(transport())) {
            assertThat(pair.client().connection().write(sources, 0, count)).isEqualTo(count);
            Bytes.check(ByteBuffer.wrap(pair.server().receive(count)), 0);
        }
    }

    @Test
    public void theEndComesAfterTheLastByteAndStays() throws Exception {
        try (Pair pair = Pair.establish(transport())) {
            pair.client().send(Bytes.direct(10_000, 0));
            // What a layer says after its handshake: leaving it unread would make close a reset.
            assertThat(pair.client().connection().read(ByteBuffer.allocateDirect(16))).isZero();
            pair.client().close();
            Bytes.check(ByteBuffer.wrap(pair.server().receive(10_000)), 0);
            ByteBuffer target = ByteBuffer.allocateDirect(16);
            assertThat(pair.server().receive(target)).isFalse();
            assertThat(pair.server().connection().read(target)).isEqualTo(-1);
        }
    }

    @Test
    public void theEndOfOutputComesAfterTheLastByteAndReadingGoesOn() throws Exception {
        int count = 1_000_003;
        try (Pair pair = Pair.narrow(transport()); Crew crew = new Crew()) {
            Future<Void> writing = crew.start(() -> {
                pair.client().send(Bytes.direct(count, 0));
                pair.client().connection().shutdownOutput();
                pair.client().flush();
            });
            Bytes.check(ByteBuffer.wrap(pair.server().receive(count)), 0);
            assertThat(pair.server().receive(ByteBuffer.allocateDirect(16))).isFalse();
            crew.join(writing);
            assertThat(pair.client().connection().hasOutput()).isFalse();
            assertThatIOException().isThrownBy(() -> pair.client().connection().write(Bytes.direct(1, 0)));
            if (goesOnAfterThePeersEnd()) {
                pair.server().send(8, 9);
                assertThat(pair.client().receive(2)).containsExactly(8, 9);
            }
            pair.server().connection().shutdownOutput();
            pair.server().flush();
            assertThat(pair.client().receive(ByteBuffer.allocateDirect(16))).isFalse();
        }
    }

    /** Whether one end may write on when the other has ended its output. */
    protected boolean goesOnAfterThePeersEnd() {
        return true;
    }

    @Test
    public void nothingIsHeldOnceBothSidesAreQuiet() throws Exception {
        try (Pair pair = Pair.establish(transport()); Crew crew = new Crew()) {
            Future<Void> sending = crew.start(() -> pair.client().send(Bytes.direct(50_000, 0)));
            Bytes.check(ByteBuffer.wrap(pair.server().receive(50_000)), 0);
            crew.join(sending);
            assertThat(pair.client().connection().hasOutput()).isFalse();
            assertThat(pair.server().connection().read(ByteBuffer.allocateDirect(16))).isZero();
            assertThat(pair.server().connection().hasInput()).isFalse();
            assertThat(pair.server().connection().hasOutput()).isFalse();
        }
    }

    @Test
    public void whatIsLeftBehindIsReportedByReadinessOrHeld() throws Exception {
        try (Pair pair = Pair.establish(transport()); Crew crew = new Crew()) {
            Future<Void> sending = crew.start(() -> pair.client().send(Bytes.direct(20_000, 0)));
            ByteBuffer target = ByteBuffer.allocateDirect(9);
            for (long position = 0; position < 20_000; ) {
                pair.server().awaitReadable(); // fails if neither
                pair.server().connection().read(target.clear());
                position = Bytes.check(target.flip(), position);
            }
            crew.join(sending);
        }
    }

    @Test
    public void writingToAPeerThatIsGoneFails() throws Exception {
        try (Pair pair = Pair.establish(transport())) {
            pair.server().close();
            Deadline deadline = Deadline.waitingFor("a write to fail");
            assertThatIOException().isThrownBy(() -> {
                while (deadline.remainingNs() > 0) {
                    pair.client().send(1); // the first may still be taken: the peer's answer is under way
                }
            });
        }
    }

    @Test
    public void aPeerThatLeavesUnreadBytesBehindEndsTheStream() throws Exception {
        try (Pair pair = Pair.establish(transport())) {
            pair.client().send(1, 2, 3);
            pair.server().awaitReadable();
            pair.server().close();
            assertThat(pair.client().endsNext()).isTrue();
        }
    }
}

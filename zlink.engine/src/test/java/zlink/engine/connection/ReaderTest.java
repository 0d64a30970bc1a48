package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.DisconnectReason;
import zlink.api.ReadCounts;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.transport.spi.Readiness;

/** Who reads says what came, counts it, and leaves the token and the watch to the one who is to read next. */
class ReaderTest {
    private static final List<byte[]> MESSAGE = Peer.numbered(1, 60);
    private static final byte[] BYTES = Peer.message(MESSAGE);
    private static final byte[] BROKEN = {0x40, 0}; // a reserved bit
    private static final String NOTICE = Peer.digest(List.of(new byte[0]));
    private static final int LIMIT = 4;
    private static final int READS_PER_TURN = 4;
    private static final int GAPS = 12; // more than there are
    private static final long LENDING_NS = 5_000_000L;

    private static ConnectionSettings settings(SocketOptions options) {
        return ConnectionSettings.of(SocketType.PAIR, options, false);
    }

    private static EngineRig rig(SocketOptions options) {
        return new EngineRig(settings(options), true).shake(new byte[0]);
    }

    private static EngineRig rig() {
        return rig(SocketOptions.defaults());
    }

    private static EngineRig limited() {
        return rig(SocketOptions.defaults().with(SocketOption.RECEIVE_HIGH_WATER_MARK, LIMIT));
    }

    private static EngineRig raw() {
        ConnectionSettings settings = ConnectionSettings.of(SocketType.STREAM, SocketOptions.defaults(), false);
        EngineRig rig = new EngineRig(settings, true).shake(new byte[0]);
        rig.receive(1, false);
        assertThat(rig.received).containsExactly(NOTICE);
        return rig;
    }

    private static byte[] messages(int count) {
        return Peer.join(Collections.nCopies(count, BYTES).toArray(byte[][]::new));
    }

    private static Reader reader(EngineRig rig) {
        return rig.connection.reader();
    }

    private static ReadState state(EngineRig rig) {
        return rig.connection.readState();
    }

    private static ReadCounts counts(EngineRig rig) {
        return rig.connection.counters().reads();
    }

    private static boolean isWatched(EngineRig rig) {
        return (rig.channel.interest() & Readiness.READ) != 0;
    }

    /** A caller that stays reads a message before the loop can know of it, and goes away with it. */
    private static void readAsCaller(EngineRig rig) {
        rig.channel.arriveUntold(BYTES);
        assertThat(reader(rig).readNow(true)).isTrue();
        rig.receive(1, false);
        reader(rig).lend();
    }

    private static void readAsCaller(EngineRig rig, int times) {
        for (int i = 0; i < times; i++) {
            readAsCaller(rig);
            rig.loop.settle();
        }
    }

    /** Nothing in so many gaps, and then something in the next. */
    private static List<Runnable> inGap(int gap, Runnable action) {
        List<Runnable> actions = new ArrayList<>(Collections.nCopies(gap, () -> { }));
        actions.add(action);
        return actions;
    }

    // ---- what a caller is told --------------------------------------------------------------------------------------

    @Test
    void callerThatFindsNothingKeepsTheTokenOnlyIfItStays() {
        try (EngineRig rig = rig()) {
            assertThat(reader(rig).readNow(false)).isFalse();
            assertThat(state(rig)).isEqualTo(ReadState.ARMED);
            assertThat(reader(rig).readNow(true)).isFalse();
            assertThat(state(rig)).isEqualTo(ReadState.LENT);
            assertThat(reader(rig).readNow(false)).isFalse();
            assertThat(state(rig)).as("of a token lent before").isEqualTo(ReadState.LENT);
            assertThat(counts(rig)).isEqualTo(new ReadCounts(0, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callerIsToldOfAMessageWhenItIsWhole(boolean staying) {
        try (EngineRig rig = rig()) {
            rig.channel.arrive(Arrays.copyOf(BYTES, 10));
            assertThat(reader(rig).readNow(staying)).as("of a part").isFalse();
            rig.channel.arrive(Arrays.copyOfRange(BYTES, 10, BYTES.length));
            assertThat(reader(rig).readNow(staying)).as("of the rest").isTrue();
            assertThat(state(rig)).isEqualTo(ReadState.LENT);
            rig.receive(1, false);
            assertThat(rig.received).containsExactly(Peer.digest(MESSAGE));
        }
    }

    @Test
    void callerThatWillNotBeBackLeavesTheTokenToTheLoop() {
        try (EngineRig rig = rig()) {
            rig.receiversRead = false;
            rig.channel.arrive(BYTES);
            assertThat(reader(rig).readNow(true)).isTrue();
            assertThat(state(rig)).isEqualTo(ReadState.ARMED);
        }
    }

    @Test
    void readsOfCallersAndOfTheLoopAreCountedApart() {
        try (EngineRig rig = rig()) {
            rig.channel.arrive(BYTES);
            rig.loop.settle();
            assertThat(counts(rig)).isEqualTo(new ReadCounts(0, 1));
            rig.receive(1, false);
            readAsCaller(rig, 2);
            assertThat(counts(rig)).isEqualTo(new ReadCounts(2, 1));
        }
    }

    @Test
    void callerThatMeetsTheEndIsToldNothingAndNobodyReadsAgain() {
        try (EngineRig rig = rig()) {
            rig.channel.end();
            assertThat(reader(rig).readNow(true)).isFalse();
            assertThat(state(rig)).as("before the loop knows").isEqualTo(ReadState.CLOSED);
            assertThat(reader(rig).readNow(true)).as("afterwards").isFalse();
            rig.loop.settle();
            assertThat(rig.end).startsWith("PEER_CLOSED");
        }
    }

    @Test
    void callerWhoseReadFailsIsToldNothing() {
        try (EngineRig rig = rig()) {
            rig.channel.failReading(new IOException("reset"));
            assertThat(reader(rig).readNow(true)).isFalse();
            assertThat(state(rig)).isEqualTo(ReadState.CLOSED);
            rig.loop.settle();
            assertThat(rig.end).startsWith("IO_ERROR: read failed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void callerThatMeetsAViolationIsToldOfMessagesBeforeIt(int messages) {
        try (EngineRig rig = rig()) {
            rig.channel.arrive(Peer.join(messages(messages), BROKEN));
            assertThat(reader(rig).readNow(true)).isEqualTo(messages > 0);
            assertThat(state(rig)).isEqualTo(ReadState.CLOSED);
            rig.loop.settle();
            assertThat(rig.end).startsWith("PROTOCOL_VIOLATION");
            rig.receive(messages, false);
            assertThat(rig.received).hasSize(messages);
        }
    }

    @Test
    void callerIsToldOfTheNoticeThatARawPeerHasGone() {
        try (EngineRig rig = raw()) {
            rig.channel.end();
            assertThat(reader(rig).readNow(true)).isTrue();
            rig.receive(1, false);
            assertThat(rig.received).containsExactly(NOTICE, NOTICE);
        }
    }

    @Test
    void nobodyReadsBesideAReader() {
        try (EngineRig rig = rig()) {
            Reader reader = reader(rig);
            List<Boolean> others = new ArrayList<>();
            rig.channel.arrive(BYTES);
            rig.during(List.of(() -> others.add(reader.readNow(true))));
            assertThat(reader.readNow(true)).isTrue();
            assertThat(others).containsExactly(false);
        }
    }

    @Test
    void callerDoesNotReadWhereOnlyTheLoopMay() {
        try (EngineRig rig = rig(SocketOptions.defaults().with(SocketOption.SPECULATIVE_READ, false))) {
            rig.channel.arrive(BYTES);
            assertThat(reader(rig).readNow(true)).isFalse();
            rig.loop.settle();
            assertThat(counts(rig)).isEqualTo(new ReadCounts(0, 1));
        }
    }

    @Test
    void callersThatKeepPaceReadToTheSameMemoryAgain() {
        try (EngineRig rig = rig()) {
            readAsCaller(rig);
            long first = rig.pool.inUseBytes();
            for (int bytes = 0; bytes < 3 * first; bytes += BYTES.length) {
                readAsCaller(rig);
            }
            assertThat(rig.pool.inUseBytes()).isEqualTo(first);
        }
    }

    // ---- lending ----------------------------------------------------------------------------------------------------

    @Test
    void tokenIsTakenBackFromACallerThatDoesNotComeBack() {
        try (EngineRig rig = rig()) {
            readAsCaller(rig, 1);
            assertThat(rig.loop.untilNextTimer()).isEqualTo(LENDING_NS);
            rig.loop.advance(LENDING_NS);
            rig.loop.settle();
            assertThat(state(rig)).as("of a token that has been used").isEqualTo(ReadState.LENT);

            readAsCaller(rig, 1);
            rig.loop.advance(LENDING_NS);
            rig.loop.settle();
            assertThat(state(rig)).as("of a token that has been used again").isEqualTo(ReadState.LENT);
            assertThat(rig.loop.untilNextTimer()).isEqualTo(LENDING_NS);

            rig.loop.advance(LENDING_NS);
            rig.loop.settle();
            assertThat(state(rig)).as("of a token that has not").isEqualTo(ReadState.ARMED);
            assertThat(rig.loop.untilNextTimer()).as("nothing to look after").isEqualTo(Long.MAX_VALUE);
            rig.checkWatched();

            readAsCaller(rig, 1);
            assertThat(rig.loop.untilNextTimer()).as("lent again").isEqualTo(LENDING_NS);
        }
    }

    @Test
    void loopThatTakesATokenBackReadsWhatALayerHolds() {
        try (EngineRig rig = EngineRig.layered(settings(SocketOptions.defaults()), BYTES.length).shake(new byte[0])) {
            rig.channel.arriveUntold(messages(2)); // both of which the layer takes in
            assertThat(reader(rig).readNow(false)).isTrue();
            rig.loop.settle();
            for (int looks = 0; looks < 2; looks++) {
                assertThat(counts(rig)).isEqualTo(new ReadCounts(1, 0));
                rig.loop.advance(LENDING_NS);
                rig.loop.settle();
            }
            assertThat(counts(rig)).isEqualTo(new ReadCounts(1, 1));
        }
    }

    @Test
    void callerThatIsToldOfAMessageAndDoesNotStayHasItsTokenLookedAfter() {
        try (EngineRig rig = rig()) {
            rig.channel.arrive(BYTES);
            assertThat(reader(rig).readNow(false)).isTrue();
            rig.loop.settle();
            assertThat(rig.loop.untilNextTimer()).isEqualTo(LENDING_NS);
        }
    }

    @Test
    void callerThatStaysIsNotLookedAfterUntilItSaysThatItLeaves() {
        try (EngineRig rig = rig()) {
            rig.channel.arriveUntold(BYTES);
            assertThat(reader(rig).readNow(true)).isTrue();
            rig.loop.settle();
            assertThat(rig.loop.untilNextTimer()).isEqualTo(Long.MAX_VALUE);
            reader(rig).lend();
            rig.loop.settle();
            assertThat(rig.loop.untilNextTimer()).isEqualTo(LENDING_NS);
        }
    }

    @Test
    void loopStopsWatchingForTheFourthReadOfACallerAndWatchesWhenOneWaits() {
        try (EngineRig rig = rig()) {
            readAsCaller(rig, Reader.READS_UNTIL_UNWATCHED - 1);
            assertThat(isWatched(rig)).as("after the last but one").isTrue();
            readAsCaller(rig, 1);
            assertThat(isWatched(rig)).as("after the last").isFalse();
            assertThat(state(rig)).isEqualTo(ReadState.LENT);
            reader(rig).arm();
            rig.loop.settle();
            assertThat(state(rig)).isEqualTo(ReadState.ARMED);
            assertThat(isWatched(rig)).as("armed").isTrue();
        }
    }

    @Test
    void readsAreCountedFromTheLastWait() {
        try (EngineRig rig = rig()) {
            readAsCaller(rig, Reader.READS_UNTIL_UNWATCHED - 1);
            reader(rig).arm();
            readAsCaller(rig, Reader.READS_UNTIL_UNWATCHED - 1);
            assertThat(isWatched(rig)).isTrue();
            readAsCaller(rig, 1);
            assertThat(isWatched(rig)).isFalse();
        }
    }

    @Test
    void loopThatIsToldOfBytesWhileTheTokenIsLentStopsWatching() {
        try (EngineRig rig = rig()) {
            rig.channel.arrive(BYTES);
            assertThat(reader(rig).readNow(true)).isTrue();
            rig.loop.settle();
            assertThat(state(rig)).isEqualTo(ReadState.LENT);
            assertThat(isWatched(rig)).isFalse();
        }
    }

    @Test
    void callerMayBeginToWaitWhileTheLoopStopsWatching() {
        for (int gap = 0; gap < GAPS; gap++) {
            try (EngineRig rig = rig()) {
                Reader reader = reader(rig);
                readAsCaller(rig, Reader.READS_UNTIL_UNWATCHED - 1);
                readAsCaller(rig);
                rig.during(inGap(gap, reader::arm));
                rig.loop.settle();
                rig.alone();
                reader.arm(); // if there were fewer gaps
                rig.loop.settle();
                assertThat(state(rig)).isEqualTo(ReadState.ARMED);
                assertThat(isWatched(rig)).as("armed in gap %s", gap).isTrue();
            }
        }
    }

    // ---- a turn of the loop -----------------------------------------------------------------------------------------

    @Test
    void loopReadsUpToFourTimesBeforeItGoesOn() {
        try (EngineRig rig = rig(SocketOptions.defaults().with(SocketOption.RECEIVE_HIGH_WATER_MARK, 0))) {
            rig.channel.arrive(messages(10_000));
            rig.loop.step();
            assertThat(counts(rig)).isEqualTo(new ReadCounts(0, READS_PER_TURN));
            assertThat(rig.channel.unread()).isPositive();
            rig.loop.settle();
            assertThat(rig.channel.unread()).isZero();
        }
    }

    @Test
    void loopThatGetsLessThanItHasRoomForGoesOnWithOthers() {
        try (EngineRig rig = rig()) {
            rig.channel.atMost(BYTES.length, Integer.MAX_VALUE);
            rig.channel.arrive(messages(2 * READS_PER_TURN));
            rig.loop.step();
            assertThat(counts(rig)).isEqualTo(new ReadCounts(0, 1));
        }
    }

    @Test
    void loopStopsReadingAndWatchingWhenTheQueueIsFull() {
        try (EngineRig rig = limited()) {
            rig.channel.arrive(messages(1_000));
            rig.loop.settle();
            assertThat(counts(rig)).isEqualTo(new ReadCounts(0, 1));
            assertThat(rig.channel.unread()).isPositive();
            assertThat(state(rig)).isEqualTo(ReadState.STOPPED);
            assertThat(isWatched(rig)).isFalse();
            assertThat(reader(rig).readNow(true)).as("read of a caller beside a full queue").isFalse();
        }
    }

    // ---- a queue that was full --------------------------------------------------------------------------------------

    private static void fillAndDrain(EngineRig rig) {
        rig.channel.arrive(messages(LIMIT));
        rig.loop.settle();
        rig.channel.arrive(BYTES);
        rig.receive(1, false);
        reader(rig).resume();
        assertThat(counts(rig)).as("of a queue without room").isEqualTo(new ReadCounts(0, 1));
        assertThat(state(rig)).isEqualTo(ReadState.STOPPED);
        rig.receive(LIMIT / 2 - 1, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callerThatDrainsAFullQueueReadsAtOnce(boolean isBack) {
        try (EngineRig rig = limited()) {
            rig.receiversRead = isBack;
            fillAndDrain(rig);
            assertThat(counts(rig)).isEqualTo(new ReadCounts(1, 1));
            assertThat(state(rig)).isEqualTo(isBack ? ReadState.LENT : ReadState.ARMED);
            rig.loop.settle();
            assertThat(rig.loop.untilNextTimer()).isEqualTo(isBack ? LENDING_NS : Long.MAX_VALUE);
        }
    }

    @Test
    void loopReadsOnWhenAFullQueueIsDrainedWhereOnlyItMay() {
        SocketOptions options = SocketOptions.defaults().with(SocketOption.RECEIVE_HIGH_WATER_MARK, LIMIT);
        try (EngineRig rig = rig(options.with(SocketOption.SPECULATIVE_READ, false))) {
            fillAndDrain(rig);
            assertThat(state(rig)).isEqualTo(ReadState.ARMED);
            assertThat(counts(rig)).isEqualTo(new ReadCounts(0, 1));
            rig.loop.settle();
            assertThat(counts(rig)).isEqualTo(new ReadCounts(0, 2));
        }
    }

    @Test
    void fullQueueMayBeDrainedBeforeItsReaderHasSaidThatItStopped() {
        for (int gap = 0; gap < GAPS; gap++) {
            try (EngineRig rig = limited()) {
                rig.during(inGap(gap, () -> rig.receive(LIMIT, false)));
                rig.channel.arrive(messages(LIMIT));
                rig.loop.settle();
                rig.alone();
                rig.receive(LIMIT - rig.received.size(), false); // if there were fewer gaps, or nothing was there
                rig.quiesce();
                rig.checkWatched();
                assertThat(state(rig)).as("drained in gap %s", gap).isEqualTo(ReadState.ARMED);
            }
        }
    }

    // ---- beginning and ending ---------------------------------------------------------------------------------------

    @Test
    void whatCameWithTheHandshakeIsTakenUpToAViolation() {
        try (EngineRig rig = new EngineRig(settings(SocketOptions.defaults()), true)
                .shake(Peer.join(BYTES, BROKEN, BYTES))) {
            assertThat(rig.end).startsWith("PROTOCOL_VIOLATION");
            assertThat(state(rig)).isEqualTo(ReadState.CLOSED);
            rig.receive(2, false);
            assertThat(rig.received).containsExactly(Peer.digest(MESSAGE));
        }
    }

    @Test
    void defectMetByTheBytesThatCameWithTheHandshakeCostsTheConnection() {
        try (EngineRig rig = new EngineRig(settings(SocketOptions.defaults()), true)) {
            rig.defect = new OutOfMemoryError("a defect, as this test wants it");
            rig.shake(BYTES);
            assertThat(rig.end).startsWith("IO_ERROR: closed for");
            assertThat(state(rig)).isEqualTo(ReadState.CLOSED);
        }
    }

    @Test
    void defectMetWhenTheEndIsToldCostsTheConnection() {
        try (EngineRig rig = raw()) {
            rig.receive(1, true);
            assertThat(rig.isReceiverParked()).isTrue();
            rig.defect = new OutOfMemoryError("a defect, as this test wants it");
            rig.channel.end();
            rig.loop.settle();
            assertThat(rig.end).startsWith("IO_ERROR: closed for");
        }
    }

    @Test
    void defectOfAPatternThatIsShownMessagesCostsTheConnection() {
        ConnectionSettings upstream = ConnectionSettings.of(SocketType.PAIR, SocketOptions.defaults(), true);
        try (EngineRig rig = new EngineRig(upstream, true).shake(new byte[0])) {
            rig.defect = new OutOfMemoryError("a defect, as this test wants it");
            rig.channel.arrive(BYTES);
            rig.loop.settle();
            assertThat(rig.end).startsWith("IO_ERROR: closed for");
        }
    }

    @Test
    void endOfARawPeerIsSaidOnce() {
        try (EngineRig rig = raw()) {
            rig.channel.end();
            rig.loop.settle();
            rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
            rig.loop.settle();
            assertThat(rig.end).isNotEmpty();
            rig.receive(Integer.MAX_VALUE, false);
            assertThat(rig.received).containsExactly(NOTICE, NOTICE);
        }
    }
}

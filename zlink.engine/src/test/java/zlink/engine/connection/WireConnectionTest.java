package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.api.DisconnectReason;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.transport.spi.Readiness;

/** What the loop does for a connection at work and for one that ends: what was asked for, once, and nothing else. */
class WireConnectionTest {
    private static final long MS = 1_000_000;
    private static final long DELAY_NS = 50_000;
    private static final int READS_UNTIL_UNWATCHED = 4;
    private static final int SOME = 10; // bytes, less than a message
    private static final byte[] NOTHING = {};
    private static final List<byte[]> FIRST = Peer.numbered(1, 20);
    private static final List<byte[]> SECOND = Peer.numbered(2, 20);
    private static final SocketOptions AT_ONCE = SocketOptions.defaults().with(SocketOption.BATCH_DELAY, Duration.ZERO);
    private static final SocketOptions BATCHES =
            SocketOptions.defaults().with(SocketOption.BATCH_DELAY, Duration.ofNanos(DELAY_NS));

    private static ConnectionSettings settings(SocketOptions options) {
        return ConnectionSettings.of(SocketType.PAIR, options, false);
    }

    private static EngineRig rig(SocketOptions options) {
        return new EngineRig(settings(options), true).shake(NOTHING);
    }

    private static EngineRig layered(int mostPerRead) {
        return EngineRig.layered(settings(AT_ONCE), mostPerRead).shake(NOTHING);
    }

    /** Its channel takes no more in the middle of a message. */
    private static EngineRig blocked() {
        EngineRig rig = rig(AT_ONCE);
        rig.channel.room(SOME);
        rig.send(FIRST);
        rig.loop.settle();
        assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
        return rig;
    }

    /** Callers have read so often that the loop has stopped watching; the token is theirs. */
    private static EngineRig unwatched() {
        EngineRig rig = rig(AT_ONCE);
        for (int i = 0; i < READS_UNTIL_UNWATCHED; i++) {
            assertThat(rig.channel.interest()).as("watched after %s reads", i).isEqualTo(Readiness.READ);
            rig.channel.arriveUntold(Peer.message(Peer.numbered(i, 20)));
            rig.receive(1, false);
            rig.loop.settle();
        }
        assertThat(rig.connection.reader().state()).isEqualTo(ReadState.LENT);
        return rig;
    }

    private static void arrive(EngineRig rig, byte[] bytes) {
        rig.channel.arrive(bytes);
        rig.loop.settle();
    }

    private static void pass(EngineRig rig, long ns) {
        rig.loop.advance(ns);
        rig.loop.settle();
    }

    private static void finish(EngineRig rig, long deadlineNs) {
        rig.loop.loop().submit(() -> rig.connection.finish(deadlineNs));
        rig.loop.settle();
    }

    private static void checkOver(EngineRig rig, String end) {
        assertThat(rig.end).isEqualTo(end);
        assertThat(rig.channel.interest()).as("interest in a channel that is over").isZero();
        assertThat(rig.loop.untilNextTimer()).as("timer of a connection that is over").isEqualTo(Long.MAX_VALUE);
    }

    /** Looks at the batch within the next batch delay. */
    private static int looks(EngineRig rig) {
        AtomicInteger looks = new AtomicInteger();
        rig.during(Collections.nCopies(20, looks::incrementAndGet));
        pass(rig, DELAY_NS + 1);
        rig.alone();
        return looks.get();
    }

    // ---- at work ----------------------------------------------------------------------------------------------------

    @Test
    void whatComesToABlockedConnectionMakesItNoRoom() {
        try (EngineRig rig = blocked()) {
            long before = rig.connection.counters().writes().total();
            arrive(rig, Peer.message(FIRST));
            rig.receive(1, true);
            assertThat(rig.received).hasSize(1);
            assertThat(rig.connection.counters().writes().total()).as("writes").isEqualTo(before);
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
        }
    }

    @Test
    void roomIsNothingToRead() {
        try (EngineRig rig = blocked()) {
            AtomicInteger reads = new AtomicInteger();
            rig.channel.during(reads::incrementAndGet, () -> { });
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(rig.heard()).isEqualTo(rig.sent);
            assertThat(reads).as("reads").hasValue(0);
            assertThat(rig.channel.interest()).isEqualTo(Readiness.READ);
        }
    }

    @Test
    void batchIsNotLookedForBeforeThereIsOne() {
        try (EngineRig rig = rig(BATCHES)) {
            assertThat(looks(rig)).isZero();
            rig.loop.advance(MS);
            rig.send(FIRST);
            rig.send(SECOND);
            rig.loop.settle();
            assertThat(looks(rig)).isPositive();
            rig.quiesce();
        }
    }

    @Test
    void loopStopsWatchingForCallersWhoReadThemselves() {
        try (EngineRig rig = unwatched()) {
            assertThat(rig.channel.interest()).isZero();
        }
    }

    @Test
    void clockIsNotReadForWhatComesUnlessSilenceMatters() {
        try (EngineRig rig = rig(AT_ONCE)) {
            long before = rig.connection.reader().lastHeardNs();
            rig.loop.advance(MS);
            arrive(rig, Peer.message(FIRST));
            assertThat(rig.connection.reader().lastHeardNs()).isEqualTo(before);

            arrive(rig, Peer.ping(100, "")); // the peer wants its silence to be noticed
            rig.loop.advance(MS);
            arrive(rig, Peer.message(FIRST));
            assertThat(rig.connection.reader().lastHeardNs()).isEqualTo(rig.loop.nowNs());
        }
    }

    @Test
    void memoryIsKeptForTheNextMessageIfItsOwnerKeepsIt() {
        try (EngineRig rig = rig(AT_ONCE)) {
            long before = rig.pool.inUseBytes();
            rig.send(FIRST);
            assertThat(rig.heard()).hasSize(1);
            assertThat(rig.pool.inUseBytes()).as("bytes in chunks").isGreaterThan(before);
        }
    }

    @Test
    void peerIsSpokenToInItsOwnVersion() {
        try (EngineRig rig = rig(AT_ONCE)) {
            rig.pipe.subscribe("topic".getBytes(StandardCharsets.US_ASCII));
            assertThat(Peer.hear(rig.written()).commands()).last().asString().endsWith("SUBSCRIBEtopic");
        }
    }

    // ---- the peer's end ---------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"22, peer closed", "21, peer closed in the middle of a message"})
    void peersEndIsSaidToBeBetweenMessagesOrWithinOne(int bytes, String detail) {
        try (EngineRig rig = rig(AT_ONCE)) {
            rig.channel.arrive(Arrays.copyOf(Peer.message(FIRST), bytes));
            rig.channel.end();
            rig.loop.settle();
            checkOver(rig, "PEER_CLOSED: " + detail);
        }
    }

    // ---- a write that fails -----------------------------------------------------------------------------------------

    @Test
    void whatIsLeftToReadAfterAFailedWriteIsReadThoughACallerHadTheToken() {
        try (EngineRig rig = unwatched()) {
            rig.channel.failWriting(new IOException("broken pipe"));
            rig.send(FIRST);
            rig.loop.settle();
            assertThat(rig.connection.reader().state()).isEqualTo(ReadState.ARMED);
            rig.channel.arrive(Peer.message(SECOND));
            rig.channel.end();
            rig.loop.settle();
            checkOver(rig, "IO_ERROR: write failed: broken pipe");
            rig.receive(1, true);
            assertThat(rig.received).last().isEqualTo(Peer.digest(SECOND));
        }
    }

    @Test
    void silentPeerIsWaitedForASecondAfterAFailedWrite() {
        try (EngineRig rig = blocked()) {
            rig.channel.failWriting(new IOException("broken pipe"));
            rig.loop.settle();
            pass(rig, 1000 * MS - 1);
            assertThat(rig.end).isEmpty();
            pass(rig, 1);
            checkOver(rig, "IO_ERROR: write failed: broken pipe");
        }
    }

    @Test
    void writeThatFailsWhileItClosesIsTheEndAtOnce() {
        try (EngineRig rig = blocked()) {
            finish(rig, rig.loop.nowNs() + 10_000 * MS);
            assertThat(rig.end).isEmpty();
            rig.channel.failWriting(new IOException("broken pipe"));
            rig.loop.settle();
            checkOver(rig, "IO_ERROR: write failed: broken pipe");
        }
    }

    @Test
    void closingAfterAFailedWriteIsTheEndAtOnce() {
        try (EngineRig rig = blocked()) {
            rig.channel.failWriting(new IOException("broken pipe"));
            rig.loop.settle();
            finish(rig, rig.loop.nowNs() + 10_000 * MS);
            checkOver(rig, "IO_ERROR: write failed: broken pipe");
        }
    }

    @Test
    void writeThatFailsAfterARawPeersEndIsTheEndAtOnce() {
        try (EngineRig rig = new EngineRig(ConnectionSettings.of(SocketType.STREAM, AT_ONCE, false), true)
                .shake(NOTHING)) {
            rig.channel.end();
            rig.loop.settle();
            assertThat(rig.end).isEmpty();
            rig.channel.failWriting(new IOException("broken pipe"));
            rig.send(FIRST);
            rig.loop.settle();
            checkOver(rig, "IO_ERROR: write failed: broken pipe");
        }
    }

    // ---- our end ----------------------------------------------------------------------------------------------------

    @Test
    void peerThatDoesNotEndIsWaitedForAWhile() {
        try (EngineRig rig = rig(AT_ONCE)) {
            finish(rig, Long.MAX_VALUE);
            assertThat(rig.channel.isOutputShut()).isTrue();
            pass(rig, Farewell.MOST_NS - 1);
            assertThat(rig.end).isEmpty();
            pass(rig, 1);
            checkOver(rig, "LOCALLY_CLOSED: closed by this side");
        }
    }

    @Test
    void peerThatDoesNotReadIsWaitedForAsLongAsTheLinger() {
        try (EngineRig rig = blocked()) {
            finish(rig, rig.loop.nowNs() + 20 * MS);
            pass(rig, 20 * MS - 1);
            assertThat(rig.end).isEmpty();
            pass(rig, 1);
            checkOver(rig, "LOCALLY_CLOSED: linger has passed");
        }
    }

    @Test
    void channelThatFailsWhenThePeersEndIsAwaitedHasEnded() {
        try (EngineRig rig = rig(AT_ONCE)) {
            rig.loop.loop().submit(() -> {
                rig.channel.failReading(new IOException("connection reset"));
                rig.connection.finish(Long.MAX_VALUE);
            });
            rig.loop.settle();
            checkOver(rig, "LOCALLY_CLOSED: closed by this side");
        }
    }

    @Test
    void whatALayerHoldsOfAPeerThatSpeaksOnIsReadTurnByTurn() {
        try (EngineRig rig = layered(7)) {
            finish(rig, Long.MAX_VALUE);
            arrive(rig, new byte[100]);
            assertThat(rig.unread()).isZero();
            rig.channel.end();
            rig.loop.settle();
            checkOver(rig, "LOCALLY_CLOSED: closed by this side");
        }
    }

    @Test
    void whatALayerHoldsIsLeftToTheFarewell() {
        try (EngineRig rig = layered(1000)) {
            rig.channel.room(SOME);
            rig.send(FIRST);
            rig.loop.settle();
            finish(rig, Long.MAX_VALUE);
            assertThat(rig.connection.reader().state()).as("reading").isEqualTo(ReadState.CLOSED);
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(rig.heard()).isEqualTo(rig.sent);
            assertThat(rig.channel.isOutputShut()).isTrue();
        }
    }

    @Test
    void farewellThatCannotBeSaidCostsNothing() {
        try (EngineRig rig = layered(1000)) {
            rig.channel.room(SOME);
            rig.send(FIRST);
            rig.loop.settle();
            rig.loop.loop().submit(() -> {
                rig.channel.failWriting(new IOException("broken pipe"));
                rig.connection.close(DisconnectReason.HEARTBEAT_TIMEOUT, "no sign of life");
            });
            rig.loop.settle();
            checkOver(rig, "HEARTBEAT_TIMEOUT: no sign of life");
        }
    }

    /** The sender is behind the loop's last look at the queue, and leaves its message to the tick. */
    @Test
    void batchBegunWhileItClosesStillLeaves() {
        try (EngineRig rig = rig(BATCHES)) {
            rig.loop.advance(MS);
            rig.send(FIRST);
            rig.loop.settle();
            AtomicBoolean sent = new AtomicBoolean();
            rig.channel.during(() -> { }, () -> {
                if (rig.writeState() == WriteState.WRITING && !sent.getAndSet(true)) {
                    rig.send(SECOND);
                }
            });
            finish(rig, Long.MAX_VALUE);
            assertThat(rig.heard()).as("left so far").containsExactly(Peer.digest(FIRST));
            assertThat(rig.channel.isOutputShut()).isFalse();

            pass(rig, DELAY_NS + 1);
            pass(rig, DELAY_NS + 1);
            assertThat(rig.heard()).isEqualTo(rig.sent).hasSize(2);
            assertThat(rig.channel.isOutputShut()).isTrue();
        }
    }

    @Test
    void batchOfAConnectionThatIsOverIsNotLookedAt() {
        try (EngineRig rig = rig(BATCHES)) {
            rig.send(FIRST);
            rig.send(SECOND);
            rig.loop.settle();
            rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
            rig.loop.settle();
            assertThat(looks(rig)).isZero();
        }
    }
}

package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.DisconnectReason;
import zlink.api.Message;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.WriteCounts;
import zlink.engine.queue.OutgoingMessage;

/** Who writes leaves the token to the next, and says so, whether the channel takes all, some, nothing or fails. */
class WriterTest {
    private static final SocketOptions AT_ONCE = SocketOptions.defaults().with(SocketOption.BATCH_DELAY, Duration.ZERO);
    private static final List<byte[]> FIRST = Peer.numbered(1, 60);
    private static final List<byte[]> SECOND = Peer.numbered(2, 60);
    private static final List<byte[]> THIRD = Peer.numbered(3, 60);
    private static final int FRAMED = 62;
    private static final int SOME = 10; // bytes, less than a message

    private static ConnectionSettings settings(SocketOptions options) {
        return ConnectionSettings.of(SocketType.PAIR, options, false);
    }

    private static EngineRig rig(SocketOptions options) {
        return new EngineRig(settings(options), true).shake(new byte[0]);
    }

    private static void giveRoom(EngineRig rig) {
        rig.channel.room(Long.MAX_VALUE);
        rig.loop.settle();
        assertThat(rig.writeState()).isEqualTo(WriteState.IDLE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void batchOfManyChunksIsWrittenWholeByItsSender(boolean gathers) {
        SocketOptions batches = SocketOptions.defaults().with(SocketOption.BATCH_MAX_MESSAGES, 100)
                .with(SocketOption.BATCH_MAX_BYTES, 1 << 20);
        try (EngineRig rig = new EngineRig(settings(batches), gathers).shake(new byte[0])) {
            for (int i = 0; i < 100; i++) {
                rig.send(Peer.numbered(i, 1000));
            }
            assertThat(rig.writeState()).as("of the sender's leaving").isEqualTo(WriteState.IDLE);
            assertThat(rig.heard()).isEqualTo(rig.sent);
            assertThat(rig.connection.counters().writes()).isEqualTo(new WriteCounts(0, 1, 0, 0, 0));
        }
    }

    @Test
    void memoryIsGivenBackWhenAllIsWrittenIfItIsNotKept() {
        try (EngineRig rig = rig(AT_ONCE)) {
            rig.keepsChunks = false;
            long before = rig.pool.inUseBytes();
            rig.send(FIRST);
            assertThat(rig.heard()).hasSize(1);
            assertThat(rig.pool.inUseBytes()).as("bytes in chunks").isEqualTo(before);
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IOException("broken pipe"), new OutOfMemoryError("a defect, as this test wants it"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void writeThatFailsIsTheLast(Throwable failure) {
        try (EngineRig rig = rig(AT_ONCE)) {
            rig.channel.failWriting(failure);
            rig.send(FIRST);
            assertThat(rig.writeState()).isEqualTo(WriteState.CLOSED);
        }
    }

    @Test
    void senderIsWokenByAPartThatLeaves() {
        try (EngineRig rig = rig(AT_ONCE.with(SocketOption.SEND_HIGH_WATER_MARK, 4))) {
            rig.channel.room(0);
            for (int i = 0; i < 10; i++) {
                rig.send(FIRST);
            }
            assertThat(rig.isSenderAsleep()).isTrue();
            rig.channel.room(3 * FRAMED + SOME);
            rig.loop.settle();
            assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
            assertThat(rig.isSenderAsleep()).isFalse();
        }
    }

    @Test
    void loopsWritesAreCountedTogetherWhateverMadeIt() {
        try (EngineRig rig = rig(AT_ONCE.with(SocketOption.SPECULATIVE_WRITE, false))) {
            rig.channel.room(SOME);
            rig.send(FIRST);
            rig.loop.settle();
            assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
            giveRoom(rig);
            assertThat(rig.heard()).isEqualTo(rig.sent);
            assertThat(rig.connection.counters().writes()).as("one begun, one gone on with")
                    .isEqualTo(new WriteCounts(0, 0, 0, 0, 2));
        }
    }

    /** Somebody is writing when the loop closes: the host is told when that is over. */
    private static void closeDuringAWrite(EngineRig rig) {
        List<String> ends = new ArrayList<>();
        rig.channel.during(() -> { }, () -> {
            if (ends.isEmpty() && rig.writeState() == WriteState.WRITING) {
                rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
                rig.loop.step();
                ends.add(rig.end);
            }
        });
        rig.send(THIRD);
        assertThat(ends).as("told while somebody writes").containsExactly("");
        rig.loop.settle();
        assertThat(rig.end).startsWith("LOCALLY_CLOSED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endWaitsForASenderAlsoIfTheChannelHasBeenFullBefore(boolean layered) {
        try (EngineRig rig = layered ? EngineRig.layered(settings(AT_ONCE), 1000).shake(new byte[0]) : rig(AT_ONCE)) {
            rig.channel.room(SOME);
            rig.send(layered ? Peer.numbered(1, 20) : FIRST); // so few that the layer takes them all
            assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
            giveRoom(rig);
            closeDuringAWrite(rig);
        }
    }

    @Test
    void messageThatHasNotBegunToLeaveIsReplaced() {
        try (EngineRig rig = rig(AT_ONCE)) {
            rig.channel.room(SOME);
            rig.send(FIRST);
            rig.send(SECOND);
            rig.pipe.replace(new OutgoingMessage().message(Message.wrap(THIRD.toArray(byte[][]::new))));
            assertThat(rig.pipe.dropped()).isEqualTo(1);
            giveRoom(rig);
            assertThat(rig.heard()).containsExactly(Peer.digest(FIRST), Peer.digest(THIRD));
            closeDuringAWrite(rig);
        }
    }

    @Test
    void nothingIsReplacedWhereTheChannelTakesEverything() {
        try (EngineRig rig = rig(AT_ONCE)) {
            rig.send(FIRST);
            rig.pipe.replace(new OutgoingMessage().message(Message.wrap(SECOND.toArray(byte[][]::new))));
            assertThat(rig.pipe.dropped()).isZero();
            assertThat(rig.heard()).containsExactly(Peer.digest(FIRST), Peer.digest(SECOND));
        }
    }

    @Test
    void whatALayerHoldsLeavesBeforeAnEndAtOnceIfItCan() {
        try (EngineRig rig = EngineRig.layered(settings(AT_ONCE), 1000).shake(new byte[0])) {
            rig.channel.room(0);
            rig.send(Peer.numbered(1, 20));
            rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
            rig.channel.room(Long.MAX_VALUE); // the loop hears of it behind the request
            rig.loop.settle();
            assertThat(rig.end).startsWith("LOCALLY_CLOSED");
            assertThat(rig.heard()).isEqualTo(rig.sent);
        }
    }
}

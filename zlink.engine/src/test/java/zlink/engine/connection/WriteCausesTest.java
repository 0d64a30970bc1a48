package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.WriteCounts;

/** What makes a message leave, and how the statistics call it: exactly so many writes and no others. */
class WriteCausesTest {
    private static final int SIZE = 20;
    private static final int FRAMED = SIZE + 2;
    private static final Duration DELAY = Duration.ofNanos(50_000);
    private static final SocketOptions OPTIONS = SocketOptions.defaults().with(SocketOption.BATCH_DELAY, DELAY);

    private static EngineRig rig(SocketOptions options) {
        return new EngineRig(ConnectionSettings.of(SocketType.PAIR, options, false), true).shake(new byte[0]);
    }

    /** Sends that many messages without letting time pass. */
    private void send(EngineRig rig, int messages) {
        for (int i = 0; i < messages; i++) {
            rig.send(List.of(new byte[SIZE]));
        }
    }

    /** Long enough for the connection to be quiet. */
    private static void rest(EngineRig rig) {
        rig.loop.advance(DELAY.toNanos());
    }

    private void assertWrites(EngineRig rig, WriteCounts expected, int messagesWritten) {
        assertThat(rig.connection.counters().writes()).isEqualTo(expected);
        assertThat(Peer.hear(rig.channel.written()).messages()).hasSize(messagesWritten);
    }

    @Test
    void directIfTheConnectionIsQuiet() {
        try (EngineRig rig = rig(OPTIONS)) {
            rest(rig);
            send(rig, 1);
            assertWrites(rig, new WriteCounts(1, 0, 0, 0, 0), 1);
            rest(rig);
            send(rig, 1);
            assertWrites(rig, new WriteCounts(2, 0, 0, 0, 0), 2);
        }
    }

    @Test
    void directIfTheSenderHasPausedInABatch() {
        try (EngineRig rig = rig(OPTIONS)) {
            send(rig, 2);
            rig.senderPauses = true;
            send(rig, 1);
            assertWrites(rig, new WriteCounts(1, 0, 0, 0, 0), 3);
        }
    }

    @Test
    void batchIfTheSenderLooksAndItIsAsOldAsTheDelay() {
        try (EngineRig rig = rig(OPTIONS)) {
            send(rig, 1);
            rig.senderPauses = true;
            rig.senderIsBusy = true;
            rig.loop.advance(DELAY.toNanos() - 1);
            send(rig, 1);
            assertWrites(rig, WriteCounts.NONE, 0);
            rig.loop.advance(1);
            send(rig, 1);
            assertWrites(rig, new WriteCounts(0, 1, 0, 0, 0), 3);
            rig.quiesce();
        }
    }

    @Test
    void whatABusySenderLeavesIsWrittenByTheTick() {
        try (EngineRig rig = rig(OPTIONS)) {
            send(rig, 1);
            rig.senderPauses = true;
            rig.senderIsBusy = true;
            send(rig, 1);
            rig.quiesce();
            assertWrites(rig, new WriteCounts(0, 0, 1, 0, 0), 2);
        }
    }

    @Test
    void notAtOnceIfTheConnectionIsQuietButTheSenderIsBusyWithOthers() {
        try (EngineRig rig = rig(OPTIONS)) {
            rest(rig);
            rig.senderIsBusy = true;
            send(rig, 1);
            assertWrites(rig, WriteCounts.NONE, 0);
            rig.quiesce();
            assertWrites(rig, new WriteCounts(0, 0, 1, 0, 0), 1);
        }
    }

    @Test
    void directEachWithoutABatchDelay() {
        try (EngineRig rig = rig(OPTIONS.with(SocketOption.BATCH_DELAY, Duration.ZERO))) {
            send(rig, 3);
            assertWrites(rig, new WriteCounts(3, 0, 0, 0, 0), 3);
        }
    }

    @Test
    void batchAtSoManyMessages() {
        try (EngineRig rig = rig(OPTIONS.with(SocketOption.BATCH_MAX_MESSAGES, 3))) {
            send(rig, 2);
            assertWrites(rig, WriteCounts.NONE, 0);
            send(rig, 1);
            assertWrites(rig, new WriteCounts(0, 1, 0, 0, 0), 3);
            send(rig, 7);
            assertWrites(rig, new WriteCounts(0, 3, 0, 0, 0), 9);
            rig.quiesce();
        }
    }

    @Test
    void noNumberOfMessagesIsABatchUnlessAskedFor() {
        try (EngineRig rig = rig(OPTIONS)) {
            send(rig, 500);
            assertWrites(rig, WriteCounts.NONE, 0);
            rig.quiesce();
        }
    }

    @Test
    void batchAtSoManyBytes() {
        try (EngineRig rig = rig(OPTIONS.with(SocketOption.BATCH_MAX_BYTES, 3 * FRAMED))) {
            send(rig, 2);
            assertWrites(rig, WriteCounts.NONE, 0);
            send(rig, 1);
            assertWrites(rig, new WriteCounts(0, 1, 0, 0, 0), 3);
        }
    }

    @Test
    void batchIfTheQueueIsFull() {
        try (EngineRig rig = rig(OPTIONS.with(SocketOption.SEND_HIGH_WATER_MARK, 2))) {
            send(rig, 2);
            assertWrites(rig, WriteCounts.NONE, 0);
            send(rig, 1);
            assertThat(rig.connection.counters().writes()).isEqualTo(new WriteCounts(0, 1, 0, 0, 0));
            rig.quiesce();
        }
    }

    @Test
    void onceIfTheQueueIsFullAndTheChannelTakesNothing() {
        try (EngineRig rig = rig(OPTIONS.with(SocketOption.SEND_HIGH_WATER_MARK, 2))) {
            rig.channel.room(0);
            send(rig, 50);
            assertThat(rig.connection.counters().writes()).isEqualTo(new WriteCounts(0, 1, 0, 0, 0));
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(rig.connection.counters().writes()).isEqualTo(new WriteCounts(0, 1, 0, 0, 1));
            rig.quiesce();
        }
    }

    @Test
    void tickAfterTheBatchDelay() {
        try (EngineRig rig = rig(OPTIONS)) {
            send(rig, 5);
            rig.loop.settle();
            assertWrites(rig, WriteCounts.NONE, 0);
            rig.quiesce();
            assertWrites(rig, new WriteCounts(0, 0, 1, 0, 0), 5);
        }
    }

    @Test
    void beforeTheSenderParks() {
        try (EngineRig rig = rig(OPTIONS)) {
            send(rig, 5);
            rig.flush();
            assertWrites(rig, new WriteCounts(0, 0, 0, 1, 0), 5);
        }
    }

    @Test
    void loopWhenAFullChannelHasRoom() {
        try (EngineRig rig = rig(OPTIONS)) {
            rest(rig);
            rig.channel.room(FRAMED / 2);
            send(rig, 1);
            assertWrites(rig, new WriteCounts(1, 0, 0, 0, 0), 0);
            rig.loop.settle();
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertWrites(rig, new WriteCounts(1, 0, 0, 0, 1), 1);
        }
    }

    @Test
    @Timeout(60) // the first recording of a JVM takes seconds on a busy machine
    void aFullInboundQueueIsRecordedWithDirectionAndConnection(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("full.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("zlink.HighWaterMark");
            recording.start();
            try (EngineRig rig = rig(OPTIONS.with(SocketOption.RECEIVE_HIGH_WATER_MARK, 1))) {
                rig.channel.arrive(Peer.join(Peer.frame(0, new byte[SIZE]), Peer.frame(0, new byte[SIZE])));
                rig.loop.settle();
                assertThat(rig.connection.reader().state()).isEqualTo(ReadState.STOPPED);
                recording.stop();
            }
            recording.dump(file);
        }
        assertThat(RecordingFile.readAllEvents(file)
                .stream().filter(event -> event.getEventType().getName().equals("zlink.HighWaterMark")))
                .isNotEmpty().allSatisfy(event -> {
                    assertThat(event.getString("direction")).isEqualTo("receive");
                    assertThat(event.getLong("connectionId")).isEqualTo(1);
                });
    }
}

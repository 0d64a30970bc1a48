package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;

/**
 * However much there is to read or write on one connection, a turn does a part of it, and whoever shares the loop has
 * his turn in between.
 */
class FairTurnsTest {
    private static final int READS = 4;
    private static final int WRITES = 4;
    private static final int WRITE_BYTES = 256 * 1024;
    private static final int LAYER_HELD = 50;
    private static final int TURNS = 20;
    private static final SocketOptions UNLIMITED = SocketOptions.defaults()
            .with(SocketOption.SEND_HIGH_WATER_MARK, 0).with(SocketOption.RECEIVE_HIGH_WATER_MARK, 0)
            .with(SocketOption.RECEIVE_LIMIT_BYTES, 0L).with(SocketOption.BATCH_MAX_BYTES, 1 << 30);
    private static final byte[] MESSAGE = Peer.message(Peer.numbered(1, 1000));
    private static final int PIECE = 4 * 1024; // bytes that are read at once, which is not all there is

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger othersTurns = new AtomicInteger();

    private static EngineRig rig(boolean layered) {
        ConnectionSettings settings = ConnectionSettings.of(SocketType.PAIR, UNLIMITED, false);
        return (layered ? EngineRig.layered(settings, PIECE) : new EngineRig(settings, false)).shake(new byte[0]);
    }

    /** Whatever is read, as much comes again. */
    private void speakWithoutEnd(EngineRig rig) {
        byte[] messages = MESSAGE;
        while (messages.length < 128 * 1024) {
            messages = Peer.join(messages, messages);
        }
        byte[] more = messages;
        rig.channel.during(() -> {
            assertThat(reads.incrementAndGet()).as("reads without anybody else's turn").isLessThan(1000);
            if (rig.channel.unread() < more.length) {
                rig.channel.arrive(more);
            }
        }, () -> { });
        rig.channel.arrive(more);
    }

    private void othersWantTheirTurn(EngineRig rig) {
        rig.loop.loop().submit(othersTurns::incrementAndGet);
    }

    @Test
    void peerThatAlwaysSpeaksIsReadFourTimesATurn() {
        try (EngineRig rig = rig(false)) {
            speakWithoutEnd(rig);
            for (int turn = 1; turn <= TURNS; turn++) {
                othersWantTheirTurn(rig);
                reads.set(0);
                rig.loop.step();
                assertThat(reads).as("reads of turn %s", turn).hasValueBetween(1, READS);
                assertThat(othersTurns).hasValue(turn);
            }
            rig.channel.during(() -> { }, () -> { });
        }
    }

    /** What a layer holds is nowhere in the selector: the loop is asked to read on, and others come first. */
    @Test
    void layerThatHoldsMoreIsReadOnInLaterTurns() {
        try (EngineRig rig = rig(true)) {
            byte[] all = MESSAGE;
            while (all.length < TURNS * READS * PIECE) {
                all = Peer.join(all, all);
            }
            rig.channel.arrive(all);
            for (int turn = 1; turn <= TURNS; turn++) {
                othersWantTheirTurn(rig);
                int before = rig.unread();
                rig.loop.step();
                assertThat(before - rig.unread()).as("bytes of turn %s", turn).isBetween(1, READS * PIECE);
                assertThat(othersTurns).hasValue(turn);
            }
        }
    }

    /** The one who receives reads once for what he wants, and does not empty the channel for others. */
    @Test
    void receiverOfOneMessageReadsOnce() {
        try (EngineRig rig = rig(false)) {
            rig.receive(1, false);
            rig.loop.settle(); // from now on the token is lent, and the loop does not watch
            speakWithoutEnd(rig);
            rig.receive(1, false);
            assertThat(reads).hasValue(1);
            assertThat(rig.received).hasSize(1);
            rig.channel.during(() -> { }, () -> { });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWaitedForRoomIsWrittenInPartsAndThePeerIsHeardInBetween(boolean layered) {
        try (EngineRig rig = rig(layered)) {
            rig.channel.room(0);
            int bytes = queue(rig);
            rig.flush();
            rig.loop.settle();
            rig.channel.room(Long.MAX_VALUE);
            writeInTurns(rig, bytes);
        }
    }

    @Test
    void senderWritesAPartAndLeavesTheRestToTheLoop() {
        try (EngineRig rig = rig(false)) {
            int before = rig.channel.writtenBytes();
            int bytes = queue(rig);
            rig.flush();
            assertThat(rig.channel.writtenBytes() - before).isBetween(1, bytes / 2);
            writeInTurns(rig, bytes);
        }
    }

    /** Sends much more than a turn writes; returns how many bytes that are on the wire. */
    private static int queue(EngineRig rig) {
        int messages = 3 * WRITES * WRITE_BYTES / MESSAGE.length;
        for (int i = 0; i < messages; i++) {
            rig.send(List.of(new byte[1000]));
        }
        return messages * MESSAGE.length;
    }

    private void writeInTurns(EngineRig rig, int bytes) {
        int turns = 0;
        while (rig.written().length < bytes) {
            turns++;
            int before = rig.channel.writtenBytes();
            othersWantTheirTurn(rig);
            rig.channel.arrive(MESSAGE);
            rig.loop.step();
            rig.receive(Integer.MAX_VALUE, false);
            assertThat(rig.channel.writtenBytes() - before).as("bytes of turn %s", turns)
                    .isLessThanOrEqualTo(WRITES * WRITE_BYTES + LAYER_HELD);
            assertThat(othersTurns).hasValue(turns);
            assertThat(rig.received).as("received by turn %s", turns).hasSize(turns);
            assertThat(turns).as("turns without an end").isLessThan(1000);
        }
        assertThat(turns).isGreaterThan(1);
    }
}

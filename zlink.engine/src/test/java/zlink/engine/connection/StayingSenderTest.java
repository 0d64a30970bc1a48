package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.DisconnectReason;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.api.WriteCounts;
import zlink.transport.spi.Readiness;

/** A sender behind a full channel goes on by itself for a moment, and leaves the rest to the loop. */
class StayingSenderTest {
    private static final SocketOptions AT_ONCE = SocketOptions.defaults().with(SocketOption.BATCH_DELAY, Duration.ZERO);
    private static final long PATIENCE_NS = 200_000;
    private static final int SOME = 10; // bytes, less than a message

    private static EngineRig rig() {
        EngineRig rig = new EngineRig(ConnectionSettings.of(SocketType.PAIR, AT_ONCE, false), true)
                .shake(new byte[0]);
        rig.sendersStay = true;
        return rig;
    }

    private static void send(EngineRig rig, int number) {
        rig.send(Peer.numbered(number, 60));
    }

    /** After so many gaps in which nothing happens, these happen in the next ones. */
    private static void after(EngineRig rig, int gaps, Runnable... actions) {
        List<Runnable> all = new ArrayList<>(Collections.nCopies(gaps, () -> { }));
        Collections.addAll(all, actions);
        rig.during(all);
    }

    @Test
    void writesTheRestItselfWhenTheChannelTakesMoreInTime() {
        try (EngineRig rig = rig()) {
            rig.channel.room(SOME);
            after(rig, 5, () -> rig.channel.room(Long.MAX_VALUE));
            send(rig, 1);
            assertThat(rig.writeState()).isEqualTo(WriteState.IDLE);
            assertThat(rig.heard()).isEqualTo(rig.sent);
            assertThat(rig.channel.interest() & Readiness.WRITE).as("watched for writing").isZero();
            WriteCounts writes = rig.connection.counters().writes();
            assertThat(writes.loop()).as("writes of the loop").isZero();
        }
    }

    @Test
    void leavesItToTheLoopWhenTheChannelTakesNothingForAWhile() {
        try (EngineRig rig = rig()) {
            rig.channel.room(SOME);
            long beganNs = rig.loop.nowNs();
            send(rig, 1);
            assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
            assertThat(rig.loop.nowNs() - beganNs).isBetween(PATIENCE_NS, 2 * PATIENCE_NS);
            rig.loop.settle();
            assertThat(rig.channel.interest() & Readiness.WRITE).as("watched for writing").isNotZero();
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(rig.heard()).isEqualTo(rig.sent);
        }
    }

    /** The channel takes 2 bytes every 100 us. */
    private static void drip(EngineRig rig, int times) {
        for (int i = 0; i < times; i++) {
            after(rig, 4, () -> rig.channel.room(2));
        }
    }

    @Test
    void hasPatienceForAChannelThatTakesALittleNowAndThen() {
        try (EngineRig rig = rig()) {
            rig.channel.room(50);
            drip(rig, 6);
            send(rig, 1);
            assertThat(rig.writeState()).isEqualTo(WriteState.IDLE);
            assertThat(rig.heard()).isEqualTo(rig.sent);
        }
    }

    @Test
    void leavesItToTheLoopWhenTheChannelTakesTooLittle() {
        try (EngineRig rig = rig()) {
            rig.channel.room(0);
            drip(rig, 31);
            long beganNs = rig.loop.nowNs();
            send(rig, 1);
            assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
            assertThat(rig.loop.nowNs() - beganNs)
                    .isBetween(WirePipe.LONGEST_STAY_NS, WirePipe.LONGEST_STAY_NS + 100_000);
        }
    }

    @Test
    void aSlowPeerCostsSendersNoMoreThanItsFirstMessages() {
        try (EngineRig rig = rig()) {
            long tookNs = 0;
            for (int i = 0; i < 100; i++) {
                rig.channel.room(SOME);
                rig.loop.settle();
                long beganNs = rig.loop.nowNs();
                send(rig, i);
                tookNs += rig.loop.nowNs() - beganNs;
            }
            assertThat(tookNs).as("time that a hundred messages took").isLessThan(3 * PATIENCE_NS);
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(rig.heard()).isEqualTo(rig.sent);

            rig.channel.room(SOME);
            long beganNs = rig.loop.nowNs();
            send(rig, 100);
            assertThat(rig.loop.nowNs() - beganNs).as("patience after everything was written")
                    .isGreaterThanOrEqualTo(PATIENCE_NS);
        }
    }

    @Test
    void waitsOnceForAChannelThatTakesNothing() {
        try (EngineRig rig = rig()) {
            rig.channel.room(SOME);
            send(rig, 1);
            long beganNs = rig.loop.nowNs();
            for (int i = 2; i < 100; i++) {
                send(rig, i);
            }
            assertThat(rig.loop.nowNs()).as("time that further messages took").isEqualTo(beganNs);
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(rig.heard()).isEqualTo(rig.sent);
        }
    }

    @Test
    void takesOverFromTheLoopOnceThatHasWrittenSome() {
        try (EngineRig rig = rig()) {
            rig.channel.room(SOME);
            send(rig, 1);
            rig.channel.room(SOME);
            rig.loop.settle();
            assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
            long before = rig.connection.counters().writes().loop();
            after(rig, 3, () -> rig.channel.room(Long.MAX_VALUE));
            send(rig, 2);
            assertThat(rig.writeState()).isEqualTo(WriteState.IDLE);
            assertThat(rig.heard()).isEqualTo(rig.sent);
            assertThat(rig.connection.counters().writes().loop()).as("writes of the loop").isEqualTo(before);
        }
    }

    @Test
    void doesNotStayForEverForWhatOthersSend() {
        try (EngineRig rig = rig()) {
            rig.channel.room(SOME);
            int[] others = {0};
            long beganNs = rig.loop.nowNs();
            rig.during(Collections.nCopies(1_000, () -> {
                if (rig.pipe.outgoing().depthMessages() < 5) {
                    send(rig, 2 + others[0]++);
                }
                rig.channel.room(SOME);
            }));
            send(rig, 1);
            assertThat(rig.loop.nowNs() - beganNs)
                    .isBetween(WirePipe.LONGEST_STAY_NS, WirePipe.LONGEST_STAY_NS + 100_000);
            assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
            rig.alone();
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(rig.heard()).isEqualTo(rig.sent);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void othersMaySendWhenEverythingIsWritten(int gaps) {
        try (EngineRig rig = rig()) {
            rig.channel.room(SOME);
            after(rig, 1, () -> rig.channel.room(Long.MAX_VALUE));
            after(rig, gaps, () -> send(rig, 2));
            send(rig, 1);
            rig.loop.settle(); // which may have been left what the other sent
            assertThat(rig.heard()).isEqualTo(rig.sent);
        }
    }

    @Test
    void endOfTheConnectionEndsItsWaiting() {
        try (EngineRig rig = rig()) {
            rig.channel.room(SOME);
            after(rig, 4, () -> {
                rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
                rig.loop.step();
                assertThat(rig.end).as("told while somebody stays").isEmpty();
            });
            long beganNs = rig.loop.nowNs();
            send(rig, 1);
            assertThat(rig.loop.nowNs() - beganNs).isLessThan(PATIENCE_NS);
            rig.loop.settle();
            assertThat(rig.end).startsWith("LOCALLY_CLOSED");
        }
    }

    @Test
    void failureEndsItsWaiting() {
        try (EngineRig rig = rig()) {
            rig.channel.room(SOME);
            after(rig, 4, () -> rig.channel.failWriting(new IOException("broken pipe")));
            send(rig, 1);
            assertThat(rig.writeState()).isEqualTo(WriteState.CLOSED);
        }
    }

    @Test
    void endWaitsForWhatItWrites() {
        try (EngineRig rig = rig()) {
            rig.channel.room(SOME);
            after(rig, 4, () -> {
                rig.connection.requestFinish();
                rig.loop.step();
            }, () -> rig.channel.room(Long.MAX_VALUE));
            send(rig, 1);
            rig.loop.settle();
            assertThat(rig.heard()).isEqualTo(rig.sent);
            assertThat(rig.channel.isOutputShut()).as("our end after what was sent").isTrue();
        }
    }
}

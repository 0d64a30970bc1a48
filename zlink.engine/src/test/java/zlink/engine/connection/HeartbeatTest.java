package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;

/** A dead peer is noticed, and only a dead one. */
class HeartbeatTest {
    private static final long MS = 1_000_000;
    private static final byte[] NOTHING = {};

    private static EngineRig rig(boolean heartbeats, int limit) {
        SocketOptions options = SocketOptions.defaults().with(SocketOption.RECEIVE_HIGH_WATER_MARK, limit)
                .with(SocketOption.HEARTBEAT_INTERVAL, heartbeats ? Duration.ofMillis(100) : Duration.ZERO);
        if (heartbeats) {
            options = options.with(SocketOption.HEARTBEAT_TIMEOUT, Duration.ofMillis(200))
                    .with(SocketOption.HEARTBEAT_TTL, Duration.ofMillis(700));
        }
        return new EngineRig(ConnectionSettings.of(SocketType.PAIR, options, false), true);
    }

    private static void pass(EngineRig rig, long ms) {
        for (int i = 0; i < ms / 10; i++) {
            rig.loop.advance(10 * MS);
            rig.loop.settle();
        }
    }

    private static void passNs(EngineRig rig, long ns) {
        rig.loop.advance(ns);
        rig.loop.settle();
    }

    private static List<String> commands(EngineRig rig) {
        List<String> all = Peer.hear(rig.channel.written()).commands();
        return all.subList(1, all.size());
    }

    @Test
    void aSilentPeerIsDroppedAfterIntervalAndTimeout() {
        try (EngineRig rig = rig(true, 10)) {
            rig.shake(NOTHING);
            pass(rig, 290);
            passNs(rig, 10 * MS - 1);
            assertThat(rig.end).isEmpty();
            passNs(rig, 1);
            assertThat(rig.end).isEqualTo("HEARTBEAT_TIMEOUT: no sign of life for 300 ms");
            assertThat(rig.loop.untilNextTimer()).as("timer of a connection that is over").isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void nothingIsTimedBehindAnEndThatCameBefore() {
        try (EngineRig rig = rig(true, 10)) {
            rig.shake(NOTHING);
            pass(rig, 150);
            rig.channel.end();
            rig.loop.settle();
            assertThat(rig.end).startsWith("PEER_CLOSED");
            assertThat(rig.loop.untilNextTimer()).as("timer of a connection that is over").isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void pingsCarryTheTtlAndGoOutEveryInterval() {
        try (EngineRig rig = rig(true, 10)) {
            rig.shake(NOTHING);
            pass(rig, 250);
            assertThat(commands(rig)).hasSize(2).allMatch(text -> text.startsWith("PING"))
                    .allMatch(text -> text.charAt(5) == 7);
        }
    }

    @Test
    void anythingThePeerSaysKeepsItAlive() {
        try (EngineRig rig = rig(true, 1000)) {
            rig.shake(NOTHING);
            for (int i = 0; i < 20; i++) {
                pass(rig, 250);
                rig.channel.arrive(i % 2 == 0 ? Peer.command("PONG", NOTHING) : Peer.message(Peer.numbered(i, 5)));
                rig.loop.settle();
            }
            assertThat(rig.end).isEmpty();
        }
    }

    @Test
    void aPeerWeDoNotReadIsNotTakenForDead() {
        try (EngineRig rig = rig(true, 1)) {
            rig.shake(NOTHING);
            for (int i = 0; i < 10; i++) {
                rig.channel.arrive(Peer.message(Peer.numbered(i, 5)));
                rig.loop.settle();
            }
            pass(rig, 10_000);
            assertThat(rig.connection.reader().state()).isEqualTo(ReadState.STOPPED);
            assertThat(rig.end).isEmpty();
            rig.receive(100, true);
            rig.loop.settle();
            pass(rig, 250);
            assertThat(rig.end).isEmpty();
            assertThat(rig.received).hasSize(10);
            pass(rig, 200);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    private static EngineRig blocked() {
        EngineRig rig = rig(true, 10);
        rig.shake(NOTHING);
        rig.channel.room(100);
        rig.send(Peer.numbered(1, 70_000));
        rig.loop.settle();
        assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
        return rig;
    }

    @Test
    void aPeerThatPingsAndDoesNotReadGetsNoPileOfAnswers() {
        try (EngineRig rig = blocked()) {
            long before = rig.pipe.outgoing().appendedBytes();
            for (int i = 0; i < 50; i++) {
                rig.channel.arrive(Peer.ping(0, ""));
                rig.loop.settle();
            }
            assertThat(rig.pipe.outgoing().appendedBytes()).as("bytes queued").isEqualTo(before);
        }
    }

    @Test
    void aPeerThatReadsTooSlowlyToBeAskedIsNotTakenForDead() {
        try (EngineRig rig = blocked()) {
            for (int i = 0; i < 50; i++) {
                rig.channel.room(10);
                rig.loop.settle();
                pass(rig, 100);
            }
            assertThat(rig.writeState()).isEqualTo(WriteState.BLOCKED);
            assertThat(rig.end).isEmpty();
            pass(rig, 410);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    @Test
    void whatAPeerHasTakenSinceItCouldNotBeAskedCounts() {
        try (EngineRig rig = blocked()) {
            pass(rig, 350); // seen to take something at 100 ms, so its time is over at 400
            rig.channel.room(10);
            rig.loop.settle();
            pass(rig, 50);
            assertThat(rig.end).isEmpty();
            pass(rig, 290);
            assertThat(rig.end).isEmpty();
            pass(rig, 10);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    @Test
    void aPeerThatHasReadAtLastIsAskedBeforeItIsTakenForDead() {
        try (EngineRig rig = blocked()) {
            pass(rig, 290);
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            pass(rig, 110);
            assertThat(commands(rig)).isNotEmpty().allMatch(text -> text.startsWith("PING"));
            pass(rig, 180);
            assertThat(rig.end).isEmpty();
            rig.channel.arrive(Peer.command("PONG", NOTHING));
            rig.loop.settle();
            pass(rig, 290);
            assertThat(rig.end).isEmpty();
        }
    }

    @Test
    void aPeerThatNeitherReadsNorSaysAnythingIsTakenForDead() {
        try (EngineRig rig = blocked()) {
            pass(rig, 280);
            assertThat(rig.end).isEmpty();
            pass(rig, 130);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    @Test
    void aPeerThatDoesNotReadAndStillSpeaksIsNotTakenForDead() {
        try (EngineRig rig = blocked()) {
            for (int i = 0; i < 20; i++) {
                pass(rig, 250);
                rig.channel.arrive(Peer.command("PONG", NOTHING));
                rig.loop.settle();
            }
            assertThat(rig.end).isEmpty();
        }
    }

    @Test
    void whatWaitsInTheChannelCountsIfTheLoopWasHeldUp() {
        try (EngineRig rig = rig(true, 10)) {
            rig.shake(NOTHING);
            rig.channel.arrive(Peer.message(Peer.numbered(1, 5)));
            rig.loop.advance(5_000 * MS); // as after a long pause: timers fire before channels are looked at
            rig.loop.settle();
            assertThat(rig.end).isEmpty();
            pass(rig, 310);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    /** A caller reads a message and so has the token; it need not come back. */
    private static void lend(EngineRig rig) {
        rig.channel.arrive(Peer.message(Peer.numbered(1, 5)));
        rig.receive(1, false);
        assertThat(rig.connection.readState()).isEqualTo(ReadState.LENT);
    }

    @Test
    void whatWaitsBehindALentTokenCounts() {
        try (EngineRig rig = rig(true, 10)) {
            rig.shake(NOTHING);
            lend(rig);
            rig.channel.arrive(Peer.message(Peer.numbered(3, 5)));
            passNs(rig, 300 * MS); // the moment in which its time is over
            assertThat(rig.end).isEmpty();
        }
    }

    @Test
    void aCallerKeepsItsTokenWhileThePeerHasTimeLeft() {
        try (EngineRig rig = rig(true, 10)) {
            rig.shake(NOTHING);
            pass(rig, 290);
            passNs(rig, 8 * MS);
            lend(rig);
            passNs(rig, 2 * MS); // the moment in which its time would be over, had it said nothing
            assertThat(rig.connection.readState()).isEqualTo(ReadState.LENT);
            assertThat(rig.end).isEmpty();
        }
    }

    /** Somebody reads for all the time that the peer has, and the loop looks meanwhile. */
    private static void readForLong(EngineRig rig) {
        AtomicBoolean late = new AtomicBoolean();
        rig.channel.during(() -> {
            if (!late.getAndSet(true)) {
                passNs(rig, 300 * MS);
                assertThat(rig.end).as("while somebody reads").isEmpty();
                assertThat(rig.loop.untilNextTimer()).as("next look").isEqualTo(MS);
            }
        }, () -> { });
        rig.receive(1, false);
        assertThat(late).isTrue();
    }

    @Test
    void aPeerThatIsBeingReadIsLookedAtAgainSoon() {
        try (EngineRig rig = rig(false, 10)) {
            rig.shake(Peer.ping(3, ""));
            rig.loop.settle();
            readForLong(rig);
            passNs(rig, MS - 1);
            assertThat(rig.end).isEmpty();
            passNs(rig, 1);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    @Test
    void whatSomebodyIsAboutToReadCounts() {
        try (EngineRig rig = rig(false, 10)) {
            rig.shake(Peer.ping(3, ""));
            rig.loop.settle();
            rig.channel.arrive(Peer.message(Peer.numbered(1, 5)));
            readForLong(rig);
            assertThat(rig.received).hasSize(1);
            pass(rig, 290);
            assertThat(rig.end).isEmpty();
            pass(rig, 10);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    @Test
    void aPeerWeDoNotReadIsLookedAtOnceInItsTime() {
        try (EngineRig rig = rig(false, 1)) {
            rig.shake(Peer.ping(3, ""));
            rig.loop.settle();
            for (int i = 0; i < 3; i++) {
                rig.channel.arrive(Peer.message(Peer.numbered(i, 5)));
                rig.loop.settle();
            }
            assertThat(rig.connection.readState()).isEqualTo(ReadState.STOPPED);
            for (int look = 0; look < 3; look++) {
                assertThat(rig.loop.untilNextTimer()).as("time of look %s", look).isEqualTo(300 * MS);
                passNs(rig, 300 * MS);
            }
            assertThat(rig.end).isEmpty();
        }
    }

    @Test
    void aPingIsAnsweredWithItsContextAlsoWithoutHeartbeatsOfOurOwn() {
        try (EngineRig rig = rig(false, 10)) {
            rig.shake(NOTHING);
            rig.channel.arrive(Peer.ping(0, "context"));
            rig.quiesce();
            assertThat(commands(rig)).containsExactly("PONGcontext");
            pass(rig, 5_000);
            assertThat(rig.end).isEmpty();
        }
    }

    @Test
    void aPeerThatIsAskedForASignGetsAPingAlsoWithoutHeartbeats() {
        try (EngineRig rig = rig(false, 10)) {
            rig.shake(NOTHING);
            rig.lockSend();
            rig.pipe.askForSign();
            rig.unlockSend();
            rig.quiesce();
            assertThat(commands(rig)).singleElement().asString().startsWith("PING");
        }
    }

    @Test
    void aPeerThatDoesNotReadIsNotAskedForASign() {
        try (EngineRig rig = blocked()) {
            long before = rig.pipe.outgoing().appendedBytes();
            rig.pipe.askForSign();
            assertThat(rig.pipe.outgoing().appendedBytes()).as("bytes queued").isEqualTo(before);
        }
    }

    @Test
    void aPeersTtlCountsFromWhatWasHeardLast() {
        try (EngineRig rig = rig(false, 10)) {
            rig.shake(NOTHING);
            pass(rig, 1_000);
            rig.channel.arrive(Peer.ping(3, ""));
            rig.loop.settle();
            pass(rig, 250);
            rig.channel.arrive(Peer.ping(9, "")); // a longer one does not loosen it
            rig.loop.settle();
            pass(rig, 280);
            assertThat(rig.end).isEmpty();
            pass(rig, 30);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    @Test
    void aShorterTtlReplacesALongerOne() {
        try (EngineRig rig = rig(false, 10)) {
            rig.shake(NOTHING);
            rig.channel.arrive(Peer.ping(9, ""));
            rig.loop.settle();
            rig.channel.arrive(Peer.ping(3, ""));
            rig.loop.settle();
            pass(rig, 290);
            assertThat(rig.end).isEmpty();
            pass(rig, 20);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
            assertThat(rig.loop.untilNextTimer()).as("timer of the longer one").isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void pingsThatSayTheSameTtlMakeNoWorkForTheLoop() {
        try (EngineRig rig = rig(false, 10)) {
            rig.shake(NOTHING);
            for (int i = 0; i < 100; i++) {
                rig.channel.arrive(Peer.ping(i % 2 == 0 ? 30 : 40, ""));
                rig.receive(1, false); // by a caller, while the loop is busy elsewhere
            }
            assertThat(rig.loop.submittedActions()).as("actions of a hundred PINGs").isEqualTo(1);
        }
    }

    @Test
    void aTtlNoShorterThanOurTimeoutDoesNotProlongIt() {
        try (EngineRig rig = rig(true, 10)) {
            rig.shake(NOTHING);
            rig.channel.arrive(Peer.ping(3, ""));
            rig.receive(1, false);    // a caller reads it,
            passNs(rig, 50 * MS);     // and the loop hears of it late
            pass(rig, 240);
            assertThat(rig.end).isEmpty();
            pass(rig, 10);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    @Test
    void ofThePeersTtlAndOurTimeoutTheShorterOneCounts() {
        try (EngineRig rig = rig(true, 10)) {
            rig.shake(NOTHING);
            rig.channel.arrive(Peer.ping(1, ""));
            rig.loop.settle();
            pass(rig, 90);
            assertThat(rig.end).isEmpty();
            pass(rig, 20);
            assertThat(rig.end).startsWith("HEARTBEAT_TIMEOUT");
        }
    }

    @Test
    void aPingThatACallerReadsWhileTheLoopWritesIsAnswered() {
        try (EngineRig rig = rig(false, 10)) {
            rig.shake(NOTHING);
            rig.channel.room(100);
            rig.send(Peer.numbered(1, 70_000));
            rig.loop.settle();
            AtomicBoolean pinged = new AtomicBoolean();
            rig.channel.during(() -> { }, () -> {
                if (rig.writeState() == WriteState.WRITING && !pinged.getAndSet(true)) {
                    rig.channel.arrive(Peer.join(Peer.ping(0, "now"), Peer.message(Peer.numbered(2, 5))));
                    rig.receive(1, true);
                }
            });
            rig.channel.room(Long.MAX_VALUE);
            rig.quiesceAndDrain();
            assertThat(rig.received).hasSize(1);
            assertThat(commands(rig)).containsExactly("PONGnow");
        }
    }

    @Test
    void aPingWithinAMessageIsAnsweredBetweenOurs() {
        try (EngineRig rig = rig(false, 10)) {
            rig.shake(NOTHING);
            byte[] message = Peer.message(Peer.numbered(2, -60));
            int first = Peer.frame(1, Peer.numbered(2, -60).get(0)).length;
            rig.channel.arrive(Arrays.copyOf(message, first));
            rig.channel.arrive(Peer.ping(0, "within"));
            rig.send(Peer.numbered(1, -300));
            rig.channel.arrive(Arrays.copyOfRange(message, first, message.length));
            rig.quiesceAndDrain();
            assertThat(commands(rig)).containsExactly("PONGwithin");
            assertThat(rig.received).containsExactly(Peer.digest(Peer.numbered(2, -60)));
            assertThat(Peer.hear(rig.channel.written()).messages()).isEqualTo(rig.sent);
        }
    }
}

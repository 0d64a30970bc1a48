package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.DisconnectReason;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** From the transport's connecting to READY: who is told what on the way, and each way to end before. */
class EstablishingTest {
    private static final long MS = 1_000_000;
    private static final int SIGNATURE_AND_MAJOR = 11;
    private static final byte[] THEIRS = Peer.handshake("PAIR");

    private static EngineRig rig(Duration handshake) {
        SocketOptions options = SocketOptions.defaults().with(SocketOption.HANDSHAKE_INTERVAL, handshake);
        return new EngineRig(ConnectionSettings.of(SocketType.PAIR, options, false), true);
    }

    private static EngineRig rig() {
        return rig(Duration.ofSeconds(30));
    }

    private static EngineRig connectingRig() {
        EngineRig rig = rig();
        rig.channel.unestablished();
        return rig;
    }

    private static EngineRig start(EngineRig rig, boolean connecting) {
        onLoop(rig, () -> rig.connection.start(connecting));
        return rig;
    }

    private static void onLoop(EngineRig rig, Runnable action) {
        rig.loop.loop().submit(action);
        rig.loop.settle();
    }

    private static void pass(EngineRig rig, long ns) {
        rig.loop.advance(ns);
        rig.loop.settle();
    }

    private static void arrive(EngineRig rig, byte[] bytes) {
        rig.channel.arrive(bytes);
        rig.loop.settle();
    }

    private static boolean passOn(EngineRig rig) {
        AtomicBoolean passedOn = new AtomicBoolean();
        onLoop(rig, () -> passedOn.set(rig.connection.passOn()));
        return passedOn.get();
    }

    /** It has ended so, and left neither a timer nor a watch. */
    private static void checkOver(EngineRig rig, String end) {
        assertThat(rig.end).isEqualTo(end);
        assertThat(rig.channel.isClosed()).as("channel closed").isTrue();
        assertThat(rig.channel.interest()).as("interest in a channel that is over").isZero();
        assertThat(rig.loop.untilNextTimer()).as("timer of a connection that is over").isEqualTo(Long.MAX_VALUE);
    }

    // ---- connecting -------------------------------------------------------------------------------------------------

    @Test
    void channelThatConnectsIsWaitedForAndThenShakesHands() {
        try (EngineRig rig = start(connectingRig(), true)) {
            assertThat(rig.told).isEmpty();
            assertThat(rig.channel.interest()).isEqualTo(Readiness.WRITE);
            rig.upon("connected", () -> assertThat(rig.channel.interest()).as("waited for once connected").isZero());

            rig.channel.establish();
            rig.loop.settle();
            assertThat(rig.told).containsExactly("connected", "arrived");
            assertThat(rig.written()).hasSize(SIGNATURE_AND_MAJOR);
            arrive(rig, THEIRS);
            assertThat(rig.told).containsExactly("connected", "arrived", "shaken", "ready");
        }
    }

    @Test
    void channelThatIsConnectedAtOnceIsNotWaitedFor() {
        try (EngineRig rig = rig()) {
            rig.channel.room(0); // nor would it say so
            start(rig, true);
            assertThat(rig.told).containsExactly("connected", "arrived");
        }
    }

    @Test
    void acceptedChannelHasNotConnected() {
        try (EngineRig rig = start(rig(), false)) {
            arrive(rig, THEIRS);
            assertThat(rig.told).containsExactly("arrived", "shaken", "ready");
        }
    }

    @Test
    void hostThatEndsItWhenItIsConnectedSaysNothingToThePeer() {
        try (EngineRig rig = connectingRig()) {
            rig.upon("connected", () -> rig.connection.finish(rig.loop.nowNs()));
            start(rig, true);
            rig.channel.establish();
            rig.loop.settle();
            checkOver(rig, "failed CONNECTION_LOST: closed by this side");
            assertThat(rig.written()).isEmpty();
            assertThat(rig.told).containsExactly("connected");
        }
    }

    @Test
    void channelThatFailsToConnectAtOnceIsTheEnd() {
        try (EngineRig rig = connectingRig()) {
            rig.channel.failConnecting(new IOException("connection refused"));
            start(rig, true);
            checkOver(rig, "failed CONNECTION_LOST: connection refused");
        }
    }

    @Test
    void channelThatFailsToConnectLaterIsTheEnd() {
        try (EngineRig rig = start(connectingRig(), true)) {
            rig.channel.failConnecting(new IOException("connection refused"));
            rig.loop.settle();
            checkOver(rig, "failed CONNECTION_LOST: connection refused");
        }
    }

    @Test
    void channelThatThrowsWhatItMayNotWhenItConnectsCostsOnlyItsConnection() {
        try (EngineRig rig = start(connectingRig(), true)) {
            rig.channel.failConnecting(new IllegalStateException("a defect, as this test wants it"));
            rig.loop.settle();
            checkOver(rig, "failed CONNECTION_LOST: closed for java.lang.IllegalStateException: "
                    + "a defect, as this test wants it");
        }
    }

    /** Assertions are what is told of defects that a test can see. */
    @Test
    void defectOfAChannelIsTold() {
        try (EngineRig rig = start(connectingRig(), true)) {
            rig.channel.failConnecting(new AssertionError("a defect, as this test wants it"));
            assertThatThrownBy(rig.loop::settle).isInstanceOf(AssertionError.class)
                    .hasMessage("a defect, as this test wants it");
        }
    }

    @Test
    void channelThatNeverConnectsIsGivenUpWhenItsTimeHasPassed() {
        try (EngineRig rig = start(connectingRig(), true)) {
            onLoop(rig, () -> rig.connection.establishBy(rig.loop.nowNs() + 100 * MS, "not connected in time"));
            pass(rig, 100 * MS - 1);
            assertThat(rig.end).isEmpty();
            pass(rig, 1);
            checkOver(rig, "failed TIMEOUT: not connected in time");
        }
    }

    // ---- the handshake ----------------------------------------------------------------------------------------------

    @Test
    void handshakeHasItsOwnTimeFromTheMomentOnWhenItBegins() {
        try (EngineRig rig = rig(Duration.ofMillis(200))) {
            rig.channel.unestablished();
            onLoop(rig, () -> rig.connection.establishBy(rig.loop.nowNs() + 100 * MS, "not connected in time"));
            start(rig, true);
            pass(rig, 99 * MS);
            rig.channel.establish();
            rig.loop.settle();

            pass(rig, 200 * MS - 1);
            assertThat(rig.end).isEmpty();
            pass(rig, 1);
            checkOver(rig, "failed TIMEOUT: no handshake within 200 ms");
        }
    }

    @Test
    void timeOfTheHandshakeIsOverWithIt() {
        try (EngineRig rig = rig().shake(new byte[0])) {
            assertThat(rig.loop.untilNextTimer()).as("timer of a handshake that is done").isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void endAskedForInTheHandshakeIsAtOnce() {
        try (EngineRig rig = start(rig(), false)) {
            arrive(rig, Arrays.copyOf(THEIRS, SIGNATURE_AND_MAJOR));
            onLoop(rig, () -> rig.connection.finish(Long.MAX_VALUE));
            checkOver(rig, "failed CONNECTION_LOST: closed by this side");
        }
    }

    @Test
    void nothingIsWaitedForWhileTheHostDecidesThoughALayerHoldsOurLastWords() {
        SocketOptions options = SocketOptions.defaults();
        try (EngineRig rig = EngineRig.layered(ConnectionSettings.of(SocketType.PAIR, options, false), 1000)) {
            rig.channel.room(ScriptedLayer.GREETING.length + Peer.GREETING);
            rig.upon("shaken", () -> assertThat(rig.channel.interest()).isZero());
            rig.shake(new byte[0]);
            assertThat(rig.written()).hasSize(Peer.GREETING);
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(Peer.hear(rig.written()).commands()).hasSize(1);
        }
    }

    // ---- a host that does not want it -------------------------------------------------------------------------------

    @Test
    void oneTooManyIsRefusedBeforeAWordIsSaid() {
        try (EngineRig rig = rig()) {
            rig.upon("arrived", () -> rig.connection.refuseForLimit("limit of 1 reached"));
            start(rig, false);
            checkOver(rig, "failed TOO_MANY_PENDING: limit of 1 reached");
            assertThat(rig.written()).isEmpty();
        }
    }

    @Test
    void peerThatIsRefusedForWhatItSaidHasNeverBeenReady() {
        try (EngineRig rig = rig()) {
            rig.upon("shaken", () -> rig.connection.refuse("it has a peer"));
            arrive(start(rig, false), THEIRS);
            checkOver(rig, "failed REFUSED: refused: it has a peer");
            assertThat(rig.told).containsExactly("arrived", "shaken");
        }
    }

    @Test
    void peerThatIsRefusedByThePatternIsNeitherReadNorWrittenTo() {
        try (EngineRig rig = rig()) {
            rig.upon("ready", () -> rig.connection.refuse("it has a peer"));
            arrive(start(rig, false), Peer.join(THEIRS, Peer.message(Peer.numbered(1, 20))));
            checkOver(rig, "REFUSED: refused: it has a peer");
            assertThat(rig.pipe.hasMessage()).as("what came behind its handshake").isFalse();
            assertThat(rig.writeState()).isEqualTo(WriteState.CLOSED);
        }
    }

    // ---- passing on -------------------------------------------------------------------------------------------------

    private static void checkPassedOn(EngineRig rig) {
        checkOver(rig, "passed on");
        assertThat(rig.channel.isPassedOn()).isTrue();
        assertThat(passOn(rig)).as("passed on again").isFalse();
    }

    private static void checkStays(EngineRig rig) {
        String before = rig.end;
        assertThat(passOn(rig)).isFalse();
        assertThat(rig.channel.isPassedOn()).isFalse();
        assertThat(rig.end).isEqualTo(before);
    }

    @Test
    void acceptedOneThatHasNotBegunIsPassedOn() {
        try (EngineRig rig = rig()) {
            assertThat(passOn(rig)).isTrue();
            checkPassedOn(rig);
        }
    }

    @Test
    void oneThatHasNotSaidWhomItMeansIsPassedOn() {
        try (EngineRig rig = rig()) {
            rig.channel.shaking(Readiness.READ);
            start(rig, false);
            assertThat(passOn(rig)).isTrue();
            checkPassedOn(rig);
            assertThat(rig.told).isEmpty();
        }
    }

    @Test
    void oneThatMeansSomebodyElseIsPassedOn() {
        try (EngineRig rig = rig()) {
            rig.channel.shaking(Connection.ELSEWHERE);
            start(rig, false);
            checkPassedOn(rig);
            assertThat(rig.told).isEmpty();
        }
    }

    @Test
    void oneThatIsConnectingIsNobodyElses() {
        try (EngineRig rig = start(connectingRig(), true)) {
            checkStays(rig);
            rig.channel.establish();
            rig.loop.settle();
            assertThat(rig.told).containsExactly("connected", "arrived");
        }
    }

    @Test
    void oneThatHasArrivedIsNobodyElses() {
        try (EngineRig rig = start(rig(), false)) {
            checkStays(rig);
            arrive(rig, THEIRS);
            assertThat(rig.readyCount).isEqualTo(1);
            checkStays(rig);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatIsOverIsNobodyElses(boolean begun) {
        try (EngineRig rig = rig()) {
            rig.channel.shaking(Readiness.READ);
            if (begun) {
                start(rig, false);
            }
            rig.connection.requestClose(DisconnectReason.LOCALLY_CLOSED);
            rig.loop.settle();
            checkStays(rig);
            checkOver(rig, "failed CONNECTION_LOST: closed by this side");
        }
    }
}

package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import zlink.api.SocketOptions;
import zlink.api.SocketType;
import zlink.engine.loop.SteppedLoop;
import zlink.engine.loop.Watch;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** However little a channel gives and takes at once, hands are shaken, and nothing behind is lost. */
class HandshakeExchangeTest {
    private static final ConnectionSettings PAIR =
            ConnectionSettings.of(SocketType.PAIR, SocketOptions.defaults(), false);
    private static final byte[] THEIRS = Peer.handshake("PAIR");
    private static final byte[] OURS = ours();
    private static final int SIGNATURE_AND_MAJOR = 11;
    private static final List<byte[]> BEHIND = Peer.numbered(1, 40);
    private static final byte[] REFUSED = Peer.handshake("SUB");
    private static final String REFUSAL = "a socket of type PAIR does not talk to one of type 'SUB'";

    /** As theirs, but for the signature's size of what a ZMTP 1.0 peer takes for a frame: a routing id of none. */
    private static byte[] ours() {
        byte[] bytes = Peer.handshake("PAIR");
        bytes[8] = 1;
        return bytes;
    }

    private static EngineRig started(EngineRig rig) {
        rig.loop.loop().submit(() -> rig.connection.start(false));
        rig.loop.settle();
        return rig;
    }

    private static EngineRig started(long room) {
        EngineRig rig = new EngineRig(PAIR, true);
        rig.channel.room(room);
        return started(rig);
    }

    private static void arrive(EngineRig rig, byte[] bytes) {
        rig.channel.arrive(bytes);
        rig.loop.settle();
    }

    private static void checkDone(EngineRig rig) {
        assertThat(rig.readyCount).as("ready").isEqualTo(1);
        rig.receive(1, true);
        assertThat(rig.received).containsExactly(Peer.digest(BEHIND));
        assertThat(rig.written()).isEqualTo(OURS);
    }

    @Test
    void signatureIsSaidBeforeThePeerSaysAnything() {
        try (EngineRig rig = started(Long.MAX_VALUE)) {
            assertThat(rig.written()).isEqualTo(Arrays.copyOf(OURS, SIGNATURE_AND_MAJOR));
            assertThat(rig.channel.interest()).isEqualTo(Readiness.READ);
        }
    }

    @Test
    void whereverThePeersBytesAreCutHandsAreShaken() {
        byte[] all = Peer.join(THEIRS, Peer.message(BEHIND));
        for (int cut = 1; cut < all.length; cut++) {
            try (EngineRig rig = started(Long.MAX_VALUE)) {
                arrive(rig, Arrays.copyOf(all, cut));
                assertThat(rig.readyCount).as("ready after %s bytes", cut).isEqualTo(cut < THEIRS.length ? 0 : 1);
                arrive(rig, Arrays.copyOfRange(all, cut, all.length));
                checkDone(rig);
            }
        }
    }

    @Test
    void byteByByteHandsAreShaken() {
        try (EngineRig rig = new EngineRig(PAIR, true)) {
            rig.channel.atMost(1, 1);
            rig.channel.arrive(Peer.join(THEIRS, Peer.message(BEHIND)));
            started(rig);
            checkDone(rig);
        }
    }

    /** What comes before our part is out waits in the channel, and is not asked for meanwhile. */
    @Test
    void whereverTheChannelTakesNoMoreTheRestFollowsWhenThereIsRoom() {
        for (int room = 0; room < OURS.length; room++) {
            try (EngineRig rig = started(room)) {
                assertThat(rig.channel.interest()).as("waited for with room for %s", room).isEqualTo(
                        room < SIGNATURE_AND_MAJOR ? Readiness.READ | Readiness.WRITE : Readiness.READ);
                arrive(rig, THEIRS);
                assertThat(rig.readyCount).as("ready with room for %s", room).isZero();
                assertThat(rig.channel.interest()).as("waited for, the peer done").isEqualTo(Readiness.WRITE);
                arrive(rig, Peer.message(BEHIND));
                assertThat(rig.written()).as("written").isEqualTo(Arrays.copyOf(OURS, room));

                rig.channel.room(Long.MAX_VALUE);
                rig.loop.settle();
                checkDone(rig);
            }
        }
    }

    @Test
    void roomIsNoLongerWaitedForWhenAllIsWritten() {
        try (EngineRig rig = started(3)) {
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(rig.written()).isEqualTo(Arrays.copyOf(OURS, SIGNATURE_AND_MAJOR));
            assertThat(rig.channel.interest()).isEqualTo(Readiness.READ);
        }
    }

    @Test
    void channelThatSeemedReadableAndIsNotIsNotAnEnd() {
        try (EngineRig rig = started(Long.MAX_VALUE)) {
            rig.loop.loop().submit(() -> rig.connection.ready(Readiness.READ));
            rig.loop.settle();
            assertThat(rig.end).isEmpty();
            arrive(rig, Peer.join(THEIRS, Peer.message(BEHIND)));
            checkDone(rig);
        }
    }

    @Test
    void peerThatEndsAnywhereInTheHandshakeIsSaidToHave() {
        for (int cut = 0; cut < THEIRS.length; cut++) {
            try (EngineRig rig = started(Long.MAX_VALUE)) {
                rig.channel.arrive(Arrays.copyOf(THEIRS, cut));
                rig.channel.end();
                rig.loop.settle();
                assertThat(rig.end).as("ended after %s bytes", cut)
                        .isEqualTo("failed CONNECTION_LOST: peer closed in the handshake");
            }
        }
    }

    @Test
    void refusedPeerIsToldWhyAsFarAsTheChannelTakesIt() {
        byte[] reason = Peer.join(new byte[] {(byte) REFUSAL.length()}, REFUSAL.getBytes(StandardCharsets.US_ASCII));
        byte[] told = Peer.join(OURS, Peer.command("ERROR", reason));
        for (int room = 0; room <= told.length; room++) {
            try (EngineRig rig = started(room)) {
                arrive(rig, REFUSED);
                assertThat(rig.end).as("with room for %s", room)
                        .isEqualTo("failed INCOMPATIBLE_SOCKET_TYPE: " + REFUSAL);
                assertThat(rig.written()).as("told").isEqualTo(Arrays.copyOf(told, room));
            }
        }
    }

    // ---- the transport's own part -----------------------------------------------------------------------------------

    @Test
    void transportThatShakesHandsTakesAsManyTurnsAsItNeeds() {
        try (EngineRig rig = EngineRig.layered(PAIR, 7)) {
            rig.channel.room(1);
            started(rig);
            assertThat(rig.channel.interest()).isEqualTo(Readiness.WRITE);
            rig.channel.room(Long.MAX_VALUE);
            rig.loop.settle();
            assertThat(rig.channel.interest()).isEqualTo(Readiness.READ);
            arrive(rig, Arrays.copyOf(ScriptedLayer.GREETING, 1));
            assertThat(rig.written()).as("ZMTP before the transport is done").isEmpty();
            assertThat(rig.connection.hasArrived()).isFalse();
            arrive(rig, Peer.join(Arrays.copyOfRange(ScriptedLayer.GREETING, 1, ScriptedLayer.GREETING.length), THEIRS,
                    Peer.message(BEHIND)));
            assertThat(rig.connection.hasArrived()).isTrue();
            checkDone(rig);
        }
    }

    @Test
    void transportThatFailsToShakeHandsIsTheReason() {
        try (EngineRig rig = started(EngineRig.layered(PAIR, 7))) {
            rig.channel.end();
            rig.loop.settle();
            assertThat(rig.end).isEqualTo("failed TRANSPORT: gone before it greeted");
        }
    }

    @Test
    void eachLookSaysHowFarTheTransportHasCome() throws Exception {
        SteppedLoop loop = new SteppedLoop();
        ScriptedChannel channel = new ScriptedChannel(true);
        Watch watch = loop.loop().watch(channel.readiness(), operations -> { });
        HandshakeExchange exchange = new HandshakeExchange(channel, watch, PAIR);

        channel.shaking(Readiness.READ | Readiness.WRITE);
        assertThat(exchange.advance(0, loop.loop().scratch())).isEqualTo(HandshakeExchange.Progress.GOING_ON);
        assertThat(channel.interest()).isEqualTo(Readiness.READ | Readiness.WRITE);
        channel.shaking(Connection.ELSEWHERE);
        assertThat(exchange.advance(0, loop.loop().scratch())).isEqualTo(HandshakeExchange.Progress.ELSEWHERE);
        channel.shaking(0);
        assertThat(exchange.advance(0, loop.loop().scratch())).isEqualTo(HandshakeExchange.Progress.ARRIVED);
        assertThat(channel.interest()).isZero();
        loop.close();
    }
}

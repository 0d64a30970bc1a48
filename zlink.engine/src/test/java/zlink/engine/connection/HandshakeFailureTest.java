package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import zlink.api.SocketOptions;
import zlink.api.SocketType;

/** Whoever reads why a handshake failed reads the first cause. */
class HandshakeFailureTest {

    private static EngineRig greeting() {
        EngineRig rig = new EngineRig(ConnectionSettings.of(SocketType.PAIR, SocketOptions.defaults(), false), true);
        rig.loop.loop().submit(() -> rig.connection.start(false));
        rig.loop.settle();
        return rig;
    }

    @Test
    void peerOfTheWrongTypeIsNamedAlsoIfItCannotBeAnswered() {
        try (EngineRig rig = greeting()) {
            rig.channel.failWriting(new IOException("broken pipe"));
            rig.channel.arrive(Peer.handshake("SUB"));
            rig.loop.settle();

            assertThat(rig.end).startsWith("failed INCOMPATIBLE_SOCKET_TYPE");
        }
    }

    @Test
    void writeThatFailsIsTheReasonWhereThePeerDidNothingWrong() {
        try (EngineRig rig = greeting()) {
            rig.channel.failWriting(new IOException("broken pipe"));
            rig.channel.arrive(Peer.handshake("PAIR"));
            rig.loop.settle();

            assertThat(rig.end).startsWith("failed CONNECTION_LOST").endsWith("broken pipe");
        }
    }
}

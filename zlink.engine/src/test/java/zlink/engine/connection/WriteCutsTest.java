package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.api.SocketOptions;
import zlink.api.SocketType;

/** A connection whose channel stops taking bytes at each place in turn. */
class WriteCutsTest {
    private static final int[] SIZES = {0, 1, 255, 256, 30};

    @ParameterizedTest(name = "layered {0}, gathering {1}")
    @CsvSource({"false, true", "false, false", "true, false"})
    void whereverAChannelStopsEverythingFollowsWhenThereIsRoom(boolean layered, boolean gathers) {
        ConnectionSettings settings = ConnectionSettings.of(SocketType.PAIR, SocketOptions.defaults(), false);
        int all = 0;
        for (int cut = 0; cut <= all; cut++) {
            try (EngineRig rig = (layered ? EngineRig.layered(settings, 100) : new EngineRig(settings, gathers))
                    .shake(new byte[0])) {
                int before = rig.channel.writtenBytes();
                rig.loop.advance(settings.batchDelayNs() + 1); // quiet: the sender writes at once
                rig.channel.room(cut);
                for (int i = 0; i < SIZES.length; i++) {
                    rig.send(i % 2 == 0 ? Peer.numbered(i, SIZES[i]) : List.of(new byte[SIZES[i]], new byte[i]));
                }
                rig.quiesce();
                assertThat(rig.channel.writtenBytes() - before).as("taken before the cut").isLessThanOrEqualTo(cut);
                rig.channel.room(Long.MAX_VALUE);
                rig.quiesce();

                assertThat(rig.heard()).as("messages, cut after %s bytes", cut)
                        .hasSize(SIZES.length).isEqualTo(rig.sent);
                all = rig.channel.writtenBytes() - before;
            }
        }
        assertThat(all).as("bytes that were cut").isGreaterThan(500);
    }
}

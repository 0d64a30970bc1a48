package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.SocketOptions;
import zlink.api.SocketType;

/** What random schedules meet only now and then: the loop has its turn in each gap of one write, in turn. */
class LoopTurnGapsTest {
    private static final int GAPS = 60; // more than there are
    private static final int SIZE = 200;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverAChannelTakesAtOnceTheRestFollowsWhenThereIsRoom(boolean layered) {
        ConnectionSettings settings = ConnectionSettings.of(SocketType.PAIR, SocketOptions.defaults(), false);
        for (int gap = 0; gap < GAPS; gap++) {
            try (EngineRig rig = (layered ? EngineRig.layered(settings, SIZE) : new EngineRig(settings, true))
                    .shake(new byte[0])) {
                rig.loop.advance(settings.batchDelayNs() + 1); // quiet: the sender writes at once
                rig.channel.room(SIZE / 2);
                rig.during(inGap(gap, rig::turn));
                rig.send(List.of(new byte[SIZE]));
                rig.alone();
                rig.quiesce();
                rig.channel.room(Long.MAX_VALUE);
                rig.quiesce();
                assertThat(rig.heard()).as("messages, with a turn in gap %s", gap).hasSize(1);
            }
        }
    }

    /** Nothing in so many gaps, and then something in the next. */
    private static List<Runnable> inGap(int gap, Runnable action) {
        List<Runnable> actions = new ArrayList<>(Collections.nCopies(gap, () -> { }));
        actions.add(action);
        return actions;
    }
}

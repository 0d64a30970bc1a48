package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.engine.connection.ReadState.ARMED;
import static zlink.engine.connection.ReadState.CLOSED;
import static zlink.engine.connection.ReadState.LENT;
import static zlink.engine.connection.ReadState.READING;
import static zlink.engine.connection.ReadState.STOPPED;

import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;

/** All pairs: a proof, not a sample. */
class ReadStateTest {
    private static final Map<ReadState, Set<ReadState>> TABLE = Map.of(
            ARMED, Set.of(READING, CLOSED),
            LENT, Set.of(READING, ARMED, CLOSED),
            STOPPED, Set.of(READING, CLOSED),
            READING, Set.of(ARMED, LENT, STOPPED, CLOSED),
            CLOSED, Set.of());

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void everyPairIsAsTheTableSays(@ForAll ReadState before, @ForAll ReadState next) {
        assertThat(before.mayBecome(next)).isEqualTo(TABLE.get(before).contains(next));
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void onlyTheReaderStopsOrLends(@ForAll ReadState before) {
        assertThat(before.mayBecome(STOPPED) || before.mayBecome(LENT)).isEqualTo(before == READING);
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void nobodyArmsAFullQueueWithoutReading(@ForAll ReadState before) {
        assertThat(before.mayBecome(ARMED)).isEqualTo(before == READING || before == LENT);
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void nothingFollowsTheEnd(@ForAll ReadState next) {
        assertThat(CLOSED.mayBecome(next)).isFalse();
    }
}

package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.engine.connection.WriteState.BLOCKED;
import static zlink.engine.connection.WriteState.CLOSED;
import static zlink.engine.connection.WriteState.IDLE;
import static zlink.engine.connection.WriteState.UNREADY;
import static zlink.engine.connection.WriteState.WRITING;
import static zlink.engine.connection.WriteState.WRITING_MORE;

import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;

/** All pairs: a proof, not a sample. */
class WriteStateTest {
    private static final Map<WriteState, Set<WriteState>> TABLE = Map.of(
            UNREADY, Set.of(WRITING, CLOSED),
            IDLE, Set.of(WRITING, CLOSED),
            WRITING, Set.of(WRITING_MORE, IDLE, BLOCKED, CLOSED),
            WRITING_MORE, Set.of(WRITING, BLOCKED, CLOSED),
            BLOCKED, Set.of(WRITING, CLOSED),
            CLOSED, Set.of());

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void everyPairIsAsTheTableSays(@ForAll WriteState before, @ForAll WriteState next) {
        assertThat(before.mayBecome(next)).isEqualTo(TABLE.get(before).contains(next));
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void whoWasAskedForMoreLooksAgainBeforeItIsIdle(@ForAll WriteState before) {
        assertThat(before.mayBecome(IDLE)).isEqualTo(before == WRITING);
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void nothingIsWrittenBeforeTheHandshakeIsDone(@ForAll WriteState before) {
        assertThat(before.mayBecome(UNREADY)).isFalse();
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void nothingFollowsTheEnd(@ForAll WriteState next) {
        assertThat(CLOSED.mayBecome(next)).isFalse();
    }
}

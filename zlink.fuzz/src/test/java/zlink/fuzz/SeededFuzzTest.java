package zlink.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every decoder stands a few thousand inputs that begin as valid conversations. */
@Timeout(60)
class SeededFuzzTest {
    private static final long SEED = 20;

    @ParameterizedTest
    @EnumSource
    void validConversationsAreNoFinding(Target target) {
        target.seeds().forEach(seed -> Seeded.one(target, seed));
        Seeded.one(target, new byte[0]);
    }

    @ParameterizedTest
    @EnumSource
    void whatBreaksOffIsNoFinding(Target target) {
        byte[] whole = target.seeds().get(0);
        for (int size = 0; size < whole.length; size += 1 + whole.length / 100) {
            Seeded.one(target, Arrays.copyOf(whole, size));
        }
    }

    @ParameterizedTest
    @EnumSource
    void mutationsAreNoFinding(Target target) {
        Mutations mutations = new Mutations(target.seeds(), SEED);
        for (int i = 0; i < target.triesInTheSuite(); i++) {
            Seeded.one(target, mutations.next());
        }
    }

    @Test
    void mutationsOfOneSeedAreTheSame() {
        Mutations one = new Mutations(Target.FRAMES.seeds(), SEED);
        Mutations other = new Mutations(Target.FRAMES.seeds(), SEED);
        for (int i = 0; i < 100; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    @Test
    void whatIsNotTheSameInOtherPiecesIsFound() {
        assertThatThrownBy(() -> Property.holds(new byte[10], (stream, pieces) -> "" + pieces.next()))
                .isInstanceOf(AssertionError.class).hasMessageContaining("byte by byte");
    }

    @Test
    void memoryForWhatWasOnlyAnnouncedIsFound() {
        assertThatThrownBy(() -> Property.holds(new byte[10], (stream, pieces) -> "" + new byte[5 << 20].length))
                .isInstanceOf(AssertionError.class).hasMessageContaining("bytes allocated for 10");
    }
}

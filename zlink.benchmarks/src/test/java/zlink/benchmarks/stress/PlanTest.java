package zlink.benchmarks.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.program.WrongArgumentException;
import zlink.benchmarks.scenario.Transport;

class PlanTest {

    @Test
    void theMatrixHasEveryCombinationOnce() {
        List<Case> cases = new Plan(Options.defaults()).matrix(1);

        assertThat(cases).doesNotHaveDuplicates();
        List<StreamCase> streams = cases.stream().filter(StreamCase.class::isInstance).map(StreamCase.class::cast)
                .toList();
        assertThat(streams.stream().filter(stream -> stream.consumer() == Consumer.STEADY
                && !stream.hardship().smallBuffers())).hasSize(6 * 3 * 2 * 3 * 5 * 2);
        assertThat(streams.stream().map(StreamCase::consumer).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Consumer.class));
        assertThat(streams.stream().filter(stream -> stream.hardship().smallBuffers())
                .map(stream -> stream.hardship().transport()).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Transport.IPC, Transport.TCP));
    }

    @Test
    void kindsAreChosen() throws WrongArgumentException {
        assertThat(new Plan(CommandLine.parse("--kind", "churn")).matrix(1)).hasSize(6)
                .allMatch(next -> next.kind() == Case.Kind.CHURN);
    }

    @Test
    void whatIsDrawnDependsOnSeedAndNumberOnly() throws WrongArgumentException {
        List<Case> drawn = drawn(new Plan(CommandLine.parse("--seed", "3")));

        assertThat(drawn(new Plan(CommandLine.parse("--seed", "3")))).isEqualTo(drawn);
        assertThat(drawn(new Plan(CommandLine.parse("--seed", "4")))).isNotEqualTo(drawn);
        assertThat(drawn.stream().map(Case::kind).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Case.Kind.class));
    }

    @Test
    void throughSmallBuffersOnlyAsManyAreDrawnAsTheyTakeInTime() {
        Plan plan = new Plan(Options.defaults());

        assertThat(IntStream.rangeClosed(1, 2_000).mapToObj(plan::drawn).filter(StreamCase.class::isInstance)
                .map(StreamCase.class::cast).filter(stream -> stream.hardship().smallBuffers()))
                .hasSizeGreaterThan(100).allMatch(stream -> stream.count() <= 10_000);
    }

    private static List<Case> drawn(Plan plan) {
        return IntStream.rangeClosed(1, 100).mapToObj(plan::drawn).toList();
    }
}

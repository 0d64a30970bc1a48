package zlink.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Study SLOW = new SlowStudy(64);

    /** The machine became ten times slower with each round; what one is to the other did not. */
    @Test
    void ratiosAreOfTheSameRound() {
        Findings findings = new SampleGrowth().with(SLOW, "a", Quantity.DELIVERED, 500, 40, 7)
                .with(SLOW, "b", Quantity.DELIVERED, 100, 10, 1).findings();

        assertThat(findings.median(SLOW, "a", Quantity.DELIVERED)).hasValue(40);
        assertThat(findings.ratio(SLOW, Quantity.DELIVERED, "a", "b")).hasValueSatisfying(ratio -> {
            assertThat(ratio.median()).isCloseTo(5, within(1e-9));
            assertThat(ratio.least()).isCloseTo(4, within(1e-9));
            assertThat(ratio.most()).isCloseTo(7, within(1e-9));
        });
    }

    @Test
    void roundsInWhichOneIsMissingOrNothingHaveNoRatio() {
        Findings findings = new SampleGrowth().with(SLOW, "a", Quantity.CPU, 6, 8, 100)
                .with(SLOW, "b", Quantity.CPU, 0, 2).findings();

        assertThat(findings.ratio(SLOW, Quantity.CPU, "a", "b")).hasValueSatisfying(ratio -> {
            assertThat(ratio.median()).isEqualTo(4);
            assertThat(ratio.rounds()).isEqualTo(1);
        });
        assertThat(findings.ratio(SLOW, Quantity.CPU, "a", "c")).isEmpty();
    }

    @Test
    void otherStudiesAndQuantitiesAreApart() {
        Findings findings = new SampleGrowth().with(SLOW, "a", Quantity.CPU, 1)
                .with(new SlowStudy(1_024), "a", Quantity.CPU, 2).with(SLOW, "a", Quantity.DELIVERED, 3).findings();

        assertThat(findings.median(new SlowStudy(64), "a", Quantity.CPU)).hasValue(1);
        assertThat(findings.studies()).containsExactly(SLOW, new SlowStudy(1_024));
    }

    @Test
    void aValueIsHeldAgainstItsTargetAndSoIsARatio() {
        GrowthReport report = SampleGrowth.report();

        assertThat(report.findings().answers(SampleGrowth.IDLE)).extracting(Answer::toString).containsExactly(
                "resident memory, idle connections: 40.0 MB (≤ 100: met by 60 %)",
                "throughput, one active among them: 2.00 M/s; ÷ the same alone 0.50 (≥ 0.8: missed by 38 %)");
        assertThat(report.targets()).isEqualTo("1 of 2 targets met");
    }

    @Test
    void whatIsBesideNothingIsNotShown() {
        assertThat(SampleGrowth.report().findings().answers(new FanOutStudy(1, 64))).isEmpty();
    }

    @Test
    void onlyTenThousandConnectionsHaveATargetForMemory() {
        assertThat(new IdleStudy(1_000).questions()).filteredOn(question -> question.target().isPresent())
                .extracting(Question::quantity).containsExactly(Quantity.THROUGHPUT);
    }

    @Test
    void eachRoundBeginsWithTheNextSubject() {
        assertThat(Bench.turns(List.of("a", "b", "c"), 1)).containsExactly("a", "b", "c");
        assertThat(Bench.turns(List.of("a", "b", "c"), 2)).containsExactly("b", "c", "a");
        assertThat(Bench.turns(List.of("a", "b", "c"), 4)).containsExactly("a", "b", "c");
    }
}

package zlink.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void linearBeginsAtZeroAndEndsAtARoundNumber() {
        Axis axis = Axis.linear(3_300_000);

        assertThat(axis.ticks()).containsExactly(0.0, 1e6, 2e6, 3e6, 4e6);
        assertThat(axis.position(0)).isZero();
        assertThat(axis.position(2e6)).isEqualTo(0.5);
        assertThat(axis.position(4e6)).isEqualTo(1);
    }

    @Test
    void logarithmicHoldsAllNumbersAndLittleElse() {
        Axis axis = Axis.logarithmic(1_300, 40_000);

        assertThat(axis.ticks()).containsExactly(1e3, 2e3, 5e3, 1e4, 2e4, 5e4);
        assertThat(axis.position(1e3)).isZero();
        assertThat(axis.position(5e4)).isCloseTo(1, within(1e-9));
        assertThat(axis.position(1e4) - axis.position(5e3)).isCloseTo(axis.position(2e3), within(1e-9));
    }

    @Test
    void logarithmicLabelsOnlyDecadesIfThereAreMany() {
        assertThat(Axis.logarithmic(1_300, 90_000_000).ticks()).containsExactly(1e3, 1e4, 1e5, 1e6, 1e7, 1e8);
    }

    @Test
    void oneNumberAloneHasAnAxisToo() {
        assertThat(Axis.logarithmic(1_000, 1_000).ticks()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(Axis.linear(0).ticks()).hasSizeGreaterThanOrEqualTo(2);
    }
}

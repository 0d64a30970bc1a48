package zlink.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void showThreeDigits() {
        assertThat(Figures.rate(12_345_678)).isEqualTo("12.3 M");
        assertThat(Figures.rate(345_678)).isEqualTo("346 k");
        assertThat(Figures.rate(5)).isEqualTo("5.00");
        assertThat(Figures.micros(9_994)).isEqualTo("9.99");
        assertThat(Figures.micros(9_996)).isEqualTo("10.0");
        assertThat(Figures.micros(99_960)).isEqualTo("100");
        assertThat(Figures.count(1_234_567)).isEqualTo("1 234 567");
    }

    @Test
    void ticksKeepTheirZerosBeforeThePointOnly() {
        assertThat(Figures.microsTick(100_000)).isEqualTo("100 µs");
        assertThat(Figures.microsTick(500)).isEqualTo("0.5 µs");
        assertThat(Figures.rateTick(2_500_000)).isEqualTo("2.5 M");
        assertThat(Figures.rateTick(0)).isEqualTo("0");
    }
}

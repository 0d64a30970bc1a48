package zlink.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellTest {

    @Test
    void saysItsSizeInTheLargestWholeUnit() {
        assertThat(Cell.size(64)).isEqualTo("64 B");
        assertThat(Cell.size(1_024)).isEqualTo("1 KiB");
        assertThat(Cell.size(1_500)).isEqualTo("1500 B");
        assertThat(Cell.size(3 << 20)).isEqualTo("3 MiB");
        assertThat(Cell.size((1 << 20) + 1_024)).isEqualTo("1025 KiB");
    }
}

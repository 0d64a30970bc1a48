package zlink.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void areTheTimesAtTheirRanks() {
        long[] times = LongStream.rangeClosed(1, 1_000).map(i -> 1_001 - i).toArray();

        assertThat(Percentiles.of(times)).isEqualTo(new Percentiles(500, 990, 999, 1_000));
    }

    @Test
    void areAlwaysTimesThatWereMeasured() {
        assertThat(Percentiles.of(new long[] {8})).isEqualTo(new Percentiles(8, 8, 8, 8));
        assertThat(Percentiles.of(new long[] {20, 8})).isEqualTo(new Percentiles(8, 20, 20, 20));
    }
}

package zlink.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void isHalfOfTheRoundTripAtItsRank() {
        long[] roundTrips = LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 20).toArray();

        assertThat(Latency.ofRoundTrips(roundTrips)).isEqualTo(new Latency(500, 990));
    }

    @Test
    void isAlwaysOneThatWasMeasured() {
        assertThat(Latency.ofRoundTrips(new long[] {8})).isEqualTo(new Latency(4, 4));
        assertThat(Latency.ofRoundTrips(new long[] {8, 20})).isEqualTo(new Latency(4, 10));
    }
}

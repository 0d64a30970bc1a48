package zlink.benchmarks.ratio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.measure.Outcome.Allocated;
import zlink.benchmarks.measure.Percentiles;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

class SamplesTest {
    private static final Setup SETUP = new Setup(new Cell(Pattern.PAIR, Transport.TCP, 64), 1, 1_000);

    private final Samples samples = new Samples();

    /** The machine became ten times slower with each round; what zlink is to libzmq did not. */
    @Test
    void ratiosAreOfTheSameRound() {
        add(Peer.ZLINK, 1, 500_000);
        add(Peer.LIBZMQ, 1, 100_000);
        add(Peer.LIBZMQ, 2, 10_000);
        add(Peer.ZLINK, 2, 40_000);
        add(Peer.ZLINK, 3, 7_000);
        add(Peer.LIBZMQ, 3, 1_000);

        assertThat(samples.ratio(SETUP, Task.THROUGHPUT, Metric.THROUGHPUT, Peer.ZLINK, Peer.LIBZMQ))
                .hasValueSatisfying(ratio -> {
                    assertThat(ratio.median()).isCloseTo(5, within(1e-9));
                    assertThat(ratio.least()).isCloseTo(4, within(1e-9));
                    assertThat(ratio.most()).isCloseTo(7, within(1e-9));
                    assertThat(ratio.rounds()).isEqualTo(3);
                });
        assertThat(samples.median(SETUP, Task.THROUGHPUT, Peer.ZLINK, Metric.THROUGHPUT)).hasValue(40_000);
    }

    @Test
    void aRoundThatOneOfThemMissesHasNoRatio() {
        add(Peer.ZLINK, 1, 100);
        add(Peer.LIBZMQ, 1, 50);
        add(Peer.ZLINK, 2, 900);

        assertThat(samples.ratio(SETUP, Task.THROUGHPUT, Metric.THROUGHPUT, Peer.ZLINK, Peer.LIBZMQ))
                .hasValueSatisfying(ratio -> {
                    assertThat(ratio.rounds()).isEqualTo(1);
                    assertThat(ratio.median()).isCloseTo(2, within(1e-9));
                });
        assertThat(samples.ratio(SETUP, Task.THROUGHPUT, Metric.THROUGHPUT, Peer.ZLINK, Peer.JEROMQ)).isEmpty();
    }

    @Test
    void whatIsUnknownOrNothingHasNoRatio() {
        add(Peer.ZLINK, 1, 100);
        add(Peer.LIBZMQ, 1, 50);

        assertThat(samples.ratio(SETUP, Task.THROUGHPUT, Metric.P50, Peer.ZLINK, Peer.LIBZMQ)).isEmpty();
        assertThat(samples.ratio(SETUP, Task.THROUGHPUT, Metric.ALLOCATED, Peer.ZLINK, Peer.LIBZMQ)).isEmpty();
        assertThat(samples.ratio(SETUP, Task.THROUGHPUT, Metric.CPU, Peer.ZLINK, Peer.LIBZMQ))
                .hasValueSatisfying(ratio -> assertThat(ratio.median()).isEqualTo(1));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Ratio.of(4, 1, 3, 100)).hasValue(new Ratio(3.5, 1, 100, 4));
        assertThat(Ratio.of()).isEmpty();
    }

    @Test
    void faultsAreNotWhatIsJustNotThere() {
        samples.add(new Gap(SETUP, Task.ECHO, Peer.JEROMQ, "not there", false));
        samples.add(new Gap(SETUP, Task.ECHO, Peer.ZLINK, "lost", true));

        assertThat(samples.faults()).hasSize(1).first()
                .hasToString("PAIR tcp 64 B, HWM 1000, echo, zlink: lost");
        assertThat(samples.setups()).containsExactly(SETUP);
    }

    private void add(Peer peer, int round, int perSecond) {
        samples.add(new Sample(SETUP, Task.THROUGHPUT, peer, round, new Outcome(perSecond, 1_000_000_000,
                10L * perSecond, Outcome.UNKNOWN, Allocated.UNKNOWN, Outcome.UNKNOWN, Percentiles.UNKNOWN)));
    }
}

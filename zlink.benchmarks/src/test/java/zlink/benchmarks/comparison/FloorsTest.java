package zlink.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.measure.Percentiles;
import zlink.benchmarks.ratio.Sample;
import zlink.benchmarks.ratio.Samples;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

class FloorsTest {
    private final Samples samples = new Samples();

    private void add(Transport transport, Peer peer, int perSecond) {
        Setup setup = new Setup(new Cell(Pattern.PAIR, transport, 64), 1, 1_000);
        samples.add(new Sample(setup, Task.THROUGHPUT, peer, 1, new Outcome(perSecond, 1_000_000_000, 10L * perSecond,
                Outcome.UNKNOWN, Outcome.Allocated.UNKNOWN, Outcome.UNKNOWN, Percentiles.UNKNOWN)));
    }

    @Test
    void everySetupHasToReachEachFloor() {
        add(Transport.TCP, Peer.ZLINK, 200);
        add(Transport.TCP, Peer.JEROMQ, 100);
        add(Transport.IPC, Peer.ZLINK, 100);
        add(Transport.IPC, Peer.JEROMQ, 80);

        assertThat(Floors.missed(Map.of(Peer.JEROMQ, 1.25), samples)).isEmpty();
        assertThat(Floors.missed(Map.of(Peer.JEROMQ, 2.0), samples)).containsExactly(
                "BELOW THE FLOOR: PAIR ipc 64 B, HWM 1000: 1.25 times the throughput of jeromq, and not 2.0");
    }

    @Test
    void whoIsNotThereHasNoFloor() {
        add(Transport.TCP, Peer.ZLINK, 200);

        assertThat(Floors.missed(Map.of(), samples)).isEmpty();
        assertThat(Floors.missed(Map.of(Peer.JEROMQ, 0.1), samples))
                .containsExactly("BELOW THE FLOOR: PAIR tcp 64 B, HWM 1000: nothing to compare with jeromq");
    }
}

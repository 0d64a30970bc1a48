package zlink.benchmarks.ratio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "LIBZMQ, TCP, 64, ≥ 5", "LIBZMQ, IPC, 1024, ≥ 5", "LIBZMQ, TCP, 4096, ≥ 4", "LIBZMQ, TCP, 262144, ≥ 1.5",
        "LIBZMQ, INPROC, 64, ≥ 4", "LIBZMQ, INPROC, 16384, ≥ 3", "LIBZMQ, INPROC, 65536, ≥ 2",
        "JEROMQ, TCP, 32, ≥ 5", "JEROMQ, INPROC, 64, ≥ 2", "JEROMQ, INPROC, 4096, ≥ 1", "JEROMQ, INPROC, 65536, ≥ 0.8",
        "NIO, TCP, 64, ≥ 0.4", "NIO, IPC, 4096, ≥ 0.6", "NIO, TCP, 65536, ≥ 0.8"
    })
    void throughput(Peer peer, Transport transport, int bytes, String target) {
        assertThat(Target.of(setup(transport, bytes), Task.THROUGHPUT, Metric.THROUGHPUT, peer)).map(Target::toString)
                .hasValue(target);
    }

    @ParameterizedTest
    @CsvSource({"64, ≤ 0.5, ≤ 0.3", "4096, ≤ 0.6, ≤ 0.5", "262144, ≤ 0.9, ≤ 0.8"})
    void latencyAndProcessorTime(int bytes, String latency, String cpu) {
        Setup setup = setup(Transport.TCP, bytes);

        assertThat(Target.of(setup, Task.ECHO, Metric.P50, Peer.LIBZMQ)).map(Target::toString).hasValue(latency);
        assertThat(Target.of(setup, Task.ECHO, Metric.P99, Peer.LIBZMQ)).map(Target::toString).hasValue(latency);
        assertThat(Target.of(setup, Task.THROUGHPUT, Metric.CPU, Peer.LIBZMQ)).map(Target::toString).hasValue(cpu);
    }

    @Test
    void notEverythingHasATarget() {
        assertThat(Target.of(setup(Transport.INPROC, 64), Task.ECHO, Metric.P50, Peer.LIBZMQ)).isEmpty();
        assertThat(Target.of(setup(Transport.TCP, 64), Task.ECHO, Metric.P50, Peer.JEROMQ)).isEmpty();
        assertThat(Target.of(setup(Transport.TCP, 64), Task.ECHO, Metric.P999, Peer.LIBZMQ)).isEmpty();
        assertThat(Target.of(setup(Transport.TCP, 64), Task.at(10), Metric.P50, Peer.LIBZMQ)).isEmpty();
        assertThat(Target.of(setup(Transport.TCP, 64), Task.THROUGHPUT, Metric.THROUGHPUT, Peer.ZLINK_OBJECT))
                .isEmpty();
    }

    @Test
    void saysByHowMuch() {
        assertThat(new Target(5, true).verdict(6)).isEqualTo("met by 20 %");
        assertThat(new Target(5, true).verdict(5)).isEqualTo("met by 0 %");
        assertThat(new Target(5, true).verdict(2)).isEqualTo("missed by 60 %");
        assertThat(new Target(0.5, false).verdict(0.4)).isEqualTo("met by 20 %");
        assertThat(new Target(0.5, false).verdict(1)).isEqualTo("missed by 100 %");
    }

    @Test
    void onlySomeMustNotAllocate() {
        assertThat(Target.allocatesNothing(Task.THROUGHPUT, Peer.ZLINK, 0.1)).isEqualTo(Optional.of(true));
        assertThat(Target.allocatesNothing(Task.THROUGHPUT, Peer.ZLINK_HANDLER, 8)).isEqualTo(Optional.of(false));
        assertThat(Target.allocatesNothing(Task.THROUGHPUT, Peer.ZLINK_OBJECT, 128)).isEmpty();
        assertThat(Target.allocatesNothing(Task.ECHO, Peer.ZLINK, 8)).isEmpty();
    }

    private static Setup setup(Transport transport, int bytes) {
        return new Setup(new Cell(Pattern.PAIR, transport, bytes), 1, 1_000);
    }
}

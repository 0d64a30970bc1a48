package zlink.benchmarks.report;

import java.util.List;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.measure.Outcome.Allocated;
import zlink.benchmarks.measure.Percentiles;
import zlink.benchmarks.ratio.Gap;
import zlink.benchmarks.ratio.Sample;
import zlink.benchmarks.ratio.Samples;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;
import zlink.benchmarks.scenario.Transport;

/** A comparison of made-up figures: zlink is six times as fast as libzmq over tcp, JeroMQ is not over ipc. */
final class SampleComparison {
    private SampleComparison() {
    }

    static ComparisonReport complete() {
        return new ComparisonReport(samples(), List.of(new Report.Setting("Java", "<17>")), true);
    }

    static ComparisonReport incomplete() {
        Samples samples = samples();
        samples.add(new Gap(setup(Transport.TCP, 64), Task.ECHO, Peer.JEROMQ, "message 1 is <missing>", true));
        return new ComparisonReport(samples, List.of(), false);
    }

    private static Samples samples() {
        Samples samples = new Samples();
        for (Transport transport : List.of(Transport.TCP, Transport.IPC)) {
            for (int bytes : new int[] {64, 1024}) {
                for (Task task : List.of(Task.THROUGHPUT, Task.ECHO)) {
                    for (Peer peer : List.of(Peer.ZLINK, Peer.LIBZMQ)) {
                        add(samples, setup(transport, bytes), task, peer);
                    }
                    samples.add(new Gap(setup(transport, bytes), task, Peer.JEROMQ, "no gcc", false));
                }
            }
        }
        return samples;
    }

    private static Setup setup(Transport transport, int bytes) {
        return new Setup(new Cell(Pattern.PAIR, transport, bytes), 1, 1_000);
    }

    private static void add(Samples samples, Setup setup, Task task, Peer peer) {
        int factor = peer == Peer.ZLINK ? 1 : setup.cell().transport() == Transport.TCP ? 6 : 2;
        for (int round = 1; round <= 3; round++) {
            long elapsedNs = 1_000_000L * factor * round;
            Allocated allocated = peer == Peer.ZLINK ? new Allocated(0, 100, 0) : Allocated.UNKNOWN;
            Percentiles latency = task.equals(Task.ECHO)
                    ? new Percentiles(1_000L * factor, 3_000L * factor, 5_000L * factor, 9_000L * factor)
                    : Percentiles.UNKNOWN;
            samples.add(new Sample(setup, task, peer, round,
                    new Outcome(10_000, elapsedNs, 2 * elapsedNs, peer == Peer.ZLINK ? 7 : Outcome.UNKNOWN, allocated,
                            50L << 20, latency)));
        }
    }
}

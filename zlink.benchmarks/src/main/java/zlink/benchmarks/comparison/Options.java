package zlink.benchmarks.comparison;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Task.Kind;
import zlink.benchmarks.scenario.Transport;

/**
 * What the command line asks for.
 *
 * @param patterns which
 * @param transports which
 * @param sizes bytes of each message
 * @param pairs how many pairs of sockets at once
 * @param limits high-water marks; 0 is none
 * @param peers who is measured
 * @param kinds what is measured
 * @param rates messages per second, where the rate is given
 * @param rounds how often everything is measured
 * @param run how long each measurement should take
 * @param warmUp how long everybody is warmed up at most
 * @param timeout how long a measurement may take
 * @param floors the least zlink's throughput should be, in times that of a peer
 * @param read files of figures to report on instead of measuring
 * @param directory where the results go
 * @param progress what is shown meanwhile
 */
record Options(List<Pattern> patterns, List<Transport> transports, List<Integer> sizes, List<Integer> pairs,
        List<Integer> limits, List<Peer> peers, List<Kind> kinds, List<Integer> rates, int rounds, Duration run,
        Duration warmUp, Duration timeout, Map<Peer, Double> floors, List<Path> read, Path directory,
        ProgressStyle progress) {
    static final List<Integer> SIZES = List.of(32, 64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10);
    static final List<Integer> ALL_PAIRS = List.of(1, 2, 4, 8);
    static final List<Integer> ALL_LIMITS = List.of(1_000, 0);

    /** What an empty command line asks for. */
    static Options defaults() {
        return new Options(List.of(Pattern.values()), Transport.SHARED, SIZES, List.of(1), List.of(1_000),
                List.of(Peer.values()), List.of(Kind.values()), List.of(10_000, 100_000, 1_000_000), 5,
                Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofSeconds(30), Map.of(), List.of(),
                Path.of("zlink.benchmarks", "target", "comparison"), ProgressStyle.LINES);
    }
}

package zlink.benchmarks.growth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import zlink.benchmarks.program.ProgressStyle;

/**
 * What the command line asks for.
 *
 * @param cases which
 * @param connections how many are idle
 * @param subscribers how many a publisher has
 * @param sizes bytes of a published message
 * @param sockets over how many connections are spread
 * @param spread how many connections are
 * @param rounds how often everything is measured
 * @param run how long each measurement should take
 * @param warmUp how long everything is warmed up
 * @param timeout how long anything may take
 * @param directory where the results go
 * @param progress what is shown meanwhile
 */
record Options(List<Case> cases, List<Integer> connections, List<Integer> subscribers, List<Integer> sizes,
        List<Integer> sockets, int spread, int rounds, Duration run, Duration warmUp, Duration timeout,
        Path directory, ProgressStyle progress) {

    /** What an empty command line asks for. */
    static Options defaults() {
        return new Options(List.of(Case.values()), List.of(1, 100, 1_000, 10_000), List.of(1, 10, 100),
                List.of(64, 1 << 10), List.of(1, 10, 1_000), 1_000, 5, Duration.ofSeconds(1), Duration.ofSeconds(3),
                Duration.ofSeconds(60), Path.of("zlink.benchmarks", "target", "growth"), ProgressStyle.LINES);
    }

    /** Everything to measure, in order. */
    List<Study> studies() {
        List<Study> studies = new ArrayList<>();
        for (Case kind : cases) {
            switch (kind) {
                case IDLE -> connections.forEach(count -> studies.add(new IdleStudy(count)));
                case FAN_OUT -> subscribers.forEach(count ->
                        sizes.forEach(bytes -> studies.add(new FanOutStudy(count, bytes))));
                case SLOW -> sizes.forEach(bytes -> studies.add(new SlowStudy(bytes)));
                case SOCKETS -> studies.add(new SocketsStudy(spread, sockets));
            }
        }
        return studies;
    }
}

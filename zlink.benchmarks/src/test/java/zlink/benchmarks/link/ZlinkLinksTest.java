package zlink.benchmarks.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.benchmarks.run.Run;
import zlink.benchmarks.run.Run.Kind;
import zlink.benchmarks.run.Runner;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

/** A taste of the demonstration, so that a link that cannot work is found by the tests. */
class ZlinkLinksTest {
    private static final Duration LIMIT = Duration.ofSeconds(40); // cold ciphers on a busy machine
    private static final SocketOptions BY_LOOP = SocketOptions.defaults().with(SocketOption.SPECULATIVE_READ, false)
            .with(SocketOption.SPECULATIVE_WRITE, false);

    @ParameterizedTest
    @MethodSource("cells")
    void carriesAStream(Cell cell) throws InterruptedException {
        assertComplete(SocketOptions.defaults(), new Run(cell, Kind.STREAM, 5_000, 1));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void carriesAStreamByTheLoopAlone(Cell cell) throws InterruptedException {
        assertComplete(BY_LOOP, new Run(cell, Kind.STREAM, 5_000, 1));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void carriesAnEcho(Cell cell) throws InterruptedException {
        assertComplete(SocketOptions.defaults(), new Run(cell, Kind.ECHO, 100, 1));
    }

    private static void assertComplete(SocketOptions options, Run run) throws InterruptedException {
        assertThat(new Runner(new ZlinkLinks(options), LIMIT).execute(run, received -> { }).failure())
                .as(run.toString()).isEmpty();
    }

    private static Stream<Cell> cells() {
        return Arrays.stream(Pattern.values()).flatMap(pattern -> Arrays.stream(Transport.values())
                .map(transport -> new Cell(pattern, transport, 64)));
    }
}

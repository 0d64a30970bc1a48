package zlink.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.link.MemoryLink;
import zlink.benchmarks.run.Run.Kind;
import zlink.benchmarks.run.RunResult.Failure;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

class RunnerTest {
    private static final Cell CELL = new Cell(Pattern.PAIR, Transport.TCP, 16);
    private static final Run STREAM = new Run(CELL, Kind.STREAM, 1_000, 1);
    private static final Run ECHO = new Run(CELL, Kind.ECHO, 100, 1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration SHORT_LIMIT = Duration.ofMillis(300);

    @Test
    void measuresAStream() throws InterruptedException {
        MemoryLink link = new MemoryLink();

        RunResult result = run(STREAM, link, LIMIT);

        assertThat(result.failure()).isEmpty();
        assertThat(result.messagesPerSecond()).isPositive();
        assertThat(result.latency()).isEmpty();
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void measuresAnEcho() throws InterruptedException {
        RunResult result = run(ECHO, new MemoryLink(), LIMIT);

        assertThat(result.failure()).isEmpty();
        assertThat(result.latency()).hasValueSatisfying(
                latency -> assertThat(latency.p50Ns()).isPositive().isLessThanOrEqualTo(latency.p99Ns()));
    }

    @Test
    void findsALostMessage() throws InterruptedException {
        RunResult result = run(STREAM, faultAt(500, body -> List.of()), LIMIT);

        assertThat(reason(result)).startsWith("far: message 500 is missing: number 501 came in its place");
    }

    @Test
    void findsARepeatedMessage() throws InterruptedException {
        RunResult result = run(STREAM, faultAt(500, body -> List.of(body, body)), LIMIT);

        assertThat(reason(result)).startsWith("far: message 500 came again or late, in the place of number 501");
    }

    @Test
    void findsARepeatedLastMessage() throws InterruptedException {
        MemoryLink link = faultAt(999, body -> List.of(body, body));

        RunResult result = run(STREAM, link, LIMIT);

        // the far thread may look before the near one has put the second; then nothing is wrong yet
        assertThat(result.isComplete() || reason(result).startsWith("far: a message of 16 bytes after the last one"))
                .isTrue();
    }

    @Test
    void findsACorruptMessage() throws InterruptedException {
        RunResult result = run(STREAM, faultAt(500, body -> {
            body[15]++;
            return List.of(body);
        }), LIMIT);

        assertThat(reason(result)).startsWith("far: message 500 is corrupt from byte 15 of 16 on");
    }

    @Test
    void findsACorruptQuestionOfAnEcho() throws InterruptedException {
        RunResult result = run(ECHO, faultAt(50, body -> {
            body[12]++;
            return List.of(body);
        }), LIMIT);

        assertThat(reason(result)).startsWith("far: message 50 is corrupt");
    }

    @Test
    void reportsAHangWithWhatThreadsAndSocketsDo() throws InterruptedException {
        MemoryLink link = faultAt(999, body -> List.of());

        RunResult result = run(STREAM, link, SHORT_LIMIT);

        assertThat(reason(result)).startsWith("not finished in time: far; ");
        assertThat(result.failure().map(Failure::evidence).orElseThrow()).contains("there 0, back 0")
                .contains("\"far\" TIMED_WAITING").contains("Stream.far");
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void leavesNoThreadOfAHungRunBehind() throws InterruptedException {
        RunResult result = run(STREAM, faultAt(999, body -> List.of()), SHORT_LIMIT);

        assertThat(result.failure().orElseThrow().evidence()).doesNotContain("neither closing nor interrupting");
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("far", "near");
    }

    @Test
    void reportsALinkThatCannotBeOpened() throws InterruptedException {
        RunResult result = new Runner(cell -> {
            throw new IllegalStateException("no room");
        }, LIMIT).execute(STREAM, received -> { });

        assertThat(reason(result)).startsWith("opener: java.lang.IllegalStateException: no room");
    }

    @Test
    void closesTheLinkWhenItIsStopped() {
        MemoryLink link = faultAt(999, body -> List.of());

        assertThatThrownBy(() -> new Runner(cell -> link, LIMIT).execute(STREAM, received -> {
            throw new CancellationException();
        })).isInstanceOf(CancellationException.class);
        assertThat(link.isClosed()).isTrue();
    }

    private static RunResult run(Run run, MemoryLink link, Duration limit) throws InterruptedException {
        return new Runner(cell -> link, limit).execute(run, received -> { });
    }

    private static String reason(RunResult result) {
        return result.failure().map(Failure::reason).orElse("complete");
    }

    private static MemoryLink faultAt(long number, Function<byte[], List<byte[]>> fault) {
        return new MemoryLink(body -> body.length == CELL.bytes() && Bodies.sequenceOf(body) == number
                ? fault.apply(body) : List.of(body));
    }
}

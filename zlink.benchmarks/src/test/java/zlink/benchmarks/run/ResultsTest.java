package zlink.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zlink.benchmarks.run.Run.Kind;
import zlink.benchmarks.run.RunResult.Failure;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

class ResultsTest {
    private static final Cell CELL = new Cell(Pattern.PAIR, Transport.TCP, 1_000);
    private static final List<Run> PLAN = List.of(stream(10, 1), stream(1_000, 1), echo(1), stream(10, 2),
            stream(1_000, 2), echo(2), stream(10, 3), stream(1_000, 3), echo(3));

    private final Results results = new Results(PLAN);

    @Test
    void throughputIsTheMedianOfTheRunsWithMostMessages() {
        results.add(took(1_000, PLAN.get(0)));
        results.add(took(1_000_000, PLAN.get(1)));
        results.add(took(9_000_000, PLAN.get(4)));
        results.add(took(2_000_000, PLAN.get(7)));

        CellResult cell = results.cells().get(0);
        assertThat(cell.messagesPerSecond()).hasValue(500_000);
        assertThat(cell.megabytesPerSecond()).hasValue(500);
    }

    @Test
    void latencyIsTheMedianOfEachPercentile() {
        results.add(echoed(PLAN.get(2), new Latency(10, 300)));
        results.add(echoed(PLAN.get(5), new Latency(30, 100)));
        results.add(echoed(PLAN.get(8), new Latency(20, 200)));

        assertThat(results.cells().get(0).latency()).hasValue(new Latency(20, 200));
    }

    @Test
    void aFailedRunCountsAsNotCompleteAndIsNotMeasured() {
        results.add(took(1_000_000, PLAN.get(1)));
        results.add(RunResult.failed(PLAN.get(4), new Failure("hung", "")));

        CellResult cell = results.cells().get(0);
        assertThat(cell.complete()).isEqualTo(1);
        assertThat(cell.planned()).isEqualTo(9);
        assertThat(cell.isComplete()).isFalse();
        assertThat(cell.messagesPerSecond()).hasValue(1_000_000);
        assertThat(results.failures()).hasSize(1);
        assertThat(results.missing()).isEqualTo(7);
        assertThat(results.isComplete()).isFalse();
    }

    @Test
    void aCellWithoutResultsIsListedToo() {
        assertThat(results.cells()).singleElement().satisfies(cell -> {
            assertThat(cell.messagesPerSecond()).isEmpty();
            assertThat(cell.latency()).isEmpty();
        });
    }

    private static Run stream(int messages, int round) {
        return new Run(CELL, Kind.STREAM, messages, round);
    }

    private static Run echo(int round) {
        return new Run(CELL, Kind.ECHO, 100, round);
    }

    private static RunResult took(long elapsedNs, Run run) {
        return RunResult.complete(run, new Measured(elapsedNs, Optional.empty()));
    }

    private static RunResult echoed(Run run, Latency latency) {
        return RunResult.complete(run, new Measured(1, Optional.of(latency)));
    }
}

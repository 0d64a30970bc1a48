package zlink.benchmarks.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import zlink.benchmarks.run.Latency;
import zlink.benchmarks.run.Results;
import zlink.benchmarks.run.Run;
import zlink.benchmarks.run.Run.Kind;
import zlink.benchmarks.run.RunResult;
import zlink.benchmarks.run.RunResult.Failure;
import zlink.benchmarks.scenario.Cell;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

/** A report of made-up results for all 36 cells. */
final class SampleReport {
    private static final Set<Pattern> PATTERNS = EnumSet.complementOf(EnumSet.of(Pattern.PUSHPULL));

    private SampleReport() {
    }

    /** Every run is complete. */
    static Report complete() {
        return of(plan());
    }

    /** One stream failed with text that must not be taken for HTML, and the last cell was not begun. */
    static Report incomplete() {
        List<Run> plan = plan();
        Results results = new Results(plan);
        Failure failure = new Failure("hung: <far> & \"near\"", "\"far\" WAITING\n    at a.B.<init>(B.java:1)\u0007");
        results.add(new RunResult(plan.get(0), 0, Optional.empty(), Optional.of(failure)));
        plan.subList(1, plan.size() - 2).forEach(run -> results.add(result(run)));
        return new Report(results, settings(), Duration.ofSeconds(61));
    }

    private static Report of(List<Run> plan) {
        Results results = new Results(plan);
        plan.forEach(run -> results.add(result(run)));
        return new Report(results, settings(), Duration.ofSeconds(61));
    }

    private static List<Report.Setting> settings() {
        return List.of(new Report.Setting("Java", "<17>"), new Report.Setting("rounds", "1"));
    }

    private static List<Run> plan() {
        List<Run> plan = new ArrayList<>();
        for (Pattern pattern : PATTERNS) {
            for (Transport transport : Transport.SHARED) {
                for (int bytes : new int[] {64, 1024}) {
                    Cell cell = new Cell(pattern, transport, bytes);
                    plan.add(new Run(cell, Kind.STREAM, 200_000, 1));
                    plan.add(new Run(cell, Kind.ECHO, 10_000, 1));
                }
            }
        }
        return plan;
    }

    /** Slower the further down in the table. */
    private static RunResult result(Run run) {
        Cell cell = run.cell();
        long factor = (1 + cell.pattern().ordinal()) * (1L + cell.transport().ordinal()) * (cell.bytes() == 64 ? 1 : 3);
        return run.kind() == Kind.STREAM
                ? new RunResult(run, 5_000_000 * factor, Optional.empty(), Optional.empty())
                : new RunResult(run, 1, Optional.of(new Latency(900 * factor, 2_100 * factor)), Optional.empty());
    }
}

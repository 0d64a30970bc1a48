package zlink.benchmarks.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import zlink.benchmarks.run.Run.Kind;
import zlink.benchmarks.scenario.Cell;

/** The results so far of all that was planned. For one thread at a time. */
public final class Results {
    private final List<Run> planned;
    private final List<RunResult> done = new ArrayList<>();

    /**
     * Begins without results.
     *
     * @param planned every run that should be done
     */
    public Results(Collection<Run> planned) {
        this.planned = List.copyOf(planned);
    }

    /** Adds the result of a planned run. */
    public void add(RunResult result) {
        done.add(result);
    }

    /** Every run that should be done. */
    public List<Run> planned() {
        return planned;
    }

    /** The result added last. */
    public RunResult last() {
        return done.get(done.size() - 1);
    }

    /** How many runs are complete. */
    public int complete() {
        return (int) done.stream().filter(RunResult::isComplete).count();
    }

    /** Whether all that was planned is. */
    public boolean isComplete() {
        return complete() == planned.size();
    }

    /** The runs that failed, in the order in which they did. */
    public List<RunResult> failures() {
        return done.stream().filter(result -> !result.isComplete()).toList();
    }

    /** How many runs have not been begun, or not been ended before the program was stopped. */
    public int missing() {
        return planned.size() - done.size();
    }

    /** The most messages a stream has: the number at which throughput is given. */
    public int mostMessages() {
        return planned.stream().filter(run -> run.kind() == Kind.STREAM).mapToInt(Run::messages).max().orElse(0);
    }

    /** A result for each cell, in the order in which they were planned. */
    public List<CellResult> cells() {
        return planned.stream().map(Run::cell).distinct().map(this::cell).toList();
    }

    private CellResult cell(Cell cell) {
        List<RunResult> complete = done.stream()
                .filter(result -> result.run().cell().equals(cell) && result.isComplete()).toList();
        List<RunResult> streams = complete.stream()
                .filter(result -> result.run().kind() == Kind.STREAM && result.run().messages() == mostMessages())
                .toList();
        List<Latency> echoes = complete.stream().flatMap(result -> result.latency().stream()).toList();
        return new CellResult(cell, complete.size(),
                (int) planned.stream().filter(run -> run.cell().equals(cell)).count(),
                streams.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(rate(streams)),
                echoes.isEmpty() ? Optional.empty() : Optional.of(latency(echoes)));
    }

    private static double rate(List<RunResult> streams) {
        long elapsedNs = median(streams, RunResult::elapsedNs);
        return streams.get(0).run().messages() * 1e9 / elapsedNs;
    }

    private static Latency latency(List<Latency> echoes) {
        return new Latency(median(echoes, Latency::p50Ns), median(echoes, Latency::p99Ns));
    }

    /** The one in the middle, or the mean of the two there. */
    private static <T> long median(List<T> of, ToLongFunction<T> value) {
        long[] sorted = of.stream().mapToLong(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}

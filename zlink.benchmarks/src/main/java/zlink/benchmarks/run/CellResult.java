package zlink.benchmarks.run;

import java.util.Optional;
import java.util.OptionalDouble;
import zlink.benchmarks.scenario.Cell;

/**
 * What the runs of a cell say together.
 *
 * @param cell which one
 * @param complete how many runs are complete
 * @param planned how many there should be
 * @param messagesPerSecond the median of the complete streams with most messages, if there is one
 * @param latency the medians of the complete echoes, if there is one
 */
public record CellResult(Cell cell, int complete, int planned, OptionalDouble messagesPerSecond,
        Optional<Latency> latency) {

    /** Whether every run is. */
    public boolean isComplete() {
        return complete == planned;
    }

    /** Megabytes of bodies per second: what the protocol adds is not counted. */
    public OptionalDouble megabytesPerSecond() {
        return messagesPerSecond.isPresent()
                ? OptionalDouble.of(messagesPerSecond.getAsDouble() * cell.bytes() / 1e6)
                : OptionalDouble.empty();
    }
}

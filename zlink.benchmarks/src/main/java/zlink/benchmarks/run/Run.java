package zlink.benchmarks.run;

import java.util.Locale;
import zlink.benchmarks.scenario.Cell;

/**
 * Something to do: messages through one link.
 *
 * @param cell what kind of link
 * @param kind what is measured
 * @param messages how many messages, or round trips, are measured
 * @param round which repetition, from 1
 */
public record Run(Cell cell, Kind kind, int messages, int round) {

    /** What is measured. */
    public enum Kind {
        /** One thread sends as fast as it can and one receives. */
        STREAM,
        /** One thread sends and waits for the answer of the other, again and again. */
        ECHO
    }

    /** What is done, without the cell and the round. */
    public String task() {
        return String.format(Locale.ROOT, "%,d ", messages).replace(',', ' ')
                + (kind == Kind.STREAM ? "messages" : "round trips");
    }

    @Override
    public String toString() {
        return cell + ", " + task() + ", round " + round;
    }
}

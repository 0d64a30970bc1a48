package zlink.benchmarks.growth;

import java.util.Map;
import zlink.benchmarks.worker.WorkerFailedException;

/** Something that takes part in a study, ready to be measured again and again. */
interface Subject {

    /** What it is, such as {@code alone}. */
    String name();

    /**
     * Sends messages through it and has every one of them checked.
     *
     * @param messages about how many
     */
    Taken perform(int messages) throws WorkerFailedException, InterruptedException;

    /**
     * What came of it.
     *
     * @param elapsedNs how long it took
     * @param values what was measured
     */
    record Taken(long elapsedNs, Map<Quantity, Double> values) { }
}

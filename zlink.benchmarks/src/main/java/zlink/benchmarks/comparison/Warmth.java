package zlink.benchmarks.comparison;

import java.time.Duration;
import zlink.benchmarks.measure.Outcome;

/**
 * Whether a worker is warm: it has worked for a while, and its compilers have come to rest.
 *
 * <p>Large messages are few, so it takes many seconds until what handles them has been compiled for good; what is
 * measured before that is measured beside a compiler, which takes a processor.
 */
final class Warmth {
    /** What has no compilers is warm by then; what has is not yet, mostly. */
    private static final long LEAST_NS = 1_000_000_000L;

    /** Compilers rest while they work for no more than this part of the time. */
    private static final double RESTING = 0.02;
    private static final long REST_NS = 1_000_000_000L;

    private final long mostNs;
    private long elapsedNs;
    private long workedNs;
    private long sinceCompiledNs; // work since the compilers did more than when at rest

    /** Of a worker that has not begun; it is warm at the latest after so long. */
    Warmth(Duration most) {
        this.mostNs = most.toNanos();
    }

    /** The worker has done something more. */
    void add(Outcome outcome) {
        // Time in which nothing was computed, since others had the processors, has warmed nothing up.
        long ns = Math.min(outcome.elapsedNs(), outcome.cpuNs());
        elapsedNs += outcome.elapsedNs();
        workedNs += ns;
        sinceCompiledNs = outcome.compiledNs() > RESTING * outcome.elapsedNs() ? 0 : sinceCompiledNs + ns;
    }

    /** Whether it may be measured. */
    boolean isEnough() {
        return workedNs >= Math.min(LEAST_NS, mostNs) && sinceCompiledNs >= Math.min(REST_NS, mostNs)
                || workedNs >= mostNs || elapsedNs >= 2 * mostNs;
    }
}

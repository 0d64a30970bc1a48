package zlink.benchmarks.run;

import java.util.Optional;

/**
 * What a trial found out.
 *
 * @param elapsedNs from before the first send until after the last receive, in nanoseconds
 * @param latency if it was an echo
 */
record Measured(long elapsedNs, Optional<Latency> latency) { }

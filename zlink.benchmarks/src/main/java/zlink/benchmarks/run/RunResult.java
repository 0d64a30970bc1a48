package zlink.benchmarks.run;

import java.util.Optional;

/**
 * What has become of a run.
 *
 * @param run which one
 * @param elapsedNs from before the first send until after the last receive, in nanoseconds; 0 if not complete
 * @param latency of an echo that is complete
 * @param failure why it is not complete, or empty if every message came, in order and unchanged
 */
public record RunResult(Run run, long elapsedNs, Optional<Latency> latency, Optional<Failure> failure) {

    /**
     * Why a run is not complete.
     *
     * @param reason in a line
     * @param evidence what the threads and sockets were doing, in many lines
     */
    public record Failure(String reason, String evidence) { }

    static RunResult complete(Run run, Measured measured) {
        return new RunResult(run, measured.elapsedNs(), measured.latency(), Optional.empty());
    }

    static RunResult failed(Run run, Failure failure) {
        return new RunResult(run, 0, Optional.empty(), Optional.of(failure));
    }

    /** Whether every message came, in order and unchanged. */
    public boolean isComplete() {
        return failure.isEmpty();
    }

    /** Messages per second; 0 if not complete. */
    public double messagesPerSecond() {
        return elapsedNs == 0 ? 0 : run.messages() * 1e9 / elapsedNs;
    }
}

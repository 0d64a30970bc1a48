package zlink.benchmarks.ratio;

import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;

/**
 * Something that has no figures.
 *
 * @param setup of which sockets
 * @param task what should have been measured
 * @param peer of whom
 * @param reason why there is nothing
 * @param isFault whether something went wrong, and it is not just that there is nothing to measure
 */
public record Gap(Setup setup, Task task, Peer peer, String reason, boolean isFault) {

    @Override
    public String toString() {
        return setup + ", " + task + ", " + peer + ": " + reason;
    }
}

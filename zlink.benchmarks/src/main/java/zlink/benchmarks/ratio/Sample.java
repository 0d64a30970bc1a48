package zlink.benchmarks.ratio;

import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.scenario.Peer;
import zlink.benchmarks.scenario.Setup;
import zlink.benchmarks.scenario.Task;

/**
 * One measurement.
 *
 * @param setup of which sockets
 * @param task what was measured
 * @param peer of whom
 * @param round in which round, from 1
 * @param outcome what was found
 */
public record Sample(Setup setup, Task task, Peer peer, int round, Outcome outcome) { }

/**
 * Runs messages through a link, checks each of them, and never waits for a run longer than it may take.
 *
 * <p>A {@link zlink.benchmarks.run.Runner} makes a {@link zlink.benchmarks.run.RunResult} of each
 * {@link zlink.benchmarks.run.Run}; {@link zlink.benchmarks.run.Results} make the cells of them.
 */
package zlink.benchmarks.run;

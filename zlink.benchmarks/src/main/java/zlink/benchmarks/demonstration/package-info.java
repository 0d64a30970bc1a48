/**
 * The demonstration: six patterns over three transports (and three more, if asked for) in two sizes, every message
 * checked, in one command.
 *
 * <p>{@code ./demonstrate} at the top of the project builds zlink and runs
 * {@link zlink.benchmarks.demonstration.Demonstration}; {@code ./demonstrate --help} lists what can be chosen.
 */
package zlink.benchmarks.demonstration;

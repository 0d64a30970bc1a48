/**
 * The stress: streams, crowds and coming and going, over every pattern and transport, through queues of one message and
 * without limits, every message checked; and the soak, which draws such cases by lot for as long as is asked.
 *
 * <p>{@code ./stress} at the top of the project builds zlink and runs {@link zlink.benchmarks.stress.Stress};
 * {@code ./stress --help} lists what can be chosen. A {@link zlink.benchmarks.stress.Case} is one thing it does.
 */
package zlink.benchmarks.stress;

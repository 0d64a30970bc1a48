/**
 * What grows: connections of one socket, subscribers of one publisher, sockets of one process, and a subscriber that
 * lags behind; each beside the same that is small or well, measured in turn in one run.
 *
 * <p>{@code ./growth} at the top of the project builds zlink and runs {@link zlink.benchmarks.growth.Growth};
 * {@code ./growth --help} lists what can be chosen. A {@link zlink.benchmarks.growth.Study} is one thing it does; the
 * processes that have the sockets are in {@code role}.
 */
package zlink.benchmarks.growth;

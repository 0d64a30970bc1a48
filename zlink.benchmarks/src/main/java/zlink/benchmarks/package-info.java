/**
 * JMH benchmarks and the comparison with libzmq and JeroMQ, side by side in one run, and the demonstration.
 *
 * <p>A plain class-path module: the first user of our {@code META-INF/services}. What is measured is in
 * {@code scenario}, how two ends are joined in {@code link}, how messages are run through them in {@code run}, how
 * results are shown in {@code report}; {@code demonstration} is the program that puts them together. Another library is
 * another {@link zlink.benchmarks.link.LinkOpener}.
 */
package zlink.benchmarks;

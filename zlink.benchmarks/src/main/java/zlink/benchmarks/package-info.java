/**
 * JMH benchmarks and the comparison with libzmq and JeroMQ, side by side in one run, and the demonstration.
 *
 * <p>A plain class-path module: the first user of our {@code META-INF/services}. What is measured is in
 * {@code scenario}, how two ends are joined in {@code link}, how messages are run through them in {@code run}, how
 * results are shown in {@code report}; {@code demonstration} is the program that puts them together.
 *
 * <p>{@code comparison} is the program that compares: it has {@code worker}s do what {@code measure} describes, one
 * process for each peer, and {@code ratio} says how they relate. Another library is another
 * {@link zlink.benchmarks.link.LinksOpener}; {@code jeromq}, {@code libzmq} and {@code nio} are those there are.
 *
 * <p>{@code growth} is the program that measures what becomes of sockets as connections, subscribers and sockets grow.
 *
 * <p>{@code micro} has the JMH benchmarks, of single parts.
 */
package zlink.benchmarks;

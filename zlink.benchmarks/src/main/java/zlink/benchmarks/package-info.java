/**
 * JMH benchmarks and the comparison with libzmq and JeroMQ, side by side in one run.
 *
 * <p>A plain class-path module: the first user of our {@code META-INF/services}.
 */
package zlink.benchmarks;

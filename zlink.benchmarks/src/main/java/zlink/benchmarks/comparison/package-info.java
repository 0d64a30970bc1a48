/**
 * {@link zlink.benchmarks.comparison.Comparison} measures zlink, JeroMQ, libzmq and plain channels in one run, each in
 * a process of its own and all of them in turn, and shows how they relate.
 */
package zlink.benchmarks.comparison;

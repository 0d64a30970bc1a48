/**
 * Micro-benchmarks of what a message passes through, each by itself: queue, codec, subscriptions, routing table, lock,
 * wake-up. {@code ./micro} runs them by JMH.
 *
 * <p>They show which part a change has made faster or slower; what users get out of it, {@code ./compare} measures. A
 * benchmark on the path of a message allocates nothing, and a test asserts it; time is never asserted. The public
 * classes of the engine and the patterns are used as they are: the class path does not ask what a module exports.
 */
package zlink.benchmarks.micro;

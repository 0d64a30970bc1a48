/**
 * Follows an {@link zlink.benchmarks.measure.Order} and makes an {@link zlink.benchmarks.measure.Outcome} of it:
 * messages through {@link zlink.benchmarks.measure.Lane lanes}, checked as they come, and what that has cost.
 */
package zlink.benchmarks.measure;

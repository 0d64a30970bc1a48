/**
 * What measurements say about each other: medians of the ratios of one round, and whether they reach their targets.
 */
package zlink.benchmarks.ratio;

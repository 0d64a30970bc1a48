/**
 * What is run: the patterns, the transports, the sizes, and the cells they make.
 */
package zlink.benchmarks.scenario;

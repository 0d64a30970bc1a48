/**
 * What is run: the patterns, the transports, the sizes and the cells they make, and the peers that are compared.
 */
package zlink.benchmarks.scenario;

/**
 * What a benchmark needs to be a program: its arguments, its progress, and Ctrl-C.
 */
package zlink.benchmarks.program;

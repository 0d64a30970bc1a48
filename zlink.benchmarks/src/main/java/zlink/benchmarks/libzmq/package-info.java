/**
 * libzmq, measured by a program in C that is compiled when it is needed.
 */
package zlink.benchmarks.libzmq;

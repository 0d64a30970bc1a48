/**
 * Links of JeroMQ's sockets.
 */
package zlink.benchmarks.jeromq;

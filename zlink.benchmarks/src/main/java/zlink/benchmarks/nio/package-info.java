/**
 * What channels do with the same bytes when nothing else is done: the limit for any library on top of them.
 */
package zlink.benchmarks.nio;

/**
 * What zlink takes from the process it runs in: processor time, memory, threads, file descriptors; and that it gives
 * them back.
 */
package zlink.tests.lifecycle;

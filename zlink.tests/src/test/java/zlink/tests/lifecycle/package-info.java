/**
 * What zlink takes from the process it runs in: processor time, threads, file descriptors; and that it gives them back.
 */
package zlink.tests.lifecycle;

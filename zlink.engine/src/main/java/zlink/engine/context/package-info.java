/**
 * A context: the I/O loops, the memory and the names its sockets share, and the end of them all.
 *
 * <p>Any thread. Depends on loops, queues and inproc; sockets depend on it.
 */
package zlink.engine.context;

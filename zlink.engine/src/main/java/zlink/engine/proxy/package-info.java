/**
 * Forwarding between two sockets.
 *
 * <p>Each proxy is one thread, which waits in a poller of its own and never inside a socket; whoever pauses, resumes or
 * stops it only leaves word and wakes it. Depends on {@code zlink.engine.poll}, on {@code zlink.engine.sync} and on
 * {@code zlink.engine.socket} for what a socket can be asked.
 */
package zlink.engine.proxy;

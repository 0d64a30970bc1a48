/**
 * Forwarding between two sockets.
 *
 * <p>Each proxy is one thread, which waits in a poller of its own and never inside a socket; whoever pauses, resumes or
 * stops it only leaves word and wakes it. Depends on {@code zlink.engine.poll} and on {@code zlink.engine.sync}.
 */
package zlink.engine.proxy;

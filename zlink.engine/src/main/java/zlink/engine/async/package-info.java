/**
 * Messages without a waiting thread: futures, and publishers whose demand is the peers' backpressure.
 *
 * <p>User code runs on the context's event threads only, or on the caller's where the result is there at once; sockets
 * call in on any thread, also under their locks, which therefore only start a task. Locks of this package come before
 * the socket's. Depends on {@code zlink.engine.poll} for what it receives from and on {@code zlink.engine.sync}.
 */
package zlink.engine.async;

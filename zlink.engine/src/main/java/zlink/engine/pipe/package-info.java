/**
 * Pipes: what a socket holds for each of its peers, whether the peer is in this process or behind a connection.
 *
 * <p>The outgoing side is guarded by the socket's send lock, the incoming side by its receive lock; the hand-over
 * between the two ends of a pipe is lock-free. Depends on the queues and locks only.
 */
package zlink.engine.pipe;

/**
 * One connection to one peer: its handshake, who reads it, who writes it, its heartbeat, its end.
 *
 * <p>Reading and writing happen on whatever thread holds the connection's read or write token; everything else on
 * its I/O loop. Depends on queues, pipes, loops and the ZMTP codec, not on sockets.
 */
package zlink.engine.connection;

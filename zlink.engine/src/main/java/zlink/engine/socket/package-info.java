/**
 * What all sockets have in common: sending and receiving with their ways to wait, endpoints, monitoring, closing.
 *
 * <p>Runs on the callers' threads under the socket's send or receive lock, and on I/O loops where peers come and go.
 * Lock order: receive lock, read token, send lock, write token; never backwards. Patterns implement
 * {@link zlink.engine.socket.Routing}.
 */
package zlink.engine.socket;

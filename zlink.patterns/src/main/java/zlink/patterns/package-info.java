/**
 * The socket types: for each a socket, which is what its users see, and a routing, which is how it chooses a peer to
 * send to and a message to receive.
 *
 * <p>Routings run on the callers' threads and on the I/O loops, always under the socket's send or receive lock: the
 * sections of {@link zlink.engine.socket.Routing} say which. Depends on {@code zlink.engine} and {@code zlink.api};
 * the structures that several types need are in {@code zlink.patterns.routing}.
 */
package zlink.patterns;

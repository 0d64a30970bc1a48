/**
 * ZMTP 3.1: the handshake of a connection and the commands of its traffic.
 *
 * <p>Pure functions and small state machines: no sockets, no threads, no clocks. A handshake is guarded by its
 * connection. Depends on {@code zlink.engine.mechanism}, {@code zlink.engine.queue} and {@code zlink.api}.
 *
 * <p>Source: RFC 37; where libzmq differs from it, libzmq 4.3.4.
 */
package zlink.engine.zmtp;

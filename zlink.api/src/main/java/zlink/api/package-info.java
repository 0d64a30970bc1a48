/**
 * What a program that uses zlink compiles against.
 *
 * <p>Values ({@link zlink.api.Message}, {@link zlink.api.Endpoint}, {@link zlink.api.RoutingId},
 * {@link zlink.api.SocketOptions}, {@link zlink.api.ContextOptions}) are immutable and made by static
 * factories. Nothing here takes or returns {@code null}, and a {@code null} argument throws
 * {@link java.lang.NullPointerException} at the call. Everything else that goes wrong throws one of the
 * {@link zlink.api.ZlinkException}s, all unchecked. Lengths of time are {@link java.time.Duration}s;
 * where waiting without end is possible, it is {@link zlink.api.SocketOption#FOREVER}.
 */
package zlink.api;

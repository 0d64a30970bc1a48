/**
 * {@code tcp://}: address syntax, name resolution, socket options and accept filters of TCP over IPv4 and IPv6.
 *
 * <p>Names are resolved inside {@code bind} and {@code connect} only, on their callers' threads; the streams
 * themselves come from {@code zlink.transport.channel}. Nothing here starts a thread.
 */
package zlink.transport.tcp;

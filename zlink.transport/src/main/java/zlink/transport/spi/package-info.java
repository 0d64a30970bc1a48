/**
 * What a transport implements: byte connections for one URI scheme.
 *
 * <p>The engine owns every thread: names are resolved on a resolver thread, everything else is called on an I/O loop
 * or on the application thread that binds or that holds the connection's read or write token.
 * Depends on {@code zlink.api} for endpoints and options only.
 */
package zlink.transport.spi;

/**
 * What every socket type shares: the context's innards, and the socket without its routing.
 *
 * <p>Runs on the caller's threads and on the I/O loops; depends on the packages below it, on {@code zlink.transport}
 * and on {@code zlink.api}.
 */
package zlink.engine;

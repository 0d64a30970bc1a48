/**
 * Finds the transport of an endpoint's scheme among the built-in ones and the plug-ins.
 *
 * <p>Starts no thread; depends on the SPI and on {@code zlink.api}.
 */
package zlink.transport;

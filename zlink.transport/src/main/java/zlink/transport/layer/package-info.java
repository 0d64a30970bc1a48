/**
 * What TLS and WebSockets have in common: connections and listeners laid over others, and buffers lent to them.
 *
 * <p>Starts no thread and waits for nothing; threads are those of the SPI's contract. Depends on the SPI and on
 * {@code zlink.api} for endpoints only; knows no protocol.
 */
package zlink.transport.layer;

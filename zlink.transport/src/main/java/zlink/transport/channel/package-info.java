/**
 * Byte streams over the JDK's socket channels: what tcp and ipc have in common.
 *
 * <p>Starts no thread and waits for nothing: every channel is non-blocking from its first operation on. Threads are
 * those of the SPI's contract. Depends on the SPI and on {@code zlink.api} for endpoints
 * and options; knows no address syntax.
 */
package zlink.transport.channel;

/**
 * Byte queues of encoded frames and the chunks they are made of.
 *
 * <p>A queue has one producer and one consumer at a time; whoever holds the producer's or the consumer's token (a
 * socket's lock, a connection's read or write token) may be on any thread. Depends on {@code zlink.api} only.
 */
package zlink.engine.queue;

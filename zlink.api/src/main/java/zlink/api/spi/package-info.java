/**
 * Where {@code zlink.api} meets what it does not depend on: the implementation, which
 * {@link zlink.api.Context#create} finds, and transports, which a program may hand to a context.
 *
 * <p>Called on the thread that creates the context; depends on {@code zlink.api} alone.
 */
package zlink.api.spi;

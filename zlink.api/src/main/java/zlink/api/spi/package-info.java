/**
 * What an implementation of zlink provides to {@link zlink.api.Context#create}; users never need it.
 *
 * <p>Called on the thread that creates the context; depends on {@code zlink.api} alone.
 */
package zlink.api.spi;

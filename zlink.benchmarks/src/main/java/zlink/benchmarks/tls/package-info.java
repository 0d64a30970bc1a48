/**
 * What TLS as a connection costs beside TLS as a bare engine: a program, {@link zlink.benchmarks.tls.TlsPump}.
 *
 * <p>One thread writes and one reads in either pump. Depends on {@code zlink.transport} alone.
 */
package zlink.benchmarks.tls;

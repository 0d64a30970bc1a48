/**
 * {@code tls://}: ZMTP over TLS 1.2 and 1.3, and TLS as a layer over any other connection, for {@code wss} above all.
 *
 * <p>The JDK's {@code SSLEngine} does the cryptography, on the threads of the SPI's contract: nothing here starts a
 * thread or waits. Keys and certificates are read inside {@code bind}, {@code connect} and {@code accept}. Depends on
 * the SPI, on {@code zlink.api} for endpoints and options, and on {@code zlink.transport.tcp} for the stream below
 * {@code tls://}.
 */
package zlink.transport.tls;

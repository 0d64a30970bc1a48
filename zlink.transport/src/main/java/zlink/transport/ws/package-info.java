/**
 * {@code ws://}: ZMTP over WebSockets, a layer over any other connection.
 *
 * <p>Towards the engine the layer is a byte stream of a peer that speaks ZMTP 3.0; towards the peer it speaks HTTP,
 * and then WebSocket messages of one frame of ZMTP each. Listeners of several paths share a port. Threads are those of
 * the SPI's contract; the input is the reader's, the output belongs to whoever holds its token. Depends on the SPI, on
 * {@code zlink.api} for options and endpoints, and on the provider of the connections below.
 *
 * <p>Source: ZWS 2.0 (RFC 45 of ZeroMQ), RFC 6455.
 */
package zlink.transport.ws;

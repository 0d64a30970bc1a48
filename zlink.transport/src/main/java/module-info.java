/**
 * The transport SPI, its lookup, and the built-in byte transports.
 *
 * @uses zlink.transport.spi.TransportProvider every provider installed next to us
 * @provides zlink.transport.spi.TransportProvider {@code ipc}, {@code tcp}, {@code tls}, {@code ws} and
 * {@code wss}
 */
@SuppressWarnings("module") // zlink.engine and zlink.tests are compiled after us
module zlink.transport {
    requires transitive zlink.api;
    // Keep-alive timing and peer credentials. Not "static": nothing else would resolve it on a module path.
    requires jdk.net;

    exports zlink.transport.spi;
    exports zlink.transport to zlink.engine, zlink.tests;

    uses zlink.transport.spi.TransportProvider;

    provides zlink.transport.spi.TransportProvider
            with zlink.transport.ipc.IpcTransport, zlink.transport.tcp.TcpTransport,
            zlink.transport.tls.TlsTransport, zlink.transport.ws.WsTransport, zlink.transport.ws.WssTransport;
}

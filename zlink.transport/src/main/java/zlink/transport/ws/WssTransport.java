package zlink.transport.ws;

import zlink.transport.tls.TlsTransport;

/** {@code wss://}: WebSockets over TLS. */
public final class WssTransport extends WebSocketTransport {

    public WssTransport() {
        super("wss", new TlsTransport());
    }
}

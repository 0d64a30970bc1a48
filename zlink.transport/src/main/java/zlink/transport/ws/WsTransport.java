package zlink.transport.ws;

import zlink.transport.tcp.TcpTransport;

/** {@code ws://}: WebSockets over tcp. */
public final class WsTransport extends WebSocketTransport {

    public WsTransport() {
        super("ws", new TcpTransport());
    }
}

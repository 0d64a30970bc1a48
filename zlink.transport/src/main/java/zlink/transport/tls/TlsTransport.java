package zlink.transport.tls;

import java.io.IOException;
import zlink.api.Endpoint;
import zlink.api.SocketOptions;
import zlink.transport.channel.ChannelFailure;
import zlink.transport.layer.LayerListener;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;
import zlink.transport.tcp.TcpTransport;

/**
 * {@code tls://}: TLS 1.2 and 1.3 over tcp, with the addresses and the options of tcp and those of TLS.
 *
 * <p>ZMTP's bytes are TLS's application data, from the first one on. Source: RFC 8446, RFC 5246; no other ZeroMQ has
 * this transport, but any TLS proxy in front of one speaks it.
 */
public final class TlsTransport implements TransportProvider {

    private final TcpTransport tcp = new TcpTransport();

    @Override
    public String scheme() {
        return "tls";
    }

    @Override
    public void check(Endpoint endpoint, Use use) {
        tcp.check(endpoint, use);
    }

    @Override
    public Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
        check(endpoint, Use.BIND);
        TlsServer server;
        try {
            server = TlsServer.of(options);
        } catch (IOException wrong) {
            throw ChannelFailure.naming("cannot bind to " + endpoint, wrong);
        }
        Listener listener = tcp.bind(endpoint, options);
        return new LayerListener(listener, listener.endpoint(), server::over);
    }

    /** Always: files are read. */
    @Override
    public boolean connectMayWait(Endpoint endpoint) {
        return true;
    }

    @Override
    public Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
        check(endpoint, Use.CONNECT);
        String target = endpoint.address().substring(endpoint.address().indexOf(';') + 1);
        int colon = target.lastIndexOf(':');
        TlsClient client;
        try {
            int port = Integer.parseInt(target.substring(colon + 1));
            client = TlsClient.of(target.substring(0, colon), port, options);
        } catch (IOException wrong) {
            throw ChannelFailure.naming("cannot connect to " + endpoint, wrong);
        }
        return client.over(tcp.connect(endpoint, options));
    }
}

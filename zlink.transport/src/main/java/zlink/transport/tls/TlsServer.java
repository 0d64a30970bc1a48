package zlink.transport.tls;

import java.io.IOException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;

/** The accepting side of TLS for one bound endpoint. For any thread. */
public final class TlsServer {

    private final SocketOptions options;
    private final TlsContext context;

    private TlsServer(SocketOptions options, TlsContext context) {
        this.options = options;
        this.context = context;
    }

    /**
     * Reads and checks a configuration, before anything is bound.
     *
     * @throws IOException naming the option and file, and what is wrong
     */
    public static TlsServer of(SocketOptions options) throws IOException {
        if (options.find(SocketOption.TLS_CONTEXT).isEmpty()
                && options.find(SocketOption.TLS_CERTIFICATE_FILE).isEmpty()
                && options.find(SocketOption.TLS_KEY_FILE).isEmpty()) {
            throw new IOException("no certificate: set TLS_CERTIFICATE_FILE and TLS_KEY_FILE, or TLS_CONTEXT");
        }
        TlsServer server = new TlsServer(options, TlsContext.fresh(options));
        server.engine(); // what it does not like is said now
        return server;
    }

    /**
     * Lays TLS over a connection that has been accepted.
     *
     * @return a connection that owns the one below
     */
    public Connection over(Connection below) throws IOException {
        return new TlsConnection(below, engine());
    }

    private SSLEngine engine() throws IOException {
        SSLEngine engine = context.current().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = TlsParameters.of(engine, options);
        parameters.setUseCipherSuitesOrder(true);
        switch (options.get(SocketOption.TLS_CLIENT_AUTHENTICATION)) {
            case NONE -> parameters.setWantClientAuth(false);
            case WANTED -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }
}

package zlink.transport.tls;

import java.io.IOException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;

/** The connecting side of TLS for one attempt to connect. One thread at a time. */
public final class TlsClient {

    private final SSLEngine engine;

    private TlsClient(SSLEngine engine) {
        this.engine = engine;
    }

    /**
     * Reads and checks a configuration, before anything is connected. What was read before for the same options is
     * used again unless the files have changed, and with it the sessions.
     *
     * @param host a name or an address, IPv6 with or without brackets: whose certificate is expected, unless
     *     {@link SocketOption#TLS_SERVER_NAME} says otherwise
     * @throws IOException naming the option and file, and what is wrong
     */
    public static TlsClient of(String host, int port, SocketOptions options) throws IOException {
        String name = plain(options.find(SocketOption.TLS_SERVER_NAME).orElse(host));
        return new TlsClient(engine(name, port, options, TlsContext.kept(options)));
    }

    /** As certificates have it: without brackets, without a zone, without a closing dot. */
    private static String plain(String host) {
        String open = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        int zone = open.indexOf('%');
        String address = zone < 0 ? open : open.substring(0, zone);
        return address.endsWith(".") ? address.substring(0, address.length() - 1) : address;
    }

    /**
     * Lays TLS over a connection that is being connected. Once only.
     *
     * @return a connection that owns the one below
     */
    public Connection over(Connection below) {
        return new TlsConnection(below, engine);
    }

    private static SSLEngine engine(String name, int port, SocketOptions options, TlsContext context)
            throws IOException {
        SSLEngine engine = context.current().createSSLEngine(name, port); // the key of the sessions to resume
        engine.setUseClientMode(true);
        SSLParameters parameters = TlsParameters.of(engine, options);
        if (options.get(SocketOption.TLS_HOST_NAME_VERIFICATION)) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!isAddress(name)) {
            try {
                parameters.setServerNames(List.of(new SNIHostName(name)));
            } catch (IllegalArgumentException noHostName) { // an underscore: nobody has a certificate for it
                parameters.setServerNames(List.of());
            }
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Addresses are not sent as names. Source: RFC 6066 section 3. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}

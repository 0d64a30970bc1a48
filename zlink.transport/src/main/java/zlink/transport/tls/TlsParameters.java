package zlink.transport.tls;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/** Puts a socket's options onto its engines, what both sides have in common. */
final class TlsParameters {

    private TlsParameters() {
    }

    /**
     * Protocols, cipher suites and application protocols.
     *
     * @throws IOException if the engine does not know one
     */
    static SSLParameters of(SSLEngine engine, SocketOptions options) throws IOException {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(options.get(SocketOption.TLS_PROTOCOLS).toArray(new String[0]));
        Optional<List<String>> suites = options.find(SocketOption.TLS_CIPHER_SUITES);
        if (suites.isPresent()) {
            checkSuites(suites.get(), List.of(engine.getSupportedCipherSuites()));
            parameters.setCipherSuites(suites.get().toArray(new String[0]));
        }
        parameters.setApplicationProtocols(
                options.get(SocketOption.TLS_APPLICATION_PROTOCOLS).toArray(new String[0]));
        return parameters;
    }

    private static void checkSuites(List<String> wanted, List<String> supported) throws IOException {
        List<String> unknown = wanted.stream().filter(suite -> !supported.contains(suite)).toList();
        if (!unknown.isEmpty()) {
            throw new IOException("TLS_CIPHER_SUITES: there is no " + String.join(", ", unknown) + " here, but "
                    + String.join(", ", supported));
        }
    }
}

package zlink.transport.tcp;

import java.util.Optional;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.transport.spi.TransportProvider.Use;

/**
 * The address of a tcp endpoint, parsed and checked but not resolved: {@code host:port} or, where connections
 * are to leave from a certain address, {@code source:port;host:port}.
 *
 * <p>Source: zmq_tcp(7).
 *
 * @param source where connections leave from, if it matters
 * @param target what to bind or connect to
 */
record TcpAddress(Optional<HostPort> source, HostPort target) {

    private static final String SYNTAX =
            "write host:port, with the host a name, an IPv4 address, or an IPv6 address in brackets";
    private static final int GREATEST_PORT = 65_535;

    /**
     * Half of an address.
     *
     * @param port 1 to 65535, or 0 for any port that is free
     */
    record HostPort(TcpHost host, int port) {
        @Override
        public String toString() {
            return host + ":" + (port == 0 ? "*" : port);
        }
    }

    /**
     * Reads the address of an endpoint.
     *
     * @throws InvalidEndpointException if it is malformed, or has a wildcard where only one address will do
     */
    static TcpAddress parse(Endpoint endpoint, Use use) {
        String text = endpoint.address();
        int semicolon = text.indexOf(';');
        if (semicolon < 0) {
            return new TcpAddress(Optional.empty(), half(endpoint, text, use));
        }
        if (use == Use.BIND) {
            throw invalid(endpoint, "a source address is for connect only");
        }
        HostPort source = half(endpoint, text.substring(0, semicolon), Use.BIND);
        return new TcpAddress(Optional.of(source), half(endpoint, text.substring(semicolon + 1), use));
    }

    private static HostPort half(Endpoint endpoint, String text, Use use) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || text.endsWith("]")) {
            throw invalid(endpoint, colon == 0 ? "no host; " + SYNTAX : "no port; " + SYNTAX);
        }
        String hostText = text.substring(0, colon);
        TcpHost host = TcpHost.parse(hostText)
                .orElseThrow(() -> invalid(endpoint, "'" + hostText + "' is no host; " + SYNTAX));
        int port = port(endpoint, text.substring(colon + 1));
        if (use == Use.CONNECT) {
            checkRemote(endpoint, host, port);
        }
        return new HostPort(host, port);
    }

    private static void checkRemote(Endpoint endpoint, TcpHost host, int port) {
        if (host instanceof TcpHost.Any || port == 0) {
            throw invalid(endpoint, "a wildcard can be bound, not connected to");
        }
        if (host instanceof TcpHost.Name name && name.endsInNumber()) {
            throw invalid(endpoint, "'" + host + "' is no IPv4 address and no host name");
        }
    }

    private static int port(Endpoint endpoint, String text) {
        if (text.equals("*")) {
            return 0;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > GREATEST_PORT) {
            throw invalid(endpoint, "'" + text + "' is no port; use 1 to 65535, or * to bind any that is free");
        }
        return Integer.parseInt(text);
    }

    private static InvalidEndpointException invalid(Endpoint endpoint, String reason) {
        return new InvalidEndpointException(endpoint + ": " + reason);
    }
}

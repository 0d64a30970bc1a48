package zlink.transport.tcp;

import java.util.Optional;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.transport.spi.TransportProvider.Use;

/**
 * The address of a tcp endpoint, parsed and checked but not resolved: {@code host:port}, to bind one of several ports
 * {@code host:first-last}, or, where connections are to leave from a certain address, {@code source:port;host:port}.
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
     * @param port 1 to 65535, or 0 for any port that is free; of several the first
     * @param lastPort the same again, or the last of several ports of which one is to be bound
     */
    record HostPort(TcpHost host, int port, int lastPort) {

        boolean isRange() {
            return port != lastPort;
        }

        @Override
        public String toString() {
            return host + ":" + (port == 0 ? "*" : port) + (isRange() ? "-" + lastPort : "");
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
        if (source.isRange()) {
            throw invalid(endpoint, "a source has one port, or * for any that is free; only bind takes a range");
        }
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
        HostPort half = ports(endpoint, host, text.substring(colon + 1));
        if (use == Use.CONNECT) {
            checkRemote(endpoint, half);
        }
        return half;
    }

    private static HostPort ports(Endpoint endpoint, TcpHost host, String text) {
        int dash = text.indexOf('-', 1);
        if (dash < 0) {
            int port = port(endpoint, text);
            return new HostPort(host, port, port);
        }
        int first = port(endpoint, text.substring(0, dash));
        int last = port(endpoint, text.substring(dash + 1));
        if (first == 0 || last < first) {
            throw invalid(endpoint, "'" + text + "' is no range of ports; write the lower one first, as in 5000-5100");
        }
        return new HostPort(host, first, last);
    }

    private static void checkRemote(Endpoint endpoint, HostPort remote) {
        TcpHost host = remote.host();
        if (host instanceof TcpHost.Any || remote.port() == 0) {
            throw invalid(endpoint, "a wildcard can be bound, not connected to");
        }
        if (remote.isRange()) {
            throw invalid(endpoint, "a range of ports can be bound, not connected to");
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
            throw invalid(endpoint, "'" + text + "' is no port; use 1 to 65535, or to bind also * for any that"
                    + " is free, or a range like 5000-5100");
        }
        return Integer.parseInt(text);
    }

    private static InvalidEndpointException invalid(Endpoint endpoint, String reason) {
        return new InvalidEndpointException(endpoint + ": " + reason);
    }
}

package zlink.transport.ws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/**
 * The options that count before a request has said its path: those of the port itself, of every stream it accepts, and
 * of TLS.
 *
 * @param values by option; empty if not set
 */
record PortTerms(Map<SocketOption<?>, Optional<?>> values) {

    private static final List<SocketOption<?>> OF_TCP = List.of(SocketOption.BACKLOG, SocketOption.TCP_ACCEPT_FILTER,
            SocketOption.SEND_BUFFER, SocketOption.RECEIVE_BUFFER, SocketOption.TYPE_OF_SERVICE,
            SocketOption.TCP_KEEPALIVE, SocketOption.TCP_KEEPALIVE_IDLE, SocketOption.TCP_KEEPALIVE_INTERVAL,
            SocketOption.TCP_KEEPALIVE_COUNT);

    private static final List<SocketOption<?>> OF_TLS = List.of(SocketOption.TLS_CONTEXT,
            SocketOption.TLS_CERTIFICATE_FILE, SocketOption.TLS_KEY_FILE, SocketOption.TLS_KEY_PASSWORD,
            SocketOption.TLS_TRUST_FILE, SocketOption.TLS_CLIENT_AUTHENTICATION, SocketOption.TLS_PROTOCOLS,
            SocketOption.TLS_CIPHER_SUITES, SocketOption.TLS_APPLICATION_PROTOCOLS);

    /** Those for connections of one transport. */
    static PortTerms of(String schemeBelow, SocketOptions options) {
        Map<SocketOption<?>, Optional<?>> values = new LinkedHashMap<>();
        Stream<SocketOption<?>> counting =
                schemeBelow.equals("tls") ? Stream.concat(OF_TCP.stream(), OF_TLS.stream()) : OF_TCP.stream();
        counting.forEach(option -> values.put(option, options.find(option)));
        return new PortTerms(values);
    }

    /** Names of the options that others have other values of; never the values, one of which is a password. */
    List<String> differences(PortTerms others) {
        return values.keySet().stream().filter(option -> !values.get(option).equals(others.values.get(option)))
                .map(SocketOption::name).toList();
    }
}

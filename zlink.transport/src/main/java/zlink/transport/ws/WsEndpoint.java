package zlink.transport.ws;

import java.util.regex.Pattern;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.transport.spi.TransportProvider.Use;

/**
 * The two parts of an endpoint of a WebSocket.
 *
 * @param below where to find the host
 * @param path what to ask it for; begins with a slash
 */
record WsEndpoint(Endpoint below, String path) {

    /** As RFC 3986 has paths: in ASCII, anything else percent-encoded. */
    private static final Pattern PATH =
            Pattern.compile("/(?:[A-Za-z0-9/._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*");

    private static final Pattern QUERY = Pattern.compile("(?:[A-Za-z0-9/._~!$&'()*+,;=:@?-]|%[0-9A-Fa-f]{2})*");
    private static final int LONGEST = 1024;

    /**
     * Takes an endpoint apart; the address below is not checked.
     *
     * @throws InvalidEndpointException if it has no address or its path is malformed
     */
    static WsEndpoint parse(Endpoint endpoint, Use use, String schemeBelow) {
        String address = endpoint.address();
        int slash = address.indexOf('/');
        String host = slash < 0 ? address : address.substring(0, slash);
        String path = slash < 0 ? "/" : address.substring(slash);
        if (host.isEmpty()) {
            throw invalid(endpoint, "no host and port before the path");
        }
        int question = path.indexOf('?');
        String bare = question < 0 ? path : path.substring(0, question);
        if (path.length() > LONGEST) {
            throw invalid(endpoint, "a path of " + path.length() + " characters, most are " + LONGEST);
        }
        if (!PATH.matcher(bare).matches() || !QUERY.matcher(path.substring(bare.length())).matches()) {
            throw invalid(endpoint, "'" + path + "' is no path; characters other than letters, digits and "
                    + "/._~!$&'()*+,;=:@- are written as % and two hexadecimal digits");
        }
        if (question >= 0 && use == Use.BIND) {
            throw invalid(endpoint, "a query is for connect only; bound endpoints take every query");
        }
        return new WsEndpoint(Endpoint.of(schemeBelow + "://" + host), path);
    }

    /** What to call the host in HTTP: without the address that we leave from. */
    String host() {
        String address = below.address();
        String target = address.substring(address.indexOf(';') + 1);
        return target.replaceFirst("%[^]]*", ""); // zones mean nothing to anybody else
    }

    private static InvalidEndpointException invalid(Endpoint endpoint, String reason) {
        return new InvalidEndpointException(endpoint + ": " + reason + "; write host:port/path");
    }
}

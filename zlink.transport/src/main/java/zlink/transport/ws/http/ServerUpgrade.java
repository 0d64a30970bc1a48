package zlink.transport.ws.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's part.
 *
 * <p>Source: RFC 6455 section 4.2.
 */
public final class ServerUpgrade implements Upgrade {
    /** Method, target and version of a request. */
    private static final Pattern REQUEST_LINE = Pattern.compile("(\\S+) (\\S+) HTTP/([0-9])\\.([0-9])");

    private static final Pattern ABSOLUTE_TARGET = Pattern.compile("(?i)(?:http|ws)s?://[^/?]*(.*)");
    private static final String ALL = "*";

    private final Directory directory;
    private final List<String> allowedOrigins;
    private final List<String> subprotocols;
    private String key;
    private String chosen;

    /**
     * A server for one connection.
     *
     * @param directory knows what is served
     * @param allowedOrigins whose pages may ask, in lower case; {@code *} among them lets all
     * @param subprotocols what is spoken; the client's order decides
     */
    public ServerUpgrade(Directory directory, List<String> allowedOrigins, List<String> subprotocols) {
        this.directory = directory;
        this.allowedOrigins = allowedOrigins;
        this.subprotocols = subprotocols;
    }

    @Override
    public byte[] opening() {
        return new byte[0];
    }

    /** What asks for nothing at all is ours to refuse. */
    @Override
    public Optional<String> meansAnother(HttpHead request) {
        Matcher line = REQUEST_LINE.matcher(request.startLine());
        return line.matches()
                ? Optional.of(pathOf(line.group(2))).filter(path -> directory.whose(path) == Directory.Whose.ANOTHERS)
                : Optional.empty();
    }

    @Override
    public Agreement judge(HttpHead request) throws HttpFailure {
        String path = checkRequestLine(request);
        checkBody(request);
        checkUpgrade(request);
        Optional<String> origin = origin(request);
        chosen = subprotocol(request);
        return new Agreement(chosen, path, origin, request.only("User-Agent"));
    }

    /** Returns the path. */
    private String checkRequestLine(HttpHead request) throws HttpFailure {
        Matcher line = REQUEST_LINE.matcher(request.startLine());
        if (!line.matches()) {
            throw bad("the request line '" + HttpHead.shown(request.startLine()) + "'");
        }
        if (!line.group(3).equals("1") || line.group(4).equals("0")) {
            throw new HttpFailure(HttpStatus.VERSION_NOT_SUPPORTED,
                    "HTTP/" + line.group(3) + "." + line.group(4) + ", a WebSocket begins with HTTP/1.1");
        }
        if (request.values("Host").size() != 1) {
            throw bad(request.values("Host").size() + " Host headers");
        }
        if (!line.group(1).equals("GET")) {
            throw new HttpFailure(HttpStatus.METHOD_NOT_ALLOWED,
                    "the method " + HttpHead.shown(line.group(1)) + ", a WebSocket begins with GET");
        }
        String asked = pathOf(line.group(2));
        if (directory.whose(asked) != Directory.Whose.OURS) {
            String others = directory.paths().isEmpty() ? "" : ", only '" + String.join("', '", directory.paths())
                    + "' is";
            throw new HttpFailure(HttpStatus.NOT_FOUND,
                    "the path '" + HttpHead.shown(asked) + "' is not served here" + others);
        }
        return asked;
    }

    private static String pathOf(String target) {
        Matcher absolute = ABSOLUTE_TARGET.matcher(target);
        String local = absolute.matches() ? absolute.group(1) : target;
        int query = local.indexOf('?');
        String bare = query < 0 ? local : local.substring(0, query);
        return bare.isEmpty() ? "/" : bare;
    }

    private static void checkBody(HttpHead request) throws HttpFailure {
        boolean none = request.values("Content-Length").stream().allMatch("0"::equals);
        if (!none || !request.values("Transfer-Encoding").isEmpty()) {
            throw new HttpFailure(HttpStatus.CONTENT_TOO_LARGE, "a request with a body");
        }
    }

    private void checkUpgrade(HttpHead request) throws HttpFailure {
        if (!request.hasElement("Upgrade", "websocket")) {
            throw new HttpFailure(HttpStatus.UPGRADE_REQUIRED,
                    "the peer speaks HTTP but asks for no WebSocket: no 'Upgrade: websocket'");
        }
        if (!request.hasElement("Connection", "upgrade")) {
            throw bad("no 'Connection: Upgrade' beside 'Upgrade: websocket'");
        }
        List<String> versions = request.values("Sec-WebSocket-Version");
        if (!versions.equals(List.of("13"))) {
            throw new HttpFailure(HttpStatus.UPGRADE_REQUIRED,
                    "the WebSocket version " + HttpHead.shown(versions.toString()) + ", only 13 is spoken here");
        }
        key = request.only("Sec-WebSocket-Key").orElse("");
        if (!new WebSocketKey(key).isWellFormed()) {
            throw bad("not one Sec-WebSocket-Key of 16 bytes in Base64");
        }
    }

    private Optional<String> origin(HttpHead request) throws HttpFailure {
        List<String> origins = request.values("Origin");
        for (String origin : origins) {
            if (!allowedOrigins.contains(ALL) && !allowedOrigins.contains(HttpHead.lowerCase(origin))) {
                throw new HttpFailure(HttpStatus.FORBIDDEN, "pages of the origin '" + HttpHead.shown(origin)
                        + "' may not connect; the option WS_ALLOWED_ORIGINS has " + allowedOrigins);
            }
        }
        return origins.stream().findFirst();
    }

    private String subprotocol(HttpHead request) throws HttpFailure {
        List<String> offered = request.elements("Sec-WebSocket-Protocol");
        for (String each : offered) {
            if (subprotocols.contains(each)) {
                return each;
            }
        }
        throw bad("none of the subprotocols " + HttpHead.shown(offered.toString()) + " is spoken here, only "
                + subprotocols + " are");
    }

    private static HttpFailure bad(String what) {
        return new HttpFailure(HttpStatus.BAD_REQUEST, what);
    }

    @Override
    public byte[] answer() {
        // In the words and the order of libzmq, whose client takes no other.
        return ascii("HTTP/1.1 " + HttpStatus.SWITCHING_PROTOCOLS + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + new WebSocketKey(key).accept() + "\r\n"
                + "Sec-WebSocket-Protocol: " + chosen + "\r\n"
                + "\r\n");
    }

    @Override
    public byte[] refusal(HttpFailure failure) {
        String more = switch (failure.status()) {
            case METHOD_NOT_ALLOWED -> "Allow: GET\r\n";
            case UPGRADE_REQUIRED -> "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
            default -> "";
        };
        String connection = failure.status() == HttpStatus.UPGRADE_REQUIRED ? "Upgrade, close" : "close";
        // No details: who asks may be anybody. They are in the monitor's event.
        String body = failure.status() + "\n";
        return ascii("HTTP/1.1 " + failure.status() + "\r\n"
                + more
                + "Connection: " + connection + "\r\n"
                + "Content-Type: text/plain\r\n"
                + "Content-Length: " + body.length() + "\r\n"
                + "\r\n" + body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

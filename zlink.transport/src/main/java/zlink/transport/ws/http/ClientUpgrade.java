package zlink.transport.ws.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's part.
 *
 * <p>Source: RFC 6455 section 4.1.
 */
public final class ClientUpgrade implements Upgrade {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[0-9] ([0-9]{3})(?: (.*))?");

    private final WebSocketKey key = WebSocketKey.random();
    private final String host;
    private final String target;
    private final List<String> subprotocols;

    /**
     * A client that asks once.
     *
     * @param host with the port, as in the endpoint
     * @param target the path, perhaps with a query
     * @param subprotocols what is spoken, the dearest first
     */
    public ClientUpgrade(String host, String target, List<String> subprotocols) {
        this.host = host;
        this.target = target;
        this.subprotocols = subprotocols;
    }

    @Override
    public byte[] opening() {
        // libzmq up to 4.3.4 wants a list without blanks, and a Connection of one element.
        return ("GET " + target + " HTTP/1.1\r\n"
                + "Host: " + host + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key.text() + "\r\n"
                + "Sec-WebSocket-Protocol: " + String.join(",", subprotocols) + "\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Agreement judge(HttpHead answer) throws HttpFailure {
        Matcher line = STATUS_LINE.matcher(answer.startLine());
        if (!line.matches()) {
            throw failure("the server answers with no HTTP/1.1: '" + HttpHead.shown(answer.startLine()) + "'");
        }
        if (!line.group(1).equals("101")) {
            throw failure("the server refuses the WebSocket at '" + target + "': "
                    + HttpHead.shown(line.group(1) + " " + line.group(2)));
        }
        if (!answer.hasElement("Upgrade", "websocket") || !answer.hasElement("Connection", "upgrade")) {
            throw failure("the server switches to something else than a WebSocket");
        }
        if (!answer.only("Sec-WebSocket-Accept").filter(key.accept()::equals).isPresent()) {
            throw failure("the server's Sec-WebSocket-Accept is not that of our key");
        }
        if (!answer.elements("Sec-WebSocket-Extensions").isEmpty()) {
            throw failure("the server uses extensions that were not offered");
        }
        String chosen = answer.only("Sec-WebSocket-Protocol").orElse("none");
        if (!subprotocols.contains(chosen)) {
            throw failure("the server chooses the subprotocol '" + HttpHead.shown(chosen) + "', not one of "
                    + subprotocols);
        }
        return new Agreement(chosen, target, Optional.empty(), Optional.empty());
    }

    private static HttpFailure failure(String what) {
        return new HttpFailure(HttpStatus.BAD_REQUEST, what);
    }

    @Override
    public byte[] answer() {
        return new byte[0];
    }

    @Override
    public byte[] refusal(HttpFailure failure) {
        return new byte[0];
    }
}

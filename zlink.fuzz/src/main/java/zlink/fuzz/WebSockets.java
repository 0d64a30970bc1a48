package zlink.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.ws.WebSocketTransport;

/** Lays WebSockets over connections that are no network. */
final class WebSockets {
    static final long LARGEST_MESSAGE = 100_000;

    private static final SocketOptions OPTIONS = SocketOptions.defaults()
            .with(SocketOption.MAX_MESSAGE_SIZE, LARGEST_MESSAGE)
            .with(SocketOption.WS_ALLOWED_ORIGINS, List.of("https://app.example"));

    /** The answer to the key in {@link #request}. Source: RFC 6455 section 1.3. */
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final String FIELD = "Sec-WebSocket-Accept: ";
    private static final Pattern KEY = Pattern.compile("Sec-WebSocket-Key: (\\S+)\r\n");

    private static final OneConnection BELOW = new OneConnection();
    private static final WebSocketTransport TRANSPORT = new OverOne(); // one for all, which keeps its buffers
    private static final Listener LISTENER = listening();

    private WebSockets() {
    }

    private static final class OverOne extends WebSocketTransport {
        OverOne() {
            super("ws", BELOW);
        }
    }

    private static Listener listening() {
        try {
            return TRANSPORT.bind(OneConnection.ENDPOINT, OPTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Connection server(Connection below) {
        BELOW.next(below);
        try {
            return LISTENER.accept().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Connection client(Connection below) {
        BELOW.next(below);
        try {
            return TRANSPORT.connect(OneConnection.ENDPOINT, OPTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] request(String subprotocol) {
        return Bytes.of("GET /feed HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n");
    }

    /** What a server says to a client whose key is that of {@link #request}. */
    static byte[] answer() {
        return Bytes.of("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + FIELD + ACCEPT + "\r\nSec-WebSocket-Protocol: ZWS2.0/NULL\r\n\r\n");
    }

    /** Lets a client ask, and puts the answer to its key where the stream has that to another key. */
    static Connection asking(Feed feed) {
        Connection client = client(feed);
        try {
            client.shakeHands();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Matcher asked = KEY.matcher(new String(feed.said(), ISO_8859_1));
        Property.check(asked.find(), "no key in the request");
        feed.replace(Bytes.of(FIELD + ACCEPT), Bytes.of(FIELD + acceptOf(asked.group(1))));
        return client;
    }

    private static String acceptOf(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest(Bytes.of(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

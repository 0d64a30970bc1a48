package zlink.fuzz;

import static zlink.fuzz.Bytes.join;
import static zlink.fuzz.Bytes.of;

import java.nio.charset.StandardCharsets;
import java.util.List;
import zlink.transport.spi.Connection;

/** The HTTP of a WebSocket's upgrade. The first byte chooses whether we are the server or the client. */
public final class UpgradeFuzz {
    private static final int MOST_SAID = 1024;

    private UpgradeFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        int choice = data.length == 0 ? 0 : data[0];
        boolean server = (choice & 1) == 0;
        boolean ends = (choice & 2) != 0;
        Property.holds(Bytes.from(data, 1), (stream, pieces) -> decode(server, ends, stream, pieces));
    }

    private static String decode(boolean server, boolean ends, byte[] stream, Pieces pieces) {
        Feed feed = new Feed(stream, pieces, ends);
        Connection layer = server ? WebSockets.server(feed) : WebSockets.asking(feed);
        Layered run = new Layered(feed, layer).run();
        String said = new String(feed.said(), StandardCharsets.ISO_8859_1);
        Property.check(said.length() <= MOST_SAID + 2 * stream.length, said.length() + " bytes said");
        Property.check(run.end().matches("[ -~]{1,1000}"), "not fit to be shown: " + run.end());
        layer.peerProperties().forEach((name, value) -> Property.check(value.matches("[ -~]{1,255}"),
                "not fit to be shown: " + name));
        String status = server && said.length() > 12 ? said.substring(0, 12) : "";
        // What is quoted of an answer to our key differs each time, as the key does.
        String end = run.end().replaceAll("Sec-WebSocket-Accept: [^']*", "Sec-WebSocket-Accept: ...");
        return run.isShaken() + " " + status + " " + Bytes.name(run.read()) + " " + end + layer.peerProperties();
    }

    static List<byte[]> seeds() {
        byte[] browser = of("GET /feed?since=1 HTTP/1.1\r\nHost: example:5555\r\nConnection: keep-alive, Upgrade\r\n"
                + "Pragma: no-cache\r\nUser-Agent: Browser/1.0\r\nUpgrade: WebSocket\r\nOrigin: https://app.example\r\n"
                + "Sec-WebSocket-Version: 13\r\nAccept-Encoding: gzip, br\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
                + "Sec-WebSocket-Protocol: chat, ZWS2.0/NULL , ZWS2.0\r\n\r\n");
        byte[] refusal = of("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        byte[] absolute = of("GET ws://example/feed HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
        return List.of(join(of(0), WebSockets.request("ZWS2.0/NULL")), join(of(2), browser), join(of(0), absolute),
                join(of(0), of("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
                join(of(0), of("GET / HTTP/1.0\r\n\r\n")), join(of(1), WebSockets.answer()), join(of(1), refusal),
                join(of(3), WebSockets.answer(), Bytes.plain(0x82, of(0, 'a'))),
                join(of(0), of("GET /" + "x".repeat(9000))), join(of(2), Bytes.greeting(3, 1, "NULL")));
    }
}

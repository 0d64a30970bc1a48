package zlink.fuzz;

import static zlink.fuzz.Bytes.join;
import static zlink.fuzz.Bytes.masked;
import static zlink.fuzz.Bytes.of;
import static zlink.fuzz.Bytes.plain;

import java.util.List;

/**
 * Frames of a WebSocket behind the upgrade. The first byte chooses whether we are the server or the client, and
 * whether the subprotocol has a handshake. What the layer gives is looked at, too: it must be well-formed ZMTP.
 */
public final class WebSocketFuzz {
    private static final int GREETING = 64;
    private static final int FIN_BINARY = 0x82;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int CLOSE = 0x88;

    private WebSocketFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        int choice = data.length == 0 ? 0 : data[0];
        boolean server = (choice & 1) == 0;
        byte[] head = !server ? WebSockets.answer()
                : WebSockets.request((choice & 2) == 0 ? "ZWS2.0/NULL" : "ZWS2.0");
        boolean ends = (choice & 4) != 0;
        byte[] all = join(head, Bytes.from(data, 1));
        Property.holds(all, (stream, pieces) -> decode(server, ends, stream, pieces));
    }

    private static String decode(boolean server, boolean ends, byte[] stream, Pieces pieces) {
        Feed feed = new Feed(stream, pieces, ends);
        Layered run = new Layered(feed, server ? WebSockets.server(feed) : WebSockets.asking(feed)).run();
        Property.check(run.isShaken(), "no upgrade: " + run.end());
        byte[] read = run.read();
        Property.check(read.length <= GREETING + 12L * stream.length, read.length + " bytes made of " + stream.length);
        Property.check(feed.said().length <= 1024 + stream.length, feed.said().length + " bytes said, of "
                + stream.length);
        String frames = new FramesFuzz.Shape().of(Bytes.from(read, GREETING));
        return Bytes.name(read) + " " + run.end() + " " + frames;
    }

    static List<byte[]> seeds() {
        byte[] ready = Bytes.join(of(2), of(5), of("READY"), Bytes.property("Socket-Type", "DEALER"));
        byte[] client = join(masked(FIN_BINARY, ready), masked(FIN_BINARY, of(0, 'a')), masked(PING, of("you?")),
                masked(2, of(1, 'b')), masked(PONG, of()), masked(0, of('c')), masked(0x80, of('d')),
                masked(FIN_BINARY, new byte[301]));
        byte[] server = join(plain(FIN_BINARY, ready), plain(FIN_BINARY, of(0, 'a')), plain(PING, of("you?")),
                plain(2, of(1, 'b')), plain(0x80, of('c')), plain(FIN_BINARY, new byte[301]));
        byte[] close = join(of(3, 0xE8), of("done"));
        return List.of(join(of(0), client), join(of(4), client, masked(CLOSE, close)),
                join(of(2), masked(FIN_BINARY, of(0, 'm', 'e')), masked(FIN_BINARY, of(0, 'a'))),
                join(of(1), server), join(of(5), server, plain(CLOSE, close)),
                join(of(0), Bytes.webSocketHeader(FIN_BINARY, 0x80, 1L << 40), of(0, 0, 0, 0, 1)),
                join(of(0), masked(FIN_BINARY, new byte[65_600]), masked(FIN_BINARY, of(0, 'b'))),
                join(of(0), masked(CLOSE, of(3, 0xEA))), join(of(0), masked(PING, new byte[125])));
    }
}

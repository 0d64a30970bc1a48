package zlink.fuzz;

import static zlink.fuzz.Bytes.join;
import static zlink.fuzz.Bytes.of;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.tls.TlsClient;
import zlink.transport.tls.TlsServer;

/**
 * Records of TLS, to a server or a client that has just begun; the first byte chooses which. What the JDK makes of
 * their content is the JDK's; that only an {@code IOException} comes out of it is ours.
 */
public final class TlsFuzz {
    private static final SocketOptions OPTIONS = PemFuzz.options();
    private static final TlsServer SERVER = server();
    private static final int MOST_SAID = 1 << 14;

    private TlsFuzz() {
    }

    private static TlsServer server() {
        try {
            return TlsServer.of(OPTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        int choice = data.length == 0 ? 0 : data[0];
        boolean asServer = (choice & 1) == 0;
        boolean ends = (choice & 2) != 0;
        Property.holds(Bytes.from(data, 1), (stream, pieces) -> decode(asServer, ends, stream, pieces));
    }

    private static Connection layer(boolean asServer, Connection below) {
        try {
            return asServer ? SERVER.over(below) : TlsClient.of("localhost", 1, OPTIONS).over(below);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decode(boolean asServer, boolean ends, byte[] stream, Pieces pieces) {
        Feed feed = new Feed(stream, pieces, ends);
        Layered run = new Layered(feed, layer(asServer, feed)).run();
        Property.check(feed.said().length <= MOST_SAID + stream.length, feed.said().length + " bytes said");
        Property.check(run.end().matches("[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,2000}"),
                "not fit to be shown: " + run.end());
        // What the peer speaks instead is guessed from what has come.
        String end = run.end().replaceFirst("speaks no TLS.*", "speaks no TLS");
        return run.isShaken() + " " + Bytes.name(run.read()) + " " + end;
    }

    static List<byte[]> seeds() {
        byte[] alert = of(0x15, 3, 3, 0, 2, 2, 40);
        byte[] hello = Bytes.resource("client-hello");  // as the JDK sent them once: they differ each time
        byte[] answer = Bytes.resource("server-hello");
        return List.of(join(of(0), hello), join(of(2), hello), join(of(1), answer),
                join(of(0), alert), join(of(0), of("GET / HTTP/1.1\r\n\r\n")), join(of(1), alert),
                join(of(0), of(0x16, 3, 1, 0x48, 1), new byte[500]), join(of(0), Bytes.greeting(3, 1, "NULL")),
                join(of(0), of(0x17, 3, 3, 0, 0), of(0x14, 3, 3, 0, 1, 1)));
    }
}

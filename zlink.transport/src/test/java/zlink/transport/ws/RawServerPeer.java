package zlink.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A server's layer whose client is bytes. */
final class RawServerPeer {
    final MemoryConnection peer;
    final MemoryConnection below;
    final WebSocketConnection layer;

    RawServerPeer(long largestMessage) {
        MemoryConnection[] ends = MemoryConnection.pair(null);
        peer = ends[0];
        below = ends[1];
        layer = Layers.server(below, largestMessage);
    }

    /** Has shaken hands, and the greetings are out of the way. */
    static RawServerPeer open(String subprotocol, long largestMessage) throws IOException {
        RawServerPeer open = new RawServerPeer(largestMessage);
        open.say(request(subprotocol));
        assertThat(open.layer.shakeHands()).isZero();
        open.peer.takeAll();
        assertThat(open.layer.write(ByteBuffer.wrap(Zmtp.greeting(1, "NULL")))).isEqualTo(64);
        ByteBuffer greeting = ByteBuffer.allocateDirect(64);
        assertThat(open.layer.read(greeting)).isEqualTo(64);
        assertThat(greeting.flip()).isEqualTo(ByteBuffer.wrap(Zmtp.greeting(0, "NULL")));
        return open;
    }

    static RawServerPeer open() throws IOException {
        return open("ZWS2.0/NULL", Long.MAX_VALUE);
    }

    static byte[] request(String subprotocol) {
        return Zmtp.ascii("GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n");
    }

    /** Bytes come from the client. */
    RawServerPeer say(byte[]... bytes) {
        below.arrive(Zmtp.join(bytes));
        return this;
    }

    /** Reads all the layer gives, in steps of a size. */
    byte[] readAll(int step) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer target = ByteBuffer.allocateDirect(step);
        int count;
        do {
            count = layer.read(target.clear());
            byte[] octets = new byte[target.flip().remaining()];
            target.get(octets);
            all.writeBytes(octets);
        } while (count > 0 || count == 0 && layer.hasInput());
        return all.toByteArray();
    }

    /** What has been sent to the client. */
    byte[] heard() throws IOException {
        layer.flush();
        return peer.takeAll();
    }
}

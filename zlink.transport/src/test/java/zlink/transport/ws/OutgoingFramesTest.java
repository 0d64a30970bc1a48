package zlink.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.transport.ws.RawFrames.BINARY;
import static zlink.transport.ws.RawFrames.CLOSE;
import static zlink.transport.ws.RawFrames.PING;
import static zlink.transport.ws.RawFrames.PONG;
import static zlink.transport.ws.RawFrames.masked;
import static zlink.transport.ws.RawFrames.plain;
import static zlink.transport.ws.Zmtp.ascii;
import static zlink.transport.ws.Zmtp.join;
import static zlink.transport.ws.Zmtp.of;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server says. */
class OutgoingFramesTest {

    private static void write(RawServerPeer server, byte[]... bytes) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(join(bytes));
        server.layer.write(source);
        assertThat(source.hasRemaining()).isFalse();
    }

    @Test
    void aFrameOfZmtpBecomesAMessage() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        write(server, Zmtp.frame(0, ascii("a")), Zmtp.frame(Zmtp.MORE, of()), Zmtp.command("READY"),
                Zmtp.frame(0, new byte[300]));

        assertThat(server.heard()).isEqualTo(join(plain(BINARY, of(0, 'a')), plain(BINARY, of(1)),
                plain(BINARY, join(of(2, 5), ascii("READY"))), plain(BINARY, new byte[301])));
    }

    @Test
    void aPingOfZmtpBecomesAPingWithoutPayload() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        write(server, Zmtp.command("PING", of(0, 7, 'c', 't', 'x')), Zmtp.frame(0, ascii("a")));

        assertThat(server.heard()).isEqualTo(join(plain(PING, of()), plain(BINARY, of(0, 'a'))));
    }

    @Test
    void theHeadOfALargeFrameLeavesBeforeItsBodyIsThere() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        write(server, of(Zmtp.LONG, 0, 0, 0, 0, 0, 16, 0, 0));

        assertThat(server.heard()).isEqualTo(join(RawFrames.header(0x82, 0, (1 << 20) + 1), of(0)));
    }

    @Test
    void aPongWaitsForTheEndOfTheFrameUnderWay() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        write(server, of(0, 3), ascii("ab"));
        server.heard();
        server.say(masked(PING, ascii("x")));
        server.readAll(10);

        assertThat(server.heard()).isEmpty();
        assertThat(server.layer.hasOutput()).as("what could be said now").isFalse();
        write(server, ascii("c"), Zmtp.frame(0, ascii("d")));
        assertThat(server.heard()).isEqualTo(join(ascii("c"), plain(PONG, ascii("x")), plain(BINARY, of(0, 'd'))));
    }

    @Test
    void closingFollowsWhatWasWritten() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.below.room(3);
        write(server, Zmtp.frame(0, ascii("abc")));
        server.layer.shutdownOutput();
        assertThat(server.layer.hasOutput()).isTrue();
        assertThat(server.layer.flush()).isFalse();
        server.below.room(100);

        assertThat(server.layer.flush()).isTrue();
        assertThat(server.heard()).isEqualTo(join(plain(BINARY, join(of(0), ascii("abc"))), plain(CLOSE, of(3, 0xE8))));
        assertThatThrownBy(() -> server.layer.write(ByteBuffer.allocate(1))).hasMessageContaining("closed");
    }

    @Test
    void aFrameThatIsCutOffEndsTheStreamBelow() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        write(server, of(0, 3), ascii("ab"));
        server.layer.shutdownOutput();

        assertThat(server.heard()).isEqualTo(join(of(0x82, 4, 0), ascii("ab")));
        assertThat(server.peer.isEnded()).isTrue();
        assertThat(server.layer.flush()).isTrue();
    }

    @Test
    void whatIsTakenIsBoundedWhileThePeerDoesNotRead() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.below.room(10);
        ByteBuffer source = ByteBuffer.wrap(Zmtp.frame(0, new byte[1_000_000]));

        int taken = server.layer.write(source);
        assertThat(taken).isBetween(1, 100_000);
        assertThat(server.layer.write(source) + server.layer.write(source)).isLessThan(100_000);
        assertThat(server.layer.write(source)).isZero();
        server.below.room(Long.MAX_VALUE);
        while (source.hasRemaining()) {
            assertThat(server.layer.write(source)).isPositive();
        }
        assertThat(server.heard()).hasSize(10 + 1_000_001);
    }

    @Test
    void withoutAHandshakeReadyBecomesTheRoutingId() throws IOException {
        RawServerPeer server = RawServerPeer.open("ZWS2.0", 1_000);
        write(server, Zmtp.command("READY", join(Zmtp.property("Socket-Type", "DEALER"),
                Zmtp.property("Identity", "me"))), Zmtp.command("ERROR", of(0)), Zmtp.command("PING", of(0, 0)),
                Zmtp.frame(0, ascii("a")));

        assertThat(server.heard()).isEqualTo(join(plain(BINARY, join(of(0), ascii("me"))), plain(PING, of()),
                plain(BINARY, of(0, 'a'))));
    }

    @Test
    void withoutAHandshakeAndAnIdTheRoutingIdIsEmpty() throws IOException {
        RawServerPeer server = RawServerPeer.open("ZWS2.0", 1_000);
        write(server, Zmtp.command("READY", Zmtp.property("Socket-Type", "PUB")));

        assertThat(server.heard()).isEqualTo(plain(BINARY, of(0)));
    }

    @Test
    void aMechanismThatWasNotAgreedOnIsAnError() throws IOException {
        RawServerPeer server = new RawServerPeer(1_000);
        server.say(RawServerPeer.request("ZWS2.0/NULL"));
        assertThat(server.layer.shakeHands()).isZero();

        assertThatThrownBy(() -> server.layer.write(ByteBuffer.wrap(Zmtp.greeting(1, "CURVE"))))
                .hasMessageContainingAll("CURVE", "ZWS2.0/NULL");
    }

    @Test
    void plainSubprotocolWorksBetweenTwoOfUs() throws IOException {
        MemoryConnection[] ends = MemoryConnection.pair(null);
        WebSocketConnection client = Layers.client(ends[0], List.of("ZWS2.0"));
        WebSocketConnection server = Layers.server(ends[1]);
        Layers.shakeHands(client, server);
        client.write(ByteBuffer.wrap(join(Zmtp.greeting(1, "NULL"),
                Zmtp.command("READY", Zmtp.property("Identity", "me")))));
        ByteBuffer target = ByteBuffer.allocateDirect(200);

        assertThat(server.read(target)).isPositive();
        assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(join(Zmtp.greeting(0, "NULL"),
                Zmtp.command("READY", Zmtp.property("Identity", "me")))));
        assertThat(server.peerProperties()).containsEntry("Ws-Protocol", "ZWS2.0").containsEntry("Ws-Path", "/");
    }
}

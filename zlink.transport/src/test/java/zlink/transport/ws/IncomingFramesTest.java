package zlink.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.transport.ws.RawFrames.BINARY;
import static zlink.transport.ws.RawFrames.CLOSE;
import static zlink.transport.ws.RawFrames.CONTINUATION;
import static zlink.transport.ws.RawFrames.FIN;
import static zlink.transport.ws.RawFrames.PING;
import static zlink.transport.ws.RawFrames.PONG;
import static zlink.transport.ws.RawFrames.TEXT;
import static zlink.transport.ws.RawFrames.header;
import static zlink.transport.ws.RawFrames.masked;
import static zlink.transport.ws.RawFrames.plain;
import static zlink.transport.ws.Zmtp.ascii;
import static zlink.transport.ws.Zmtp.join;
import static zlink.transport.ws.Zmtp.of;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server makes of the frames of a client. */
class IncomingFramesTest {

    @Test
    void aMessageBecomesAFrameOfZmtp() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.say(masked(BINARY, of(0, 'a')), masked(BINARY, of(1)), masked(BINARY, join(of(2, 1), ascii("X"))));

        assertThat(server.readAll(100)).isEqualTo(join(Zmtp.frame(0, ascii("a")), Zmtp.frame(1, of()),
                Zmtp.frame(4, of(1, 'X'))));
        assertThat(server.layer.hasInput()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 70_000})
    void fragmentsAreJoinedAndControlFramesBetweenThemAreHeard(int step) throws IOException {
        byte[] body = new byte[70_000];
        new Random(step).nextBytes(body);
        byte[] message = join(of(1), body);
        RawServerPeer server = RawServerPeer.open();
        byte[] all = join(masked(0, BINARY, Arrays.copyOf(message, 0)),
                masked(0, CONTINUATION, Arrays.copyOf(message, 1)), masked(PING, ascii("hello")),
                masked(0, CONTINUATION, Arrays.copyOfRange(message, 1, 40_000)), masked(PONG, of()),
                masked(0, CONTINUATION, of()),
                masked(FIN, CONTINUATION, Arrays.copyOfRange(message, 40_000, message.length)),
                masked(BINARY, of(0, 'z')));

        byte[] read = {};
        for (int at = 0; at < all.length; at += step) {
            server.say(Arrays.copyOfRange(all, at, Math.min(all.length, at + step)));
            if (step > 60 || at % 97 == 0 || at + step >= all.length) {
                read = join(read, server.readAll(step));
            }
        }

        assertThat(read).isEqualTo(join(Zmtp.command("PONG"), Zmtp.frame(Zmtp.MORE, body), Zmtp.frame(0, ascii("z"))));
        assertThat(server.heard()).isEqualTo(plain(PONG, ascii("hello")));
    }

    @Test
    void aLargeBodyStreamsBeforeItsEndHasCome() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        byte[] frame = masked(BINARY, new byte[1_000_001]);
        server.say(Arrays.copyOf(frame, 500_000));

        assertThat(server.readAll(65_536)).hasSize(500_000 - 14 - 1 + 9);
    }

    @Test
    void aPongIsAPongWhateverItSays() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.say(masked(PONG, ascii("anything")), masked(PONG, of()));

        assertThat(server.readAll(3)).isEqualTo(join(Zmtp.command("PONG"), Zmtp.command("PONG")));
    }

    @Test
    void aFloodOfPingsIsAnsweredOnce() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        for (int i = 0; i < 10_000; i++) {
            server.say(masked(PING, ascii("p" + i)));
        }

        assertThat(server.readAll(10)).isEmpty();
        assertThat(server.layer.hasOutput()).isTrue();
        assertThat(server.heard()).isEqualTo(plain(PONG, ascii("p9999")));
        assertThat(server.layer.hasOutput()).isFalse();
    }

    @Test
    void oneReadIsBoundedAndSaysThatThereIsMore() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        byte[] pings = join(Stream.generate(() -> masked(PING, new byte[125])).limit(10_000).toArray(byte[][]::new));
        server.say(pings);
        int before = server.below.reads();

        assertThat(server.layer.read(ByteBuffer.allocateDirect(10))).isZero();
        assertThat(server.below.reads() - before).isLessThan(12);
        assertThat(server.layer.hasInput()).isTrue();
        assertThat(server.readAll(10)).isEmpty();
        assertThat(server.below.unread()).isZero();
    }

    @Test
    void closeIsAnsweredWithItsCodeAndEndsTheStream() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.say(masked(BINARY, of(0, 'a')), masked(CLOSE, join(of(3, 0xE8), ascii("done"))), masked(BINARY, of(0)));

        ByteBuffer target = ByteBuffer.allocateDirect(100);
        assertThat(server.layer.read(target)).isEqualTo(3);
        assertThat(server.layer.hasInput()).as("the end").isTrue();
        assertThat(server.layer.read(target)).isEqualTo(-1);
        assertThat(server.layer.read(target)).isEqualTo(-1);
        assertThat(server.heard()).isEqualTo(plain(CLOSE, of(3, 0xE8)));
        assertThat(server.layer.write(ByteBuffer.wrap(Zmtp.frame(0, of())))).as("nobody reads it").isEqualTo(2);
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void closeRightBehindTheFirstWordsTakesNothingAway() throws IOException {
        RawServerPeer server = new RawServerPeer(1_000);
        server.say(RawServerPeer.request("ZWS2.0/NULL"), masked(BINARY, join(of(2, 5), ascii("READY"))),
                masked(BINARY, of(0, 'a')), masked(CLOSE, of()));
        assertThat(server.layer.shakeHands()).isZero();
        ByteBuffer target = ByteBuffer.allocateDirect(100);
        assertThat(server.layer.read(target)).isEqualTo(64 + 8 + 3);
        assertThat(server.layer.write(ByteBuffer.wrap(Zmtp.greeting(1, "NULL")))).isEqualTo(64);
        assertThat(server.layer.flush()).isTrue();
        assertThat(server.layer.read(target)).isEqualTo(-1);
    }

    @Test
    void closeWithoutACodeIsAnsweredWithNone() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.say(masked(CLOSE, of()));

        assertThat(server.layer.read(ByteBuffer.allocateDirect(1))).isEqualTo(-1);
        assertThat(server.heard()).isEqualTo(plain(CLOSE, of()));
    }

    @Test
    void closeForAnErrorSaysWhatThePeerSaid() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.say(masked(CLOSE, join(of(3, 0xEA), ascii("you\nbroke it"))));

        assertThatThrownBy(() -> server.readAll(10)).isInstanceOf(IOException.class)
                .hasMessage("the peer closed the WebSocket with 1002: you?broke it");
        assertThat(server.heard()).isEqualTo(plain(CLOSE, of(3, 0xEA)));
    }

    @Test
    void closeInAnswerToOursIsNotAnswered() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.layer.shutdownOutput();
        assertThat(server.heard()).isEqualTo(plain(CLOSE, of(3, 0xE8)));
        server.say(masked(BINARY, of(0, 'a')), masked(CLOSE, of(3, 0xE8)));

        assertThat(server.readAll(10)).isEqualTo(Zmtp.frame(0, ascii("a")));
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void whatCameBeforeAViolationIsReadFirst() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.say(masked(BINARY, of(0, 'a')), plain(BINARY, of(0, 'b')));
        ByteBuffer target = ByteBuffer.allocateDirect(100);

        assertThat(server.layer.read(target)).isEqualTo(3);
        assertThat(server.layer.hasInput()).isTrue();
        assertThatThrownBy(() -> server.layer.read(target)).hasMessageContaining("without a mask");
        assertThatThrownBy(() -> server.layer.read(target)).hasMessageContaining("without a mask");
    }

    private static Arguments bad(int code, String why, byte[]... bytes) {
        return Arguments.of(why, code, join(bytes));
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                bad(1002, "without a mask", plain(BINARY, of(0, 'a'))),
                bad(1002, "reserved bits", masked(0xC0, BINARY, of(0))),
                bad(1002, "reserved bits", masked(0x90, BINARY, of(0))),
                bad(1002, "reserved opcode 0x3", masked(3, of(0))),
                bad(1002, "reserved opcode 0xf", masked(15, of(0))),
                bad(1002, "fragmented control", masked(0, PING, of())),
                bad(1002, "control frame of more than 125", masked(PING, new byte[126])),
                bad(1002, "control frame of more than 125", header(FIN | CLOSE, 0x80, 70_000)),
                bad(1002, "continuation of nothing", masked(CONTINUATION, of(0))),
                bad(1002, "middle of another", masked(0, BINARY, of(0)), masked(BINARY, of(0))),
                bad(1002, "without flags", masked(BINARY, of())),
                bad(1002, "without flags", masked(0, BINARY, of()), masked(CONTINUATION, of())),
                bad(1002, "flags 0x3", masked(BINARY, of(3, 'a'))),
                bad(1002, "flags 0x80", masked(BINARY, of(0x80, 'a'))),
                bad(1002, "flags 0x4", masked(0, BINARY, of(4)), masked(CONTINUATION, of())),
                bad(1002, "empty command", masked(BINARY, of(2))),
                bad(1002, "a length of 125 in 2", of(0x82, 0xFE, 0, 125, 1, 2, 3, 4)),
                bad(1002, "a length of 65535 in 8", of(0x82, 0xFF, 0, 0, 0, 0, 0, 0, 255, 255, 1, 2, 3, 4)),
                bad(1002, "first of its 64 bits", of(0x82, 0xFF, 255, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4)),
                bad(1002, "half a code", masked(CLOSE, of(3))),
                bad(1002, "the code 999", masked(CLOSE, of(3, 0xE7))),
                bad(1002, "the code 1005", masked(CLOSE, of(3, 0xED))),
                bad(1002, "the code 5000", masked(CLOSE, of(0x13, 0x88))),
                bad(1003, "text message", masked(TEXT, ascii("{}"))),
                bad(1007, "not UTF-8", masked(CLOSE, of(3, 0xE8, 0xC0))),
                bad(1009, "1001 bytes, most are 1000", header(FIN | BINARY, 0x80, 1_002), of(0, 0, 0, 0, 0)),
                bad(1009, "most are 1000", header(FIN | BINARY, 0x80, Long.MAX_VALUE), of(0, 0, 0, 0, 1)),
                bad(1009, "most are 65536", header(FIN | BINARY, 0x80, 65_538), of(0, 0, 0, 0, 2)),
                bad(1009, "most are 1000", masked(0, BINARY, new byte[600]), header(FIN, 0x80, 402), of(0, 0, 0, 0)),
                bad(1009, "more than 65536", header(BINARY, 0x80, Long.MAX_VALUE), of(0, 0, 0, 0)));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("violations")
    void aViolationClosesWithItsReason(String why, int code, byte[] bytes) throws IOException {
        RawServerPeer server = RawServerPeer.open("ZWS2.0/NULL", 1_000);
        server.say(bytes);

        assertThatThrownBy(() -> server.readAll(100)).isInstanceOf(IOException.class).hasMessageContaining(why)
                .hasMessageContaining(String.valueOf(code));
        byte[] heard = server.peer.takeAll();
        assertThat(heard).startsWith(0x88, heard.length - 2, code >> 8, code & 0xFF);
        assertThat(new String(heard, 4, heard.length - 4, StandardCharsets.UTF_8)).contains(why);
    }

    @Test
    void theLargestMessageIsTaken() throws IOException {
        RawServerPeer server = RawServerPeer.open("ZWS2.0/NULL", 1_000);
        server.say(masked(BINARY, new byte[1_001]), masked(0, BINARY, new byte[500]),
                masked(CONTINUATION, new byte[501]));

        assertThat(server.readAll(100)).hasSize(2 * 1_009);
    }

    @Test
    void aServersFramesMustNotBeMasked() throws IOException {
        MemoryConnection[] ends = MemoryConnection.pair(null);
        WebSocketConnection client = Layers.client(ends[0]);
        WebSocketConnection server = Layers.server(ends[1]);
        Layers.shakeHands(client, server);
        ends[0].arrive(masked(BINARY, of(0, 'a')));
        ByteBuffer target = ByteBuffer.allocateDirect(100);

        assertThat(client.read(target)).isEqualTo(64);
        assertThatThrownBy(() -> client.read(target)).hasMessageContaining("a frame of a server with a mask");
    }

    @Test
    void withoutAHandshakeTheFirstMessageIsTheRoutingId() throws IOException {
        RawServerPeer server = RawServerPeer.open("ZWS2.0", 1_000);
        server.say(masked(BINARY, join(of(0), ascii("me"))), masked(BINARY, of(0, 'a')));

        assertThat(server.readAll(7)).isEqualTo(join(Zmtp.command("READY", Zmtp.property("Identity", "me")),
                Zmtp.frame(0, ascii("a"))));
    }

    @Test
    void withoutAHandshakeARoutingIdIsNoLongerThanOne() throws IOException {
        RawServerPeer server = RawServerPeer.open("ZWS2.0", 1_000);
        server.say(masked(BINARY, new byte[257]));
        assertThatThrownBy(() -> server.readAll(7)).hasMessageContaining("at most 255 bytes");
    }

    @Test
    void noMemoryIsTakenForWhatWasOnlyAnnounced() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.say(header(BINARY, 0x80, 1L << 30), of(1, 2, 3, 4, 1, 6, 7));

        assertThat(server.readAll(100)).isEmpty(); // and no OutOfMemoryError
    }

    @Test
    void afterCloseNothingIsRead() throws IOException {
        RawServerPeer server = RawServerPeer.open();
        server.say(masked(BINARY, of(0, 'a')));
        server.layer.close();
        assertThatThrownBy(() -> server.readAll(10)).isInstanceOf(IOException.class);
    }
}

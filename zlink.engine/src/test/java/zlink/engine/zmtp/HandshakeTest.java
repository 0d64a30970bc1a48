package zlink.engine.zmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import zlink.api.HandshakeFailure;
import zlink.api.RoutingId;
import zlink.api.SocketType;
import zlink.engine.mechanism.NullMechanism;

/** However the bytes of a peer are cut, the same comes of them, and two of us always understand each other. */
class HandshakeTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void cutsDoNotMatter(@ForAll("peers") byte[] stream, @ForAll("pieces") List<Integer> pieces) {
        String whole = outcome(stream, List.of(Integer.MAX_VALUE));

        assertThat(whole).startsWith("DONE");
        assertThat(outcome(stream, pieces)).isEqualTo(whole);
        assertThat(outcome(stream, List.of(1))).isEqualTo(whole);
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void faultsFailAlikeHoweverTheyAreCut(@ForAll("damaged") byte[] stream, @ForAll("pieces") List<Integer> pieces) {
        String whole = outcome(stream, List.of(Integer.MAX_VALUE));

        assertThat(outcome(stream, pieces)).isEqualTo(whole);
        assertThat(outcome(stream, List.of(1))).isEqualTo(whole);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whatFollowsIsLeftUnread(@ForAll("peers") byte[] stream, @ForAll("traffic") byte[] traffic,
            @ForAll("pieces") List<Integer> pieces) {
        Outcome outcome = new Outcome(dealer()).feed(Wire.bytes(stream, traffic), pieces);

        assertThat(outcome.rest()).endsWith(traffic);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void twoOfUsAgree(@ForAll SocketType here, @ForAll SocketType there, @ForAll("ids") byte[] idHere,
            @ForAll("ids") byte[] idThere, @ForAll("metadata") Map<String, String> metadata,
            @ForAll("pieces") List<Integer> forth, @ForAll("pieces") List<Integer> back) {
        Handshake a = handshake(here, idHere, metadata);
        Handshake b = handshake(there, idThere, Map.of());

        boolean agreed = talk(a, b, forth, back);

        assertThat(agreed).isEqualTo(here.canTalkTo(there));
        if (agreed) {
            assertThat(a.peer().socketType()).contains(there);
            assertThat(b.peer().socketType()).contains(here);
            assertThat(a.peer().minorVersion()).isEqualTo(1);
            assertThat(b.peer().routingId().map(RoutingId::size).orElse(0))
                    .isEqualTo(announcesId(here) ? idHere.length : 0);
            metadata.forEach((name, value) ->
                    assertThat(b.peer().properties().get(name)).isEqualTo(value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Carries bytes in pieces from each to the other until nothing moves; returns whether both are done. */
    private static boolean talk(Handshake a, Handshake b, List<Integer> forth, List<Integer> back) {
        boolean moved = true;
        try {
            for (int i = 0; moved; i++) {
                moved = carry(a, b, forth.get(i % forth.size()));
                moved |= carry(b, a, back.get(i % back.size()));
            }
        } catch (HandshakeException e) {
            assertThat(e.failure()).isEqualTo(HandshakeFailure.INCOMPATIBLE_SOCKET_TYPE);
            return false;
        }
        assertThat(List.of(a.state(), b.state())).containsOnly(HandshakeState.DONE);
        return true;
    }

    private static boolean carry(Handshake from, Handshake to, int most) throws HandshakeException {
        ByteBuffer output = from.output();
        byte[] piece = new byte[Math.min(most, output.remaining())];
        output.get(piece);
        ByteBuffer input = ByteBuffer.wrap(piece);
        to.feed(input);
        assertThat(input.hasRemaining()).isFalse();
        return piece.length > 0;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void announcedSizesCostNothing(@ForAll("sizes") int announced, @ForAll("few") int arrives,
            @ForAll("pieces") List<Integer> pieces) throws HandshakeException {
        CommandCollector collector = new CommandCollector(Integer.MAX_VALUE);
        byte[] stream = Wire.longFrame(4, announced, new byte[Math.min(arrives, announced - 1)]);
        int at = 0;
        for (int i = 0; at < stream.length; i++) {
            int size = Math.min(pieces.get(i % pieces.size()), stream.length - at);
            assertThat(collector.read(ByteBuffer.wrap(stream, at, size))).isNull();
            at += size;
            assertThat(collector.heldBytes()).isLessThanOrEqualTo(256 + 2 * at);
        }
    }

    private static String outcome(byte[] stream, List<Integer> pieces) {
        return new Outcome(dealer()).feed(stream, pieces).toString();
    }

    private static Handshake dealer() {
        return handshake(SocketType.DEALER, new byte[] {'m', 'e'}, Map.of());
    }

    private static Handshake handshake(SocketType type, byte[] id, Map<String, String> metadata) {
        return new Handshake(type, id.length == 0 ? null : RoutingId.of(id), metadata, new NullMechanism(), 2000);
    }

    private static boolean announcesId(SocketType type) {
        return type == SocketType.REQ || type == SocketType.DEALER || type == SocketType.ROUTER;
    }

    /** Whole handshakes of peers that a DEALER talks to. */
    @Provide
    Arbitrary<byte[]> peers() {
        Arbitrary<byte[]> property = Combinators.combine(
                Arbitraries.strings().withChars("aAbBX-_.+0").ofMinLength(0).ofMaxLength(12),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40))
                .as((name, value) -> Wire.property("X-" + name, value));
        Arbitrary<byte[]> type = Arbitraries.of("DEALER", "ROUTER", "REP").map(
                name -> Wire.property("Socket-Type", name));
        Arbitrary<byte[]> identity = ids().map(id -> Wire.property("Identity", id));
        Arbitrary<List<byte[]>> properties = Arbitraries.frequencyOf(Tuple.of(1, type), Tuple.of(1, identity),
                Tuple.of(3, property)).list().ofMaxSize(8);
        return Combinators.combine(Arbitraries.integers().between(3, 255), Arbitraries.integers().between(0, 255),
                Arbitraries.bytes().array(byte[].class).ofSize(8), properties, Arbitraries.of(0, 4),
                Arbitraries.of(true, false))
                .as((major, minor, padding, list, flags, longForm) -> {
                    byte[] greeting = Wire.greeting(major, minor, "NULL");
                    System.arraycopy(padding, 0, greeting, 1, 8);
                    byte[] body = Wire.bytes(5, "READY", join(list));
                    return Wire.bytes(greeting, longForm ? Wire.longFrame(flags, body.length, body)
                            : Wire.frame(flags, body));
                });
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        parts.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    /** Peers with a few bytes changed, an end too early, or something else in front. */
    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<Integer> place = Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.integers().between(0, 63)),
                Tuple.of(3, Arbitraries.integers().between(10, 120)));
        Arbitrary<byte[]> flipped = Combinators.combine(peers(), place.list().ofMinSize(1).ofMaxSize(3),
                Arbitraries.bytes()).as((peer, places, value) -> {
                    byte[] damaged = peer.clone();
                    places.forEach(at -> damaged[at % damaged.length] = value);
                    return damaged;
                });
        Arbitrary<byte[]> cut = Combinators.combine(peers(), Arbitraries.integers().between(0, 200))
                .as((peer, size) -> Arrays.copyOf(peer, Math.min(size, peer.length)));
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> command = noise.map(body -> Wire.bytes(Wire.greeting(3, 1, "NULL"), Wire.frame(4, body)));
        return Arbitraries.frequencyOf(Tuple.of(4, flipped), Tuple.of(1, cut), Tuple.of(1, noise),
                Tuple.of(2, command));
    }

    @Provide
    Arbitrary<byte[]> traffic() {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Integer>> pieces() {
        return Arbitraries.oneOf(Arbitraries.integers().between(1, 4), Arbitraries.integers().between(1, 80))
                .list().ofMinSize(1).ofMaxSize(10);
    }

    @Provide
    Arbitrary<byte[]> ids() {
        return Arbitraries.bytes().between((byte) 1, (byte) 127).array(byte[].class).ofMaxSize(255);
    }

    @Provide
    Arbitrary<Map<String, String>> metadata() {
        return Arbitraries.maps(Arbitraries.strings().withChars("abc-_.+09").ofMinLength(1).ofMaxLength(8)
                .map(name -> "X-" + name), Arbitraries.strings().ofMaxLength(20)).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(1, Integer.MAX_VALUE);
    }

    @Provide
    Arbitrary<Integer> few() {
        return Arbitraries.integers().between(0, 5000);
    }
}

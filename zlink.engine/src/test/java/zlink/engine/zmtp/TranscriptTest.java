package zlink.engine.zmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static zlink.engine.zmtp.Wire.bytes;
import static zlink.engine.zmtp.Wire.command;
import static zlink.engine.zmtp.Wire.greeting;
import static zlink.engine.zmtp.Wire.hex;
import static zlink.engine.zmtp.Wire.property;
import static zlink.engine.zmtp.Wire.remaining;
import static zlink.engine.zmtp.Wire.zeros;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zlink.api.RoutingId;
import zlink.api.SocketType;
import zlink.engine.mechanism.NullMechanism;

/** Byte for byte what goes out, and when. */
class TranscriptTest {
    private static final byte[] SIGNED = hex("FF 0000000000000001 7F 03");
    private static final byte[] DEALER_READY = hex("04 29 05 5245414459 0B 536F636B65742D54797065 00000006 4445414C4552"
            + " 08 4964656E74697479 00000000");

    @Test
    void goesOutInThreeStages() throws HandshakeException {
        Handshake handshake = handshake(SocketType.DEALER, null, Map.of());
        byte[] peer = greeting(3, 1, "NULL");

        assertThat(remaining(handshake.output())).isEqualTo(SIGNED);
        assertThat(handshake.feed(ByteBuffer.wrap(peer, 0, 10))).isFalse();
        assertThat(remaining(handshake.output())).as("signature only").isEmpty();
        assertThat(handshake.feed(ByteBuffer.wrap(peer, 10, 1))).isFalse();
        assertThat(remaining(handshake.output())).as("major version")
                .isEqualTo(bytes(1, "NULL", zeros(16), 0, zeros(31)));
        assertThat(handshake.feed(ByteBuffer.wrap(peer, 11, 52))).isFalse();
        assertThat(remaining(handshake.output())).as("all but one byte").isEmpty();
        assertThat(handshake.feed(ByteBuffer.wrap(peer, 63, 1))).isFalse();
        assertThat(remaining(handshake.output())).as("whole greeting").isEqualTo(DEALER_READY);
        assertThat(handshake.feed(ByteBuffer.wrap(DEALER_READY))).isTrue();
        assertThat(remaining(handshake.output())).isEmpty();
        assertThat(handshake.state()).isEqualTo(HandshakeState.DONE);
    }

    @Test
    void whatWasNotWrittenStaysInFront() throws HandshakeException {
        Handshake handshake = handshake(SocketType.DEALER, null, Map.of());
        byte[] first = new byte[4];
        handshake.output().get(first);

        handshake.feed(ByteBuffer.wrap(greeting(3, 1, "NULL")));

        assertThat(bytes(first, remaining(handshake.output())))
                .isEqualTo(bytes(SIGNED, 1, "NULL", zeros(16), 0, zeros(31), DEALER_READY));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 254, 255})
    void signatureCarriesTheSizeOfTheRoutingId(int size) {
        byte[] id = new byte[size];
        Arrays.fill(id, (byte) 'r');

        Handshake handshake = handshake(SocketType.PAIR, RoutingId.of(id), Map.of());

        assertThat(remaining(handshake.output()))
                .isEqualTo(bytes(0xFF, zeros(6), (size + 1) >> 8, (size + 1) & 0xFF, 0x7F, 3));
    }

    @ParameterizedTest
    @EnumSource(SocketType.class)
    void onlyTypesThatARouterMayFaceAnnounceTheirId(SocketType type) throws HandshakeException {
        byte[] id = switch (type) {
            case REQ, DEALER, ROUTER -> property("Identity", "me");
            default -> new byte[0];
        };

        assertThat(ready(type, RoutingId.of("me"), Map.of()))
                .isEqualTo(command("READY", property("Socket-Type", type.name()), id));
    }

    @Test
    void ownPropertiesAreSorted() throws HandshakeException {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("X-b", "two");
        own.put("X-a", "é");
        own.put("X-C", "");

        assertThat(ready(SocketType.PUB, null, own)).isEqualTo(command("READY", property("Socket-Type", "PUB"),
                property("X-C", ""), property("X-a", hex("C3A9")), property("X-b", "two")));
    }

    @Test
    void longMetadataTakeALongFrame() throws HandshakeException {
        byte[] ready = ready(SocketType.PUB, null, Map.of("X-long", "v".repeat(60_000)));

        assertThat(ready).startsWith(hex("06 000000000000EA84 05 5245414459")).hasSize(9 + 0xEA84);
    }

    @Test
    void peerIsDescribed() throws HandshakeException {
        Handshake handshake = handshake(SocketType.ROUTER, null, Map.of());

        assertThat(handshake.feed(ByteBuffer.wrap(bytes(greeting(3, 0, "NULL"), command("READY",
                property("x-b", "1"), property("socket-type", "REQ"), property("IDENTITY", "id"),
                property("X-A", "2"), property("X-B", "3")))))).isTrue();

        PeerProperties peer = handshake.peer();
        assertThat(peer.minorVersion()).isZero();
        assertThat(peer.mechanism()).isEqualTo("NULL");
        assertThat(peer.socketType()).contains(SocketType.REQ);
        assertThat(peer.routingId()).contains(RoutingId.of("id"));
        assertThat(peer.properties().keySet()).containsExactly("x-b", "socket-type", "IDENTITY", "X-A");
        assertThat(peer.properties().get("x-b")).isEqualTo(bytes("1"));
    }

    @Test
    void peerMayKeepEverythingToItself() throws HandshakeException {
        Handshake handshake = handshake(SocketType.PULL, null, Map.of());

        assertThat(handshake.feed(ByteBuffer.wrap(bytes(greeting(3, 1, "NULL"), command("READY"))))).isTrue();

        assertThat(handshake.peer()).isEqualTo(
                new PeerProperties(1, "NULL", Optional.empty(), Optional.empty(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0300, 0x0301, 0x0302, 0x03FF, 0x0400, 0x0401, 0xFF00, 0xFF07})
    void laterVersionsAreTakenForThreeOne(int version) throws HandshakeException {
        Handshake handshake = handshake(SocketType.PULL, null, Map.of());

        handshake.feed(ByteBuffer.wrap(bytes(greeting(version >> 8, version & 0xFF, "NULL"), command("READY"))));

        int minor = handshake.peer().minorVersion();
        assertThat(minor == 0).as("minor " + minor).isEqualTo(version == 0x0300);
    }

    /** What comes out between the greeting and the peer's READY. */
    private static byte[] ready(SocketType type, RoutingId id, Map<String, String> own) throws HandshakeException {
        Handshake handshake = handshake(type, id, own);
        handshake.feed(ByteBuffer.wrap(greeting(3, 1, "NULL")));
        byte[] all = remaining(handshake.output());
        return Arrays.copyOfRange(all, 64, all.length);
    }

    private static Handshake handshake(SocketType type, RoutingId id, Map<String, String> own) {
        return new Handshake(type, id, own, new NullMechanism(), 1 << 16);
    }
}

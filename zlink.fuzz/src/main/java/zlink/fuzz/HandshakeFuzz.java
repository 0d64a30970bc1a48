package zlink.fuzz;

import static zlink.fuzz.Bytes.command;
import static zlink.fuzz.Bytes.greeting;
import static zlink.fuzz.Bytes.join;
import static zlink.fuzz.Bytes.of;
import static zlink.fuzz.Bytes.property;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import zlink.api.SocketType;
import zlink.engine.mechanism.NullMechanism;
import zlink.engine.zmtp.Handshake;
import zlink.engine.zmtp.HandshakeException;
import zlink.engine.zmtp.HandshakeState;
import zlink.engine.zmtp.PeerProperties;

/** The greeting of ZMTP, and READY and ERROR with their metadata. The first byte chooses our own socket type. */
public final class HandshakeFuzz {
    private static final int LARGEST_COMMAND = 64 * 1024;
    private static final int MOST_SAID = 1024; // greeting, READY, and an ERROR with its reason

    private HandshakeFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        SocketType[] types = SocketType.values();
        SocketType type = types[data.length == 0 ? 0 : (data[0] & 0xFF) % types.length];
        Property.holds(Bytes.from(data, 1), (stream, pieces) -> decode(type, stream, pieces));
    }

    private static String decode(SocketType type, byte[] stream, Pieces pieces) {
        Handshake handshake =
                new Handshake(type, null, Map.of("X-Own", "value"), new NullMechanism(), LARGEST_COMMAND);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        StringBuilder events = new StringBuilder();
        said.writeBytes(Bytes.remaining(handshake.output()));
        for (int at = 0; at < stream.length && handshake.state() != HandshakeState.FAILED; ) {
            ByteBuffer piece = ByteBuffer.wrap(stream, at, Math.min(pieces.next(), stream.length - at));
            at += piece.remaining();
            try {
                boolean done = handshake.feed(piece);
                Property.check(done || !piece.hasRemaining(), "bytes left unread in " + handshake.state());
                rest.writeBytes(Bytes.remaining(piece));
            } catch (HandshakeException e) {
                Property.check(e.getMessage().matches("[ -~]{1,400}"), "not fit to be shown: " + e.getMessage());
                events.append(e.failure()).append(": ").append(e.getMessage()).append(' ');
            }
            said.writeBytes(Bytes.remaining(handshake.output()));
            Property.check(said.size() <= MOST_SAID, said.size() + " bytes said");
        }
        events.append(handshake.state()).append(" said ").append(Bytes.name(said.toByteArray()));
        if (handshake.state() == HandshakeState.DONE) {
            describe(handshake.peer(), events);
            events.append(" rest ").append(Bytes.name(rest.toByteArray()));
        }
        return events.toString();
    }

    private static void describe(PeerProperties peer, StringBuilder events) {
        events.append(' ').append(peer.minorVersion()).append(peer.socketType()).append(peer.routingId());
        peer.properties().forEach((name, value) -> events.append(Bytes.name(of(name))).append(Bytes.name(value)));
        Property.check(peer.routingId().map(id -> id.bytes().length < 256 && id.bytes()[0] != 0).orElse(true),
                "a routing id of a router's own making");
    }

    static List<byte[]> seeds() {
        byte[] dealer = of(SocketType.DEALER.ordinal());
        byte[] ready = command("READY", join(property("Socket-Type", "ROUTER"), property("Identity", "me"),
                property("X-App", "v".repeat(300))));
        return List.of(
                join(dealer, greeting(3, 1, "NULL"), ready, of(0, 1, 'm')),
                join(dealer, greeting(3, 0, "NULL"), command("READY", property("socket-type", "REP"))),
                join(of(SocketType.PUB.ordinal()), greeting(4, 0, "NULL"),
                        command("READY", property("Socket-Type", "SUB"))),
                join(of(SocketType.PAIR.ordinal()), greeting(3, 1, "NULL"), command("READY", of())),
                join(dealer, greeting(3, 1, "NULL"), command("ERROR", join(of(3), of("400")))),
                join(dealer, greeting(3, 1, "NULL"), Bytes.longFrame(Bytes.COMMAND, 70_000, of("READY"))),
                join(dealer, greeting(3, 1, "CURVE")),
                join(dealer, greeting(1, 5, "")));
    }
}

package zlink.engine.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import zlink.api.HandshakeFailure;
import zlink.api.RoutingId;
import zlink.api.SocketType;
import zlink.engine.mechanism.Command;
import zlink.engine.mechanism.Mechanism;
import zlink.engine.mechanism.MechanismException;
import zlink.engine.mechanism.Metadata;

/**
 * One side of the handshake of one connection: the greeting and the commands of the security mechanism.
 *
 * <p>The greeting goes out in two parts, the second when the peer has shown that it speaks our version, so that two
 * sides that both wait never wait for each other; the mechanism begins when the peer's greeting is complete. The
 * memory taken depends on what the peer has sent, never on the sizes it announces.
 *
 * <p>Source: ZMTP 3.1 (RFC 37); libzmq {@code src/zmtp_engine.cpp} for the stages, {@code src/mechanism.cpp} for the
 * order of properties.
 */
public final class Handshake {
    private static final int GREETING_SIZE = 64;
    private static final int SIGNED_SIZE = 11; // signature and major version
    private static final int MAJOR_AT = 10;
    private static final int MECHANISM_AT = 12;
    private static final int MECHANISM_SIZE = 20;
    private static final byte MAJOR = 3;
    private static final byte MINOR = 1;

    private static final String SOCKET_TYPE = "Socket-Type";
    private static final String IDENTITY = "Identity";
    private static final String ERROR = "ERROR";

    private final SocketType type;
    private final byte[] routingId;
    private final Map<String, String> own;
    private final Mechanism mechanism;
    private final CommandCollector commands;

    private HandshakeState state = HandshakeState.SIGNATURE; // through fire
    private final byte[] greeting = new byte[GREETING_SIZE];
    private int greeted; // bytes of the peer's greeting that have come
    private ByteBuffer output = ByteBuffer.allocate(512).limit(0);
    private PeerProperties peer;
    private HandshakeException failure;

    /**
     * Begins a handshake: {@link #output} holds the first bytes.
     *
     * @param routingIdOrNull announced by the types that announce one
     * @param metadata properties of the user's own
     * @param mechanism new, for this connection only
     * @param largestCommand most bytes of a command that the peer may send
     */
    public Handshake(SocketType type, RoutingId routingIdOrNull, Map<String, String> metadata, Mechanism mechanism,
            int largestCommand) {
        this.type = type;
        this.routingId = routingIdOrNull == null ? new byte[0] : routingIdOrNull.bytes();
        this.own = new TreeMap<>(metadata); // sorted, as libzmq sends them
        this.mechanism = mechanism;
        this.commands = new CommandCollector(largestCommand);
        send(ownGreeting(), 0, SIGNED_SIZE);
    }

    /**
     * Bytes to be written now, from the buffer's position; the caller moves it.
     *
     * @return to be asked for anew after every {@link #feed}
     */
    public ByteBuffer output() {
        return output;
    }

    /** How far it has come. */
    public HandshakeState state() {
        return state;
    }

    /**
     * Takes bytes from the peer, up to the last of the handshake and none behind it.
     *
     * @return whether both sides are done, once {@link #output} is written
     * @throws HandshakeException if the handshake has failed; {@link #output} may hold a word of farewell
     */
    public boolean feed(ByteBuffer input) throws HandshakeException {
        if (failure != null) {
            throw failure;
        }
        try {
            while (!state.isOver() && input.hasRemaining()) {
                switch (state) {
                    case SIGNATURE -> takeSignature(input);
                    case GREETING -> takeGreeting(input);
                    case COMMANDS -> takeCommand(input);
                    case DONE, FAILED -> throw new IllegalStateException(state.toString());
                }
            }
        } catch (HandshakeException e) {
            failure = e;
            fire(HandshakeState.Event.VIOLATED);
            throw e;
        }
        return state == HandshakeState.DONE;
    }

    /**
     * What was found out about the peer.
     *
     * @throws IllegalStateException before the handshake is {@link HandshakeState#DONE}
     */
    public PeerProperties peer() {
        if (peer == null) {
            throw new IllegalStateException("handshake in " + state);
        }
        return peer;
    }

    private void fire(HandshakeState.Event event) {
        state = state.on(event);
    }

    // ---- greeting --------------------------------------------------------------------------------------------------

    private byte[] ownGreeting() {
        byte[] bytes = new byte[GREETING_SIZE];
        bytes[0] = (byte) 0xFF;
        ByteBuffer.wrap(bytes).putLong(1, routingId.length + 1); // what a ZMTP 1.0 peer takes for a frame's size
        bytes[9] = 0x7F;
        bytes[MAJOR_AT] = MAJOR;
        bytes[MAJOR_AT + 1] = MINOR;
        System.arraycopy(mechanismField(), 0, bytes, MECHANISM_AT, MECHANISM_SIZE);
        return bytes;
    }

    private byte[] mechanismField() {
        return Arrays.copyOf(mechanism.name().getBytes(StandardCharsets.US_ASCII), MECHANISM_SIZE);
    }

    private void takeSignature(ByteBuffer input) throws HandshakeException {
        byte taken = input.get();
        int at = greeted;
        greeting[greeted++] = taken;
        if (at == 0 && taken != (byte) 0xFF) {
            throw new HandshakeException(HandshakeFailure.BAD_GREETING,
                    "first byte 0x" + Integer.toHexString(taken & 0xFF) + " is not that of a ZMTP 3 greeting");
        }
        if (at == MAJOR_AT - 1 && (taken & 1) == 0) {
            throw new HandshakeException(HandshakeFailure.BAD_GREETING,
                    "byte 0x" + Integer.toHexString(taken & 0xFF) + " does not end the signature of a ZMTP 3 greeting");
        }
        if (at == MAJOR_AT) {
            int revision = taken & 0xFF;
            if (revision < MAJOR) {
                throw new HandshakeException(HandshakeFailure.UNSUPPORTED_VERSION, "the peer speaks ZMTP "
                        + (revision == 0 ? "1.0" : "2.0") + " (revision " + revision + "), 3.0 or later is needed");
            }
            fire(HandshakeState.Event.SIGNED);
            send(ownGreeting(), SIGNED_SIZE, GREETING_SIZE);
        }
    }

    private void takeGreeting(ByteBuffer input) throws HandshakeException {
        int taken = Math.min(input.remaining(), GREETING_SIZE - greeted);
        input.get(greeting, greeted, taken);
        greeted += taken;
        if (greeted < GREETING_SIZE) {
            return;
        }
        byte[] field = Arrays.copyOfRange(greeting, MECHANISM_AT, MECHANISM_AT + MECHANISM_SIZE);
        if (!Arrays.equals(field, mechanismField())) {
            String name = new String(field, StandardCharsets.ISO_8859_1).replaceFirst("\0+$", "");
            throw new HandshakeException(HandshakeFailure.MECHANISM_MISMATCH,
                    "the peer's mechanism is '" + Command.printable(name) + "', ours is " + mechanism.name());
        }
        fire(HandshakeState.Event.GREETED);
        send(mechanism.begin(metadata()));
    }

    /** Major versions after 3 are taken for the last minor version of it, as libzmq does. */
    private int peerMinor() {
        int minor = greeting[MAJOR_AT + 1] & 0xFF;
        return greeting[MAJOR_AT] == MAJOR ? minor : Math.max(minor, MINOR);
    }

    // ---- commands --------------------------------------------------------------------------------------------------

    private Metadata metadata() {
        Metadata metadata = new Metadata().add(SOCKET_TYPE, type.name().getBytes(StandardCharsets.US_ASCII));
        if (type == SocketType.REQ || type == SocketType.DEALER || type == SocketType.ROUTER) {
            metadata.add(IDENTITY, routingId);
        }
        own.forEach((name, value) -> metadata.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return metadata;
    }

    private void takeCommand(ByteBuffer input) throws HandshakeException {
        try {
            byte[] body = commands.read(input);
            if (body == null) {
                return;
            }
            Command command = Command.decode(body);
            if (command.name().equals(ERROR)) {
                throw new HandshakeException(HandshakeFailure.REJECTED_BY_PEER, reason(command.data()));
            }
            var step = mechanism.on(command);
            send(step.commands());
            if (step.peer().isPresent()) {
                peer = check(step.peer().get());
                fire(HandshakeState.Event.AGREED);
            }
        } catch (MechanismException e) {
            send(e.answer().map(List::of).orElse(List.of()));
            throw new HandshakeException(e.failure(), e.getMessage());
        }
    }

    /** The reason in an ERROR: preceded by its length, or, from old peers, not; or absent. */
    private static String reason(byte[] data) {
        int from = data.length > 0 && (data[0] & 0xFF) == data.length - 1 ? 1 : 0;
        String reason = new String(data, from, Math.min(data.length - from, 255), StandardCharsets.ISO_8859_1);
        return reason.isEmpty() ? "no reason given" : Command.printable(reason);
    }

    private PeerProperties check(Metadata metadata) throws HandshakeException {
        Optional<SocketType> peerType = Optional.empty();
        if (metadata.get(SOCKET_TYPE).isPresent()) {
            String name = new String(metadata.get(SOCKET_TYPE).get(), StandardCharsets.ISO_8859_1);
            peerType = SocketType.ofWireName(name);
            if (peerType.isEmpty() || !type.canTalkTo(peerType.get())) {
                throw refuse(HandshakeFailure.INCOMPATIBLE_SOCKET_TYPE, "a socket of type " + type
                        + " does not talk to one of type '" + Command.printable(name) + "'");
            }
        }
        byte[] identity = metadata.get(IDENTITY).orElse(new byte[0]);
        if (identity.length > RoutingId.MAX_SIZE) {
            throw refuse(HandshakeFailure.MALFORMED_COMMAND,
                    "an identity of " + identity.length + " bytes, most are " + RoutingId.MAX_SIZE);
        }
        if (identity.length > 0 && identity[0] == 0) {
            throw refuse(HandshakeFailure.MALFORMED_COMMAND, "an identity that begins with a zero byte, as only those "
                    + "made up by a router do");
        }
        return new PeerProperties(peerMinor(), mechanism.name(), peerType,
                identity.length == 0 ? Optional.empty() : Optional.of(RoutingId.of(identity)), metadata.properties());
    }

    private HandshakeException refuse(HandshakeFailure kind, String reason) {
        byte[] error = Commands.error(reason);
        send(error, 0, error.length);
        return new HandshakeException(kind, reason);
    }

    // ---- output ----------------------------------------------------------------------------------------------------

    private void send(List<Command> list) {
        for (Command command : list) {
            byte[] frame = Commands.command(command.encode());
            send(frame, 0, frame.length);
        }
    }

    private void send(byte[] bytes, int from, int to) {
        output.compact();
        if (output.remaining() < to - from) {
            output = ByteBuffer.allocate(output.position() + to - from).put(output.flip());
        }
        output.put(bytes, from, to - from).flip();
    }
}

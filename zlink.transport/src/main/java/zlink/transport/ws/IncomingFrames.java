package zlink.transport.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import zlink.transport.spi.Connection;
import zlink.transport.ws.frame.CloseReason;
import zlink.transport.ws.frame.FrameHeader;
import zlink.transport.ws.frame.Mask;
import zlink.transport.ws.frame.Opcode;
import zlink.transport.ws.frame.ViolationException;
import zlink.transport.ws.http.HttpHead;

/**
 * Makes WebSocket messages into the stream of a peer that speaks ZMTP 3.0. The reader's only, but for
 * {@link #hasInput}.
 *
 * <p>A message in one frame streams: the header of ZMTP is given as soon as its flags are known, and the body follows
 * as it comes, from the connection below straight into the target where it is large. A message in fragments is gathered
 * first, since ZMTP wants its size in front; what is gathered grows with what has come, up to the limit of messages.
 *
 * <p>Source: ZWS 2.0 (RFC 45), RFC 6455 sections 5.4 and 5.5.
 */
final class IncomingFrames {
    /** Reads of the connection below before the caller shall come again. */
    private static final int MOST_FILLS = 8;

    /** A body of which so much is to come is read straight into the target. */
    private static final int READ_THROUGH = 4 << 10;

    private static final int FIRST_GATHERED = 1 << 10;
    private static final int LARGEST_ROUTING_ID = 255;
    private static final byte[] PONG = {4, 5, 4, 'P', 'O', 'N', 'G'}; // the command, as a frame of ZMTP
    private static final byte[] READY = "\5READY\10Identity".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_PAYLOAD = {};

    private enum Phase { HEADER, FLAGS, BODY, CONTROL, FRAGMENT }

    private final Connection below;
    private final ReceiveBuffer input;
    private MessageLimit limit; // replaced before it begins, if at all
    private final OwedFrames owed;
    private final FrameHeader header;

    private Phase phase = Phase.HEADER;
    private long left;  // bytes of the frame under way
    private int key;    // for the next of them
    private byte[] control; // payload of a control frame; made when first needed
    private int controlLength;
    private ByteBuffer gathered; // a fragmented message: room for ZMTP's header, then what has come; or null
    private boolean fragmented;  // a message has begun whose last fragment has not come
    private boolean routingIdDue; // the first message is the peer's routing id
    private boolean ended;       // nothing follows: a CLOSE, or the end of the stream below
    private IOException failure; // thrown by the next read, and all after it
    private ByteBuffer ready = ByteBuffer.allocate(0); // goes to the target before anything else
    private final ByteBuffer small = ByteBuffer.allocate(64);

    // Whether ready or the input have something for the next read. Written by the reader, read by anybody.
    private volatile boolean held;

    IncomingFrames(Connection below, ReceiveBuffer input, Role role, MessageLimit limit, OwedFrames owed) {
        this.below = below;
        this.input = input;
        this.limit = limit;
        this.owed = owed;
        this.header = new FrameHeader(role == Role.SERVER);
    }

    /** Replaces the limit; not after {@link #begin}. */
    void limit(MessageLimit replacement) {
        limit = replacement;
    }

    /** The WebSocket has begun: gives the greeting that the peer would have sent. */
    void begin(Subprotocol subprotocol) {
        routingIdDue = !subprotocol.hasHandshake();
        ready = ByteBuffer.wrap(Greeting.ofPeer(subprotocol.mechanism()));
        held = true;
    }

    /** As {@link Connection#hasInput}, without the connection below. */
    boolean hasInput() {
        return held;
    }

    /** As {@link Connection#read}. */
    int read(ByteBuffer target) throws IOException {
        if (failure != null) {
            held = false;
            throw failure;
        }
        int start = target.position();
        try {
            transfer(target);
        } catch (IOException e) {
            input.drop();
            failure = e;
            if (e instanceof ViolationException violation) {
                owed.close(violation.reason());
            }
            held = target.position() > start; // what came before it comes first
            if (!held) {
                throw e;
            }
        }
        int count = target.position() - start;
        if (ended && !ready.hasRemaining()) {
            held = count > 0; // the end itself, which nothing else reports
            return count > 0 ? count : -1;
        }
        return count;
    }

    private void transfer(ByteBuffer target) throws IOException {
        int fills = 0;
        boolean dry = false;
        while (true) {
            give(ready, target);
            if (!target.hasRemaining()) {
                held = ready.hasRemaining() || input.bytes().hasRemaining();
                return;
            }
            if (ended) {
                held = false;
                return;
            }
            boolean through = phase == Phase.BODY && left >= READ_THROUGH && target.remaining() >= READ_THROUGH
                    && !input.bytes().hasRemaining();
            if (!through && advance(target)) {
                continue;
            }
            if (dry) {
                held = false;
                input.rest();
                return;
            }
            if (fills++ == MOST_FILLS) {
                held = true;
                return;
            }
            int count;
            if (through) {
                int room = (int) Math.min(left, target.remaining());
                count = readThrough(target, room);
                dry = count < room;
            } else {
                count = input.fill();
                dry = input.isDry();
            }
            if (count < 0) {
                end();
            }
        }
    }

    private static void give(ByteBuffer source, ByteBuffer target) {
        int count = Math.min(source.remaining(), target.remaining());
        if (count > 0) {
            target.put(target.position(), source, source.position(), count);
            target.position(target.position() + count);
            source.position(source.position() + count);
        }
    }

    private int readThrough(ByteBuffer target, int room) throws IOException {
        int from = target.position();
        int end = target.limit();
        int count;
        try {
            count = below.read(target.limit(from + room));
        } finally {
            target.limit(end);
        }
        if (count > 0) {
            key = Mask.apply(target, from, from + count, key);
            use(count);
        }
        return count;
    }

    private void end() {
        ended = true;
        gathered = null;
        input.drop();
    }

    /** Takes a step with what is there; returns whether there was enough for one. Nothing is ready meanwhile. */
    private boolean advance(ByteBuffer target) throws IOException {
        ByteBuffer bytes = input.bytes();
        if (phase == Phase.HEADER) {
            if (!header.read(bytes)) {
                return false;
            }
            beginFrame();
            return true;
        }
        if (!bytes.hasRemaining()) {
            return false;
        }
        int count = (int) Math.min(left, bytes.remaining());
        switch (phase) {
            case FLAGS -> takeFlags(bytes, target);
            case BODY -> {
                int some = Math.min(count, target.remaining());
                key = Mask.move(bytes, target, some, key);
                use(some);
            }
            case CONTROL -> takeControl(bytes, count);
            case FRAGMENT -> takeFragment(bytes, count);
            case HEADER -> throw new IllegalStateException();
        }
        return true;
    }

    /** So many bytes of the frame have been dealt with. */
    private void use(int count) {
        left -= count;
        if (left == 0) {
            phase = Phase.HEADER;
        }
    }

    private void beginFrame() throws IOException {
        left = header.length();
        key = header.key();
        Opcode opcode = header.opcode();
        if (opcode.isControl()) {
            controlLength = 0;
            phase = Phase.CONTROL;
            if (left == 0) {
                endControl();
            }
            return;
        }
        if (opcode == Opcode.TEXT) {
            throw ViolationException.unsupported("a text message, only binary ones are spoken here");
        }
        if (fragmented != (opcode == Opcode.CONTINUATION)) {
            throw ViolationException.protocolError(fragmented
                    ? "a message begins in the middle of another" : "a continuation of nothing");
        }
        if (header.isFinal() && !fragmented && !routingIdDue) {
            if (left == 0) {
                throw ViolationException.protocolError("a message without flags");
            }
            phase = Phase.FLAGS;
            return;
        }
        beginFragment();
    }

    // ---- messages in one frame -------------------------------------------------------------------------------------

    private void takeFlags(ByteBuffer bytes, ByteBuffer target) throws ViolationException {
        Flags flags = Flags.of(Mask.apply(bytes.get(), key));
        key = Mask.next(key);
        check(flags, left - 1);
        announce(flags, left - 1, target);
        phase = Phase.BODY;
        use(1);
    }

    private void check(Flags flags, long size) throws ViolationException {
        if (flags == Flags.COMMAND && size == 0) {
            throw ViolationException.protocolError("an empty command");
        }
        limit.check(flags, size);
    }

    private void announce(Flags flags, long size, ByteBuffer target) {
        if (target.remaining() >= Flags.LARGEST_HEADER) {
            flags.putHeader(target, size);
        } else {
            flags.putHeader(small.clear(), size);
            ready = small.flip();
        }
    }

    // ---- messages in several frames, and routing ids ---------------------------------------------------------------

    private void beginFragment() throws IOException {
        if (gathered == null) {
            gathered = ByteBuffer.allocate(FIRST_GATHERED).position(Flags.LARGEST_HEADER - 1);
        }
        checkGathered();
        fragmented = !header.isFinal();
        phase = Phase.FRAGMENT;
        if (left == 0) {
            endFragment();
        }
    }

    private int gatheredBytes() {
        return gathered.position() - (Flags.LARGEST_HEADER - 1);
    }

    private void checkGathered() throws ViolationException {
        int there = gatheredBytes();
        if (there > 0) {
            limit.check(Flags.of(gathered.get(Flags.LARGEST_HEADER - 1)), saturated(there - 1, left));
        }
        limit.checkGathered(there, left);
    }

    private static long saturated(long one, long other) {
        return Math.min(one, Long.MAX_VALUE - other) + other;
    }

    private void takeFragment(ByteBuffer bytes, int count) throws IOException {
        if (gathered.remaining() < count) {
            int size = gathered.position() + count;
            int room = (int) Math.min(Math.max(size, 2L * gathered.capacity()), Integer.MAX_VALUE - 16);
            gathered = ByteBuffer.allocate(room).put(gathered.flip());
        }
        boolean first = gatheredBytes() == 0;
        key = Mask.move(bytes, gathered, count, key);
        left -= count;
        if (first) {
            checkGathered();
        }
        if (left == 0) {
            endFragment();
        }
    }

    private void endFragment() throws IOException {
        phase = Phase.HEADER;
        if (fragmented) {
            return;
        }
        int size = gatheredBytes() - 1;
        if (size < 0) {
            throw ViolationException.protocolError("a message without flags");
        }
        Flags flags = Flags.of(gathered.get(Flags.LARGEST_HEADER - 1));
        check(flags, size);
        ByteBuffer message = gathered.flip();
        gathered = null;
        if (routingIdDue) {
            routingIdDue = false;
            ready = readyCommand(flags, message.position(Flags.LARGEST_HEADER));
            return;
        }
        int from = Flags.LARGEST_HEADER - Flags.headerSize(size);
        flags.putHeader(message.position(from), size); // over the flags
        ready = message.position(from);
    }

    /** A peer without a handshake says its routing id; one with a handshake would have said this. */
    private static ByteBuffer readyCommand(Flags flags, ByteBuffer routingId) throws ViolationException {
        int length = routingId.remaining();
        if (flags != Flags.FINAL || length > LARGEST_ROUTING_ID) {
            throw ViolationException.protocolError("the first message is no routing id, which is a single part of at"
                    + " most " + LARGEST_ROUTING_ID + " bytes");
        }
        int size = READY.length + Integer.BYTES + length;
        ByteBuffer command = ByteBuffer.allocate(Flags.LARGEST_HEADER + size);
        Flags.COMMAND.putHeader(command, size);
        return command.put(READY).putInt(length).put(routingId).flip();
    }

    // ---- control frames --------------------------------------------------------------------------------------------

    private void takeControl(ByteBuffer bytes, int count) throws IOException {
        control = control == null ? new byte[FrameHeader.LARGEST_CONTROL] : control;
        for (int i = 0; i < count; i++) {
            control[controlLength++] = Mask.apply(bytes.get(), key);
            key = Mask.next(key);
        }
        left -= count;
        if (left == 0) {
            endControl();
        }
    }

    private void endControl() throws IOException {
        // Whatever a fragmented message does, its next frame begins with a header again.
        phase = Phase.HEADER;
        switch (header.opcode()) {
            case PING -> owed.pong(controlPayload());
            case PONG -> ready = small.clear().put(PONG).flip();
            default -> {
                CloseReason reason = CloseReason.decode(control, controlLength);
                boolean answersUs = owed.isCloseSent();
                owed.close(reason.answer());
                end();
                if (!answersUs && !reason.isRegular()) {
                    throw new IOException("the peer closed the WebSocket with " + reason.code()
                            + (reason.text().isEmpty() ? "" : ": " + HttpHead.shown(reason.text())));
                }
            }
        }
    }

    private byte[] controlPayload() {
        return controlLength == 0 ? NO_PAYLOAD : Arrays.copyOf(control, controlLength);
    }
}

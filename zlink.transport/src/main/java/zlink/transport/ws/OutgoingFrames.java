package zlink.transport.ws;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import zlink.transport.layer.BufferPool;
import zlink.transport.spi.Connection;
import zlink.transport.ws.frame.CloseReason;
import zlink.transport.ws.frame.FrameHeader;
import zlink.transport.ws.frame.Mask;
import zlink.transport.ws.frame.MaskKeys;
import zlink.transport.ws.frame.Opcode;

/**
 * Makes the stream of ZMTP that the engine writes into WebSocket messages.
 *
 * <p>Everything here is guarded by a token. The engine has one writer at a time, so it is free but for one case: the
 * reader, whose next word to the engine is that the connection has ended, says CLOSE itself if nobody is writing, for
 * the engine asks for no flush after that. Whoever finds the token taken does not wait for it.
 *
 * <p>Bodies stream: the header of a frame leaves as soon as ZMTP's is known.
 *
 * <p>Source: ZWS 2.0 (RFC 45), RFC 6455.
 */
final class OutgoingFrames {
    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(OutgoingFrames.class, "taken", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A body of which a server has so much at once is not copied. */
    private static final int WRITE_THROUGH = 16 << 10;

    private static final byte[] PING = {4, 'P', 'I', 'N', 'G'};
    private static final byte[] READY = "\5READY".getBytes(StandardCharsets.US_ASCII);
    private static final String IDENTITY = "Identity";
    private static final int SHORT_HEADER = 2;
    private static final int BEGINNING = FrameHeader.LARGEST + 1 + PING.length;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** What the next byte of ZMTP is, or what has to be said before it is looked at. */
    private enum Phase { GREETING, HEADER, COMMAND, BEGIN, SAY_PING, SAY_ID, SKIP, BODY }

    private final Connection below;
    private final SendBuffer output;
    private final OwedFrames owed;
    private final boolean masking;
    private final MaskKeys keys; // null unless masking
    private volatile boolean taken; // the token, through TAKEN

    private Subprotocol subprotocol;
    private Phase phase = Phase.GREETING;
    private byte[] collected = new byte[Greeting.SIZE]; // greeting, header, or beginning of a command
    private int collectedLength;
    private int wanted;  // bytes of a command to be collected before it is decided what to do with it
    private Flags flags;
    private long left;   // bytes of the frame of ZMTP under way
    private int key;     // for the next of them
    private byte[] routingId; // to be said

    // For hasOutput. Written with the token, read by anybody.
    private volatile boolean unsent;
    private volatile boolean inFrame;

    private volatile boolean shutDown; // set once, by the writer

    OutgoingFrames(Connection below, Role role, BufferPool pool, OwedFrames owed) {
        this.below = below;
        this.output = new SendBuffer(below, pool);
        this.owed = owed;
        this.masking = role == Role.CLIENT;
        this.keys = masking ? new MaskKeys() : null;
    }

    /** The WebSocket has begun; before anything is written. */
    void begin(Subprotocol agreed) {
        subprotocol = agreed;
    }

    // ---- the token --------------------------------------------------------------------------------------------------

    private boolean take() {
        return TAKEN.compareAndSet(this, false, true);
    }

    private void leave() {
        publish();
        TAKEN.setVolatile(this, false);
        if (owed.mustClose() && !inFrame && take()) { // the reader may have found the token taken just now
            sayLastWords();
        }
    }

    private void publish() {
        inFrame = phase == Phase.BODY;
        unsent = !output.isEmpty() || mustSpeak();
    }

    /** Whether something waits for room, not for more of ZMTP. */
    private boolean mustSpeak() {
        return phase == Phase.BEGIN || phase == Phase.SAY_PING || phase == Phase.SAY_ID;
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    /** As {@link Connection#write(ByteBuffer[], int, int)}. */
    long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        if (!take()) {
            return 0;
        }
        try {
            checkNotShutDown();
            long count = 0;
            for (int i = offset; i < offset + length; i++) {
                ByteBuffer source = sources[i];
                count += owed.isCloseSent() ? discard(source) : write(source);
                if (source.hasRemaining()) {
                    break;
                }
            }
            output.push();
            return count;
        } finally {
            leave();
        }
    }

    /** As {@link Connection#write(ByteBuffer)}. */
    int writeOne(ByteBuffer source) throws IOException {
        if (!take()) {
            return 0;
        }
        try {
            checkNotShutDown();
            int count = owed.isCloseSent() ? discard(source) : write(source);
            output.push();
            return count;
        } finally {
            leave();
        }
    }

    private void checkNotShutDown() throws IOException {
        if (shutDown) {
            throw new IOException("this side has closed the WebSocket");
        }
    }

    /**
     * The peer reads no more, since it has closed or is being closed: the reader says so, and why, behind what came
     * before. A writer that failed first would take that away, even a whole handshake and what followed it.
     */
    private static int discard(ByteBuffer source) {
        int count = source.remaining();
        source.position(source.limit());
        return count;
    }

    private int write(ByteBuffer source) throws IOException {
        int before = source.remaining();
        boolean room = true;
        while (room && (source.hasRemaining() || mustSpeak())) {
            if (goesThrough(source)) {
                room = output.push() && writeThrough(source);
            } else {
                encode(source);
                room = !source.hasRemaining() && !mustSpeak() || output.push() && !owed.isCloseSent();
            }
        }
        return before - source.remaining();
    }

    private boolean goesThrough(ByteBuffer source) {
        return !masking && phase == Phase.BODY && left >= WRITE_THROUGH && source.remaining() >= WRITE_THROUGH;
    }

    private boolean writeThrough(ByteBuffer source) throws IOException {
        int end = source.limit();
        int offered = (int) Math.min(left, source.remaining());
        try {
            int count = below.write(source.limit(source.position() + offered));
            use(count);
            return count == offered;
        } finally {
            source.limit(end);
        }
    }

    /** As {@link Connection#flush}. */
    boolean flush() throws IOException {
        if (!take()) {
            return false;
        }
        try {
            boolean done = speak();
            return below.flush() && done;
        } finally {
            leave();
        }
    }

    /** Says what is owed and what waits; returns whether nothing is left that could be said now. */
    private boolean speak() throws IOException {
        boolean roomMade = true;
        while (roomMade) {
            boolean paid = phase == Phase.BODY || payOwed();
            encode(NOTHING);
            if (!output.push()) {
                return false;
            }
            roomMade = !paid || mustSpeak();
        }
        return true;
    }

    /** As {@link Connection#hasOutput}, without the connection below. */
    boolean hasOutput() {
        return unsent || !inFrame && owed.any();
    }

    /** As {@link Connection#shutdownOutput}: says CLOSE, unless a frame is cut off, which only an end can tell. */
    void shutDown() throws IOException {
        shutDown = true;
        owed.close(new CloseReason(CloseReason.NORMAL, ""));
        if (!take()) {
            return;
        }
        try {
            speak();
            if (phase == Phase.BODY) {
                below.shutdownOutput();
            }
        } finally {
            leave();
        }
    }

    /** Says CLOSE if it is owed and nobody is writing, who would do it afterwards. By the reader. */
    void closeIfOwed() {
        if (owed.mustClose() && take()) {
            sayLastWords();
        }
    }

    /** With the token, which is given back. What cannot be said now never will be. */
    private void sayLastWords() {
        try {
            speak();
            below.flush();
        } catch (IOException gone) {
            owed.sentClose(); // nobody is there to hear it
        } finally {
            publish();
            TAKEN.setVolatile(this, false);
        }
    }

    // ---- ZMTP into frames -------------------------------------------------------------------------------------------

    /** Takes of the source what there is room for. */
    private void encode(ByteBuffer source) throws IOException {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = switch (phase) {
                case GREETING -> takeGreeting(source);
                case HEADER -> takeHeader(source);
                case COMMAND -> takeCommand(source);
                case BEGIN -> begin();
                case SAY_PING -> sayPing();
                case SAY_ID -> sayRoutingId();
                case SKIP -> skip(source);
                case BODY -> takeBody(source);
            };
        }
    }

    private boolean collect(ByteBuffer source, int target) {
        int count = Math.min(source.remaining(), target - collectedLength);
        source.get(collected, collectedLength, count);
        collectedLength += count;
        return collectedLength == target;
    }

    /** The subprotocol stands for it. */
    private boolean takeGreeting(ByteBuffer source) throws IOException {
        if (!collect(source, Greeting.SIZE)) {
            return false;
        }
        String mechanism = Greeting.mechanismOf(collected);
        if (!mechanism.equals(subprotocol.mechanism())) {
            throw new IOException("the socket's mechanism is " + mechanism + ", but the peers have agreed on "
                    + subprotocol.text());
        }
        phase = Phase.HEADER;
        collectedLength = 0;
        return true;
    }

    private boolean takeHeader(ByteBuffer source) {
        if (collectedLength == 0 && owed.any() && (!payOwed() || owed.isCloseSent())) {
            return false;
        }
        if (collectedLength < SHORT_HEADER && !collect(source, SHORT_HEADER)) {
            return false;
        }
        boolean isLong = Flags.isLongZmtp(collected[0]);
        if (isLong && !collect(source, Flags.LARGEST_HEADER)) {
            return false;
        }
        flags = Flags.ofZmtp(collected[0]);
        left = isLong ? ByteBuffer.wrap(collected).getLong(1) : collected[1] & 0xFF;
        collectedLength = 0;
        phase = Phase.BEGIN;
        if (flags == Flags.COMMAND) {
            phase = Phase.COMMAND;
            wanted = subprotocol.hasHandshake() ? (int) Math.min(left, PING.length) : Math.toIntExact(left);
            collected = wanted > collected.length ? new byte[wanted] : collected;
        }
        return true;
    }

    /** Decides by the beginning of a command what becomes of it. */
    private boolean takeCommand(ByteBuffer source) throws IOException {
        if (!collect(source, wanted)) {
            return false;
        }
        boolean isPing = beginsWith(PING);
        boolean isReady = !subprotocol.hasHandshake() && beginsWith(READY);
        phase = isPing ? Phase.SAY_PING : isReady ? Phase.SAY_ID : Phase.BEGIN;
        if (isPing || !subprotocol.hasHandshake()) {
            routingId = isReady ? routingIdIn(ByteBuffer.wrap(collected, READY.length, wanted - READY.length)) : null;
            left -= wanted;
            collectedLength = 0;
            if (phase == Phase.BEGIN) { // without a handshake there are no commands
                phase = Phase.SKIP;
            }
        }
        return true;
    }

    private boolean beginsWith(byte[] name) {
        return wanted >= name.length && Arrays.equals(collected, 0, name.length, name, 0, name.length);
    }

    /** The routing id in what a READY says. */
    private static byte[] routingIdIn(ByteBuffer properties) {
        while (properties.hasRemaining()) {
            byte[] name = new byte[properties.get() & 0xFF];
            properties.get(name);
            byte[] value = new byte[properties.getInt()];
            properties.get(value);
            if (IDENTITY.equalsIgnoreCase(new String(name, StandardCharsets.US_ASCII))) {
                return value;
            }
        }
        return new byte[0];
    }

    private boolean begin() {
        if (!output.makeRoom(BEGINNING)) {
            return false;
        }
        ByteBuffer room = output.room();
        beginBinary(room, left);
        for (int i = 0; i < collectedLength; i++) {
            putMasked(room, collected[i]);
        }
        phase = Phase.BODY;
        use(collectedLength);
        collectedLength = 0;
        return true;
    }

    private void beginBinary(ByteBuffer room, long size) {
        key = masking ? keys.next() : 0;
        FrameHeader.write(room, Opcode.BINARY, size + 1, masking, key);
        putMasked(room, flags.octet());
    }

    private void putMasked(ByteBuffer room, byte octet) {
        room.put(Mask.apply(octet, key));
        key = Mask.next(key);
    }

    private boolean sayRoutingId() {
        if (!output.makeRoom(BEGINNING + routingId.length)) {
            return false;
        }
        flags = Flags.FINAL;
        beginBinary(output.room(), routingId.length);
        for (byte octet : routingId) {
            putMasked(output.room(), octet);
        }
        routingId = null;
        phase = Phase.SKIP;
        return true;
    }

    /** What a PING says beside being one gets lost: ZWS has no place for it. */
    private boolean sayPing() {
        if (!sayControl(Opcode.PING, new byte[0])) {
            return false;
        }
        phase = Phase.SKIP;
        return true;
    }

    private boolean skip(ByteBuffer source) {
        int count = (int) Math.min(left, source.remaining());
        source.position(source.position() + count);
        use(count);
        return left == 0;
    }

    private boolean takeBody(ByteBuffer source) {
        if (!source.hasRemaining() || goesThrough(source) || !output.makeRoom(1)) {
            return false;
        }
        int count = (int) Math.min(left, Math.min(source.remaining(), output.room().remaining()));
        key = Mask.move(source, output.room(), count, key);
        use(count);
        return true;
    }

    private void use(int count) {
        left -= count;
        if (left == 0) {
            phase = Phase.HEADER;
        }
    }

    // ---- control frames ---------------------------------------------------------------------------------------------

    /** Between two frames: says what is owed; returns whether there was room for it. */
    private boolean payOwed() {
        if (owed.isCloseSent()) {
            return true;
        }
        if (!owed.any()) {
            return true;
        }
        if (!output.makeRoom(2 * (FrameHeader.LARGEST + FrameHeader.LARGEST_CONTROL))) {
            return false;
        }
        byte[] pong = owed.takePong();
        if (pong != null) {
            sayControl(Opcode.PONG, pong);
        }
        CloseReason close = owed.closeToSend();
        if (close != null) {
            sayControl(Opcode.CLOSE, close.encode());
            owed.sentClose();
        }
        return true;
    }

    private boolean sayControl(Opcode opcode, byte[] payload) {
        if (!output.makeRoom(FrameHeader.LARGEST + payload.length)) {
            return false;
        }
        key = masking ? keys.next() : 0;
        FrameHeader.write(output.room(), opcode, payload.length, masking, key);
        for (byte octet : payload) {
            putMasked(output.room(), octet);
        }
        return true;
    }
}

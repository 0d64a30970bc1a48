package zlink.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One or more frames of bytes that travel together: a peer receives all of them or none.
 *
 * <p>Immutable, so it may be sent any number of times and from any thread. A frame may be empty; a
 * message has at least one frame. A frame holds at most 2³¹−1 bytes, less if
 * {@link SocketOption#MAX_MESSAGE_SIZE} of the receiver says so.
 *
 * <p>Arrays given to {@link #wrap} and to {@link Builder#wrap(byte[])} become the message's own and
 * must not be changed afterwards; all other methods copy.
 *
 * <p>Source: zmq_msg_send(3) "Multi-part messages"; RFC 37 section "Messages".
 */
public final class Message {
    private static final byte[] NO_BYTES = {};
    private static final int SHOWN_FRAMES = 8;
    private static final int SHOWN_BYTES = 32;

    // Exactly one of the two is in use: a message of one frame costs no array of arrays.
    private final byte[] only;
    private final byte[][] several;
    private final PeerInfo peer;

    private Message(byte[] only, byte[][] several, PeerInfo peer) {
        this.only = only;
        this.several = several;
        this.peer = peer;
    }

    private static Message owning(byte[][] frames, PeerInfo peer) {
        if (frames.length == 0) {
            throw new MessageShapeException("a message needs at least one frame; add an empty one to send nothing");
        }
        for (int i = 0; i < frames.length; i++) {
            if (frames[i] == null) {
                throw new NullPointerException("frame " + i);
            }
        }
        return frames.length == 1 ? new Message(frames[0], null, peer) : new Message(null, frames, peer);
    }

    /**
     * Makes a message of texts, one frame each, in UTF-8.
     *
     * @param frames one or more texts, each possibly empty
     * @return the message
     * @throws MessageShapeException if there is no frame
     */
    public static Message of(String... frames) {
        byte[][] encoded = new byte[frames.length][];
        for (int i = 0; i < frames.length; i++) {
            encoded[i] = encode(Objects.requireNonNull(frames[i], "frame"));
        }
        return owning(encoded, null);
    }

    /**
     * Makes a message of copies of the arrays, one frame each.
     *
     * @param frames one or more arrays, each possibly empty
     * @return the message
     * @throws MessageShapeException if there is no frame
     */
    public static Message copyOf(byte[]... frames) {
        byte[][] copies = new byte[frames.length][];
        for (int i = 0; i < frames.length; i++) {
            copies[i] = Objects.requireNonNull(frames[i], "frame").clone();
        }
        return owning(copies, null);
    }

    /**
     * Makes a message of one frame, a copy of the buffer's remaining bytes.
     *
     * @param frame its bytes from position to limit; the position does not move
     * @return the message
     */
    public static Message copyOf(ByteBuffer frame) {
        return new Message(copy(frame), null, null);
    }

    /**
     * Makes a message of the arrays themselves, one frame each, without copying.
     *
     * @param frames one or more arrays, each possibly empty; the message owns them from now on and the
     *     caller must not change them
     * @return the message
     * @throws MessageShapeException if there is no frame
     */
    public static Message wrap(byte[]... frames) {
        return owning(frames.length > 1 ? frames.clone() : frames, null);
    }

    /**
     * Makes a message as it came from a peer; for implementations of zlink.
     *
     * @param peer who sent it
     * @param frames one or more arrays; the message owns them, and the array of them, from now on
     * @return the message, whose {@link #peer()} is present
     * @throws MessageShapeException if there is no frame
     */
    public static Message received(PeerInfo peer, byte[]... frames) {
        return owning(frames, Objects.requireNonNull(peer, "peer"));
    }

    /**
     * Starts a message of frames from different sources.
     *
     * @return a builder without frames
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The number of frames.
     *
     * @return at least 1
     */
    public int frameCount() {
        return only != null ? 1 : several.length;
    }

    /**
     * The number of bytes in one frame.
     *
     * @param frame from 0 to {@link #frameCount()} - 1
     * @return at least 0
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public int size(int frame) {
        return at(frame).length;
    }

    /**
     * The number of bytes in all frames together, without what the protocol adds.
     *
     * @return at least 0
     */
    public long totalSize() {
        if (only != null) {
            return only.length;
        }
        long total = 0;
        for (byte[] frame : several) {
            total += frame.length;
        }
        return total;
    }

    /**
     * One frame's bytes.
     *
     * @param frame from 0 to {@link #frameCount()} - 1
     * @return a copy
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public byte[] bytes(int frame) {
        return at(frame).clone();
    }

    /**
     * The bytes of the only frame.
     *
     * @return a copy
     * @throws MessageShapeException if the message has several frames
     */
    public byte[] bytes() {
        return theOnly().clone();
    }

    /**
     * One frame as a buffer, without copying.
     *
     * @param frame from 0 to {@link #frameCount()} - 1
     * @return a new read-only heap buffer from the frame's first byte to its last
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public ByteBuffer frame(int frame) {
        return ByteBuffer.wrap(at(frame)).asReadOnlyBuffer();
    }

    /**
     * One frame decoded as UTF-8; malformed bytes become U+FFFD.
     *
     * @param frame from 0 to {@link #frameCount()} - 1
     * @return the text
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public String text(int frame) {
        return new String(at(frame), StandardCharsets.UTF_8);
    }

    /**
     * The only frame decoded as UTF-8; malformed bytes become U+FFFD.
     *
     * @return the text
     * @throws MessageShapeException if the message has several frames
     */
    public String text() {
        return new String(theOnly(), StandardCharsets.UTF_8);
    }

    /**
     * All frames decoded as UTF-8, in order; malformed bytes become U+FFFD.
     *
     * @return an unmodifiable list of {@link #frameCount()} texts
     */
    public List<String> texts() {
        String[] texts = new String[frameCount()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(i);
        }
        return List.of(texts);
    }

    /**
     * Copies one frame into a buffer without moving the buffer's position and without allocating.
     *
     * @param frame from 0 to {@link #frameCount()} - 1
     * @param target where to copy to
     * @param targetIndex the buffer index of the first byte
     * @return the number of bytes copied, {@link #size(int) size(frame)}
     * @throws IndexOutOfBoundsException if there is no such frame, or if it does not fit between
     *     {@code targetIndex} and the buffer's limit
     * @throws java.nio.ReadOnlyBufferException if the buffer is read-only
     */
    public int copyTo(int frame, ByteBuffer target, int targetIndex) {
        byte[] bytes = at(frame);
        if (targetIndex < 0 || bytes.length > target.limit() - targetIndex) {
            throw new IndexOutOfBoundsException("frame " + frame + " of " + bytes.length + " bytes at index "
                    + targetIndex + " of a buffer whose limit is " + target.limit());
        }
        target.put(targetIndex, bytes);
        return bytes.length;
    }

    /**
     * One byte of one frame.
     *
     * @param frame from 0 to {@link #frameCount()} - 1
     * @param index from 0 to {@link #size(int) size(frame)} - 1
     * @return the byte
     * @throws IndexOutOfBoundsException if there is no such frame or byte
     */
    public byte byteAt(int frame, int index) {
        byte[] bytes = at(frame);
        if (index < 0 || index >= bytes.length) {
            throw new IndexOutOfBoundsException("byte " + index + " of frame " + frame + ", which has "
                    + bytes.length + " bytes");
        }
        return bytes[index];
    }

    /**
     * This message behind one more frame; the other frames are shared, not copied.
     *
     * @param frame the new first frame, copied
     * @return a message of one frame more, with the same {@link #peer()}
     */
    public Message withFirst(byte[] frame) {
        return prepend(frame.clone());
    }

    /**
     * This message behind a frame that holds a routing id, as {@link SocketType#ROUTER} sends it; the
     * other frames are shared, not copied.
     *
     * @param id the new first frame
     * @return a message of one frame more, with the same {@link #peer()}
     */
    public Message withFirst(RoutingId id) {
        return prepend(id.shared());
    }

    private Message prepend(byte[] owned) {
        int count = frameCount();
        byte[][] frames = new byte[count + 1][];
        frames[0] = owned;
        if (only != null) {
            frames[1] = only;
        } else {
            System.arraycopy(several, 0, frames, 1, count);
        }
        return new Message(null, frames, peer);
    }

    /**
     * This message without its first frame; the others are shared, not copied.
     *
     * @return a message of one frame less, with the same {@link #peer()}
     * @throws MessageShapeException if there is only one frame
     */
    public Message withoutFirst() {
        if (only != null) {
            throw new MessageShapeException("a message of 1 frame cannot lose its first; it needs 2 or more");
        }
        return several.length == 2
                ? new Message(several[1], null, peer)
                : new Message(null, Arrays.copyOfRange(several, 1, several.length), peer);
    }

    /**
     * The first frame as a routing id, as {@link SocketType#ROUTER} receives it.
     *
     * @return the id of the peer that sent the message
     * @throws MessageShapeException if the first frame has no bytes or more than 255
     */
    public RoutingId routingId() {
        byte[] first = at(0);
        if (first.length == 0 || first.length > RoutingId.MAX_SIZE) {
            throw new MessageShapeException("the first frame is no routing id: it has " + first.length
                    + " bytes, a routing id 1 to " + RoutingId.MAX_SIZE);
        }
        return RoutingId.of(first);
    }

    /**
     * Who sent the message.
     *
     * @return the peer, or empty if the application made the message
     */
    public Optional<PeerInfo> peer() {
        return Optional.ofNullable(peer);
    }

    private byte[] at(int frame) {
        if (only != null && frame == 0) {
            return only;
        }
        int count = frameCount();
        if (frame < 0 || frame >= count) {
            throw new IndexOutOfBoundsException("frame " + frame + " of a message of " + count
                    + (count == 1 ? " frame" : " frames"));
        }
        return several[frame];
    }

    private byte[] theOnly() {
        if (only == null) {
            throw new MessageShapeException("the message has " + several.length
                    + " frames, not 1; name the frame by its index");
        }
        return only;
    }

    private static byte[] encode(String text) {
        return text.isEmpty() ? NO_BYTES : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] copy(ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(source.position(), bytes);
        return bytes;
    }

    /** Equal if the other is a message of equal frames; who sent either does not matter. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Message message
                && Arrays.equals(only, message.only)
                && Arrays.deepEquals(several, message.several);
    }

    @Override
    public int hashCode() {
        return only != null ? 31 + Arrays.hashCode(only) : Arrays.deepHashCode(several);
    }

    /** Counts and the beginning of the first frames, as text if printable, else in hexadecimal; bounded. */
    @Override
    public String toString() {
        int count = frameCount();
        StringBuilder text = new StringBuilder("Message[").append(count).append(count == 1 ? " frame, " : " frames, ")
                .append(totalSize()).append(" bytes:");
        for (int i = 0; i < Math.min(count, SHOWN_FRAMES); i++) {
            text.append(i == 0 ? " " : ", ");
            show(at(i), text);
        }
        return text.append(count > SHOWN_FRAMES ? ", …]" : "]").toString();
    }

    private static void show(byte[] frame, StringBuilder text) {
        int shown = Math.min(frame.length, SHOWN_BYTES);
        boolean printable = true;
        for (int i = 0; i < shown && printable; i++) {
            printable = frame[i] >= ' ' && frame[i] <= '~';
        }
        if (printable) {
            text.append('"').append(new String(frame, 0, shown, StandardCharsets.US_ASCII)).append('"');
        } else {
            text.append("0x").append(HexFormat.of().formatHex(frame, 0, shown));
        }
        if (shown < frame.length) {
            text.append('…');
        }
    }

    /**
     * Collects the frames of one message; not safe for use by several threads at once.
     *
     * <p>{@link #build()} may be called more than once; later frames do not change earlier messages.
     */
    public static final class Builder {
        private final List<byte[]> frames = new ArrayList<>(4);

        private Builder() {
        }

        /**
         * Adds a copy of the bytes.
         *
         * @param bytes possibly empty
         * @return this
         */
        public Builder frame(byte[] bytes) {
            frames.add(bytes.clone());
            return this;
        }

        /**
         * Adds a copy of a part of the bytes.
         *
         * @param bytes the array to copy from
         * @param offset the index of the first byte
         * @param length the number of bytes, at least 0
         * @return this
         * @throws IndexOutOfBoundsException if the array does not have that part
         */
        public Builder frame(byte[] bytes, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            frames.add(Arrays.copyOfRange(bytes, offset, offset + length));
            return this;
        }

        /**
         * Adds a text in UTF-8.
         *
         * @param text possibly empty
         * @return this
         */
        public Builder frame(String text) {
            frames.add(encode(text));
            return this;
        }

        /**
         * Adds a copy of the buffer's remaining bytes.
         *
         * @param bytes its bytes from position to limit; the position does not move
         * @return this
         */
        public Builder frame(ByteBuffer bytes) {
            frames.add(copy(bytes));
            return this;
        }

        /**
         * Adds a routing id.
         *
         * @param id the id
         * @return this
         */
        public Builder frame(RoutingId id) {
            frames.add(id.shared());
            return this;
        }

        /**
         * Adds the array itself, without copying.
         *
         * @param bytes possibly empty; the message owns it from now on and the caller must not change it
         * @return this
         */
        public Builder wrap(byte[] bytes) {
            frames.add(Objects.requireNonNull(bytes, "bytes"));
            return this;
        }

        /**
         * Adds an empty frame, as between an envelope and its content.
         *
         * @return this
         */
        public Builder empty() {
            frames.add(NO_BYTES);
            return this;
        }

        /**
         * Makes the message of the frames added so far.
         *
         * @return the message
         * @throws MessageShapeException if no frame has been added
         */
        public Message build() {
            return owning(frames.toArray(byte[][]::new), null);
        }
    }
}

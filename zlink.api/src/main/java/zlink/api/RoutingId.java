package zlink.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The name by which a {@link SocketType#ROUTER} or {@link SocketType#STREAM} socket knows a peer: 1 to
 * 255 bytes.
 *
 * <p>An id that starts with a zero byte is one the router made up for a peer that announced none; a
 * peer may not announce such an id, but an application may hold and send to it. Immutable; the hash is
 * computed once.
 *
 * <p>Source: {@code ZMQ_ROUTING_ID}, zmq_setsockopt(3); RFC 28.
 */
public final class RoutingId {
    /** Most bytes an id has: 255. */
    public static final int MAX_SIZE = 255;

    private final byte[] bytes;
    private final int hash;

    private RoutingId(byte[] owned) {
        if (owned.length == 0 || owned.length > MAX_SIZE) {
            throw new InvalidOptionException("routing id", owned.length + " bytes",
                    "1 to " + MAX_SIZE + " bytes");
        }
        bytes = owned;
        hash = Arrays.hashCode(owned);
    }

    /**
     * Makes an id of a copy of the bytes.
     *
     * @param bytes 1 to 255 bytes
     * @return the id
     * @throws InvalidOptionException if there are no bytes or more than 255
     */
    public static RoutingId of(byte[] bytes) {
        return new RoutingId(Objects.requireNonNull(bytes, "bytes").clone());
    }

    /**
     * Makes an id of the text's UTF-8 bytes.
     *
     * @param text 1 to 255 bytes in UTF-8
     * @return the id
     * @throws InvalidOptionException if the text is empty or longer than 255 bytes in UTF-8
     */
    public static RoutingId of(String text) {
        return new RoutingId(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The id's bytes.
     *
     * @return a copy, 1 to 255 bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The number of bytes.
     *
     * @return 1 to 255
     */
    public int size() {
        return bytes.length;
    }

    /**
     * One byte of the id.
     *
     * @param index from 0 to {@link #size()} - 1
     * @return the byte
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public byte byteAt(int index) {
        return bytes[Objects.checkIndex(index, bytes.length)];
    }

    /**
     * Copies the id into a buffer without moving the buffer's position.
     *
     * @param target where to copy to
     * @param index the buffer index of the first byte
     * @return the number of bytes copied, {@link #size()}
     * @throws IndexOutOfBoundsException if the id does not fit between {@code index} and the buffer's limit
     * @throws java.nio.ReadOnlyBufferException if the buffer is read-only
     */
    public int copyTo(ByteBuffer target, int index) {
        target.put(index, bytes);
        return bytes.length;
    }

    byte[] shared() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoutingId id && hash == id.hash && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The id as text if every byte is printable ASCII, else {@code 0x} and its bytes in hexadecimal. */
    @Override
    public String toString() {
        for (byte b : bytes) {
            if (b < ' ' || b > '~') {
                return "0x" + HexFormat.of().formatHex(bytes);
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}

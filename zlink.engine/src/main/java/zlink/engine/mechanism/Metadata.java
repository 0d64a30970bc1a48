package zlink.engine.mechanism;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import zlink.api.HandshakeFailure;

/**
 * Properties that a peer tells of itself, in their order on the wire.
 *
 * <p>Names differ by more than upper and lower case; of several equal ones the first counts. Values are not copied.
 *
 * <p>Source: ZMTP 3.1 (RFC 37), {@code metadata = *property}, {@code property = name value},
 * {@code name = OCTET 1*255name-char}, {@code value = 4OCTET *OCTET}. Empty names and characters outside
 * {@code name-char} are let in, as libzmq does.
 */
public final class Metadata {
    private static final int LONGEST_NAME = 255;

    private final Map<String, byte[]> inOrder = new LinkedHashMap<>();
    private final Map<String, byte[]> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Adds a property, unless there is one of that name.
     *
     * @throws IllegalArgumentException if the name has more than 255 characters
     */
    public Metadata add(String name, byte[] value) {
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("property name of " + name.length() + " characters");
        }
        if (byName.putIfAbsent(name, value) == null) {
            inOrder.put(name, value);
        }
        return this;
    }

    /** The value of a property, if it is there. */
    public Optional<byte[]> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All properties, by their names as they were spelt, in order. */
    public Map<String, byte[]> properties() {
        return Collections.unmodifiableMap(inOrder);
    }

    /**
     * Reads the properties that make up the rest of a command.
     *
     * @throws MechanismException if they do not end where the bytes end
     */
    public static Metadata decode(ByteBuffer bytes) throws MechanismException {
        Metadata metadata = new Metadata();
        while (bytes.hasRemaining()) {
            int length = bytes.get() & 0xFF;
            if (bytes.remaining() < length + Integer.BYTES) {
                throw truncated("a property name of " + length + " bytes and its value's size", bytes);
            }
            byte[] name = new byte[length];
            bytes.get(name);
            long size = bytes.getInt() & 0xFFFF_FFFFL;
            if (bytes.remaining() < size) {
                throw truncated("a property value of " + size + " bytes", bytes);
            }
            byte[] value = new byte[(int) size];
            bytes.get(value);
            metadata.add(new String(name, StandardCharsets.ISO_8859_1), value);
        }
        return metadata;
    }

    private static MechanismException truncated(String what, ByteBuffer bytes) {
        return new MechanismException(HandshakeFailure.MALFORMED_COMMAND,
                what + " announced, " + bytes.remaining() + " bytes left");
    }

    /** The properties as they go into a command. */
    public byte[] encode() {
        int size = 0;
        for (Map.Entry<String, byte[]> property : inOrder.entrySet()) {
            size = Math.addExact(size, 1 + property.getKey().length() + Integer.BYTES);
            size = Math.addExact(size, property.getValue().length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        inOrder.forEach((name, value) -> bytes.put((byte) name.length())
                .put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt(value.length).put(value));
        return bytes.array();
    }
}

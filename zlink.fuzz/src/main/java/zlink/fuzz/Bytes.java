package zlink.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What goes over the wire in valid conversations; written from RFC 37 and RFC 6455, not from the code under test. */
final class Bytes {
    static final int MORE = 1;
    static final int LONG = 2;
    static final int COMMAND = 4;

    private static final int[] MASK = {0x37, 0xFA, 0x21, 0x3D};

    private Bytes() {
    }

    static byte[] of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] of(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] from(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, Math.min(start, bytes.length), bytes.length);
    }

    static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** A text that tells one content from another. */
    static String name(byte[] bytes) {
        return bytes.length + ":" + Integer.toHexString(Arrays.hashCode(bytes));
    }

    static byte[] greeting(int major, int minor, String mechanism) {
        byte[] bytes = new byte[64];
        bytes[0] = (byte) 0xFF;
        bytes[8] = 1;
        bytes[9] = 0x7F;
        bytes[10] = (byte) major;
        bytes[11] = (byte) minor;
        byte[] name = of(mechanism);
        System.arraycopy(name, 0, bytes, 12, name.length);
        return bytes;
    }

    static byte[] frame(int flags, byte[] body) {
        return body.length > 255 ? longFrame(flags, body.length, body) : join(of(flags, body.length), body);
    }

    static byte[] longFrame(int flags, long announced, byte[] body) {
        return join(of(flags | LONG), ByteBuffer.allocate(8).putLong(announced).array(), body);
    }

    static byte[] command(String name, byte[] data) {
        return frame(COMMAND, join(of(name.length()), of(name), data));
    }

    static byte[] property(String name, String value) {
        return join(of(name.length()), of(name), ByteBuffer.allocate(4).putInt(value.length()).array(), of(value));
    }

    /** A frame of a WebSocket as a client sends it. */
    static byte[] masked(int first, byte[] payload) {
        byte[] hidden = payload.clone();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] ^= (byte) MASK[i % 4];
        }
        return join(webSocketHeader(first, 0x80, payload.length), of(MASK), hidden);
    }

    /** A frame of a WebSocket as a server sends it. */
    static byte[] plain(int first, byte[] payload) {
        return join(webSocketHeader(first, 0, payload.length), payload);
    }

    static byte[] webSocketHeader(int first, int mask, long length) {
        if (length < 126) {
            return of(first, mask | (int) length);
        }
        return length < 1 << 16
                ? ByteBuffer.allocate(4).put((byte) first).put((byte) (mask | 126)).putShort((short) length).array()
                : ByteBuffer.allocate(10).put((byte) first).put((byte) (mask | 127)).putLong(length).array();
    }

    static byte[] resource(String name) {
        try (InputStream input = Bytes.class.getResourceAsStream(name)) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package zlink.engine.zmtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes of peers, spelt out independently of the code under test. */
final class Wire {
    private Wire() { }

    /** Puts byte arrays, texts (one byte per character) and numbers (one byte each) in a row. */
    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof byte[] array) {
                all.writeBytes(array);
            } else if (part instanceof String text) {
                all.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            } else {
                all.write((Integer) part);
            }
        }
        return all.toByteArray();
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    static byte[] zeros(int count) {
        return new byte[count];
    }

    /** A whole greeting. */
    static byte[] greeting(int major, int minor, String mechanism) {
        byte[] field = Arrays.copyOf(mechanism.getBytes(StandardCharsets.ISO_8859_1), 20);
        return bytes(0xFF, zeros(8), 0x7F, major, minor, field, 0, zeros(31));
    }

    /** A short or, if it has to be, a long frame. */
    static byte[] frame(int flags, byte[] body) {
        return body.length <= 255 ? bytes(flags, body.length, body) : longFrame(flags, body.length, body);
    }

    static byte[] longFrame(int flags, long size, byte[] body) {
        return bytes(flags | 2, ByteBuffer.allocate(8).putLong(size).array(), body);
    }

    /** A command frame around a name with its length, and data. */
    static byte[] command(String name, Object... data) {
        return frame(4, bytes(name.length(), name, bytes(data)));
    }

    static byte[] property(String name, byte[] value) {
        return bytes(name.length(), name, ByteBuffer.allocate(4).putInt(value.length).array(), value);
    }

    static byte[] property(String name, String value) {
        return property(name, bytes(value));
    }

    static byte[] remaining(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }
}

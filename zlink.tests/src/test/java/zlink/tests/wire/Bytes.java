package zlink.tests.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import zlink.api.SocketType;

/** What goes over the wire of ZMTP 3, byte by byte; written from RFC 37, not from the code under test. */
final class Bytes {
    static final int MORE = 1;
    static final int LONG = 2;
    static final int COMMAND = 4;

    static final int SIGNATURE = 10;
    static final int GREETING = 64;

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

    static byte[] first(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, count);
    }

    static byte[] from(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    /** The greeting of a client of NULL. */
    static byte[] greeting(int major, int minor) {
        return greeting(major, minor, "NULL");
    }

    static byte[] greeting(int major, int minor, String mechanism) {
        byte[] bytes = new byte[GREETING];
        bytes[0] = (byte) 0xFF;
        bytes[8] = 1;
        bytes[9] = 0x7F;
        bytes[10] = (byte) major;
        bytes[11] = (byte) minor;
        byte[] name = of(mechanism);
        System.arraycopy(name, 0, bytes, 12, Math.min(name.length, 20));
        return bytes;
    }

    /** A frame in the short form if it fits. */
    static byte[] frame(int flags, byte[] body) {
        return body.length > 255 ? longFrame(flags, body.length, body) : join(of(flags, body.length), body);
    }

    /** A frame in the long form, of whatever size it says. */
    static byte[] longFrame(int flags, long announced, byte[] body) {
        return join(of(flags | LONG), ByteBuffer.allocate(8).putLong(announced).array(), body);
    }

    static byte[] message(String... frames) {
        byte[] bytes = {};
        for (int i = 0; i < frames.length; i++) {
            bytes = join(bytes, frame(i < frames.length - 1 ? MORE : 0, of(frames[i])));
        }
        return bytes;
    }

    static byte[] command(String name, byte[] data) {
        return frame(COMMAND, join(of(name.length()), of(name), data));
    }

    static byte[] property(String name, byte[] value) {
        return join(of(name.length()), of(name), ByteBuffer.allocate(4).putInt(value.length).array(), value);
    }

    static byte[] ready(SocketType type) {
        return command("READY", property("Socket-Type", of(type.name())));
    }

    static byte[] ready(SocketType type, String identity) {
        return command("READY", join(property("Socket-Type", of(type.name())), property("Identity", of(identity))));
    }

    /** All that a well-behaved peer of ZMTP 3.1 says before its first message. */
    static byte[] handshake(SocketType type) {
        return join(greeting(3, 1), ready(type));
    }
}

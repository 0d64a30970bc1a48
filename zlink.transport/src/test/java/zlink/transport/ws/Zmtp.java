package zlink.transport.ws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Streams of ZMTP, byte by byte; written from RFC 37, not from the code under test. */
final class Zmtp {
    static final int MORE = 1;
    static final int LONG = 2;
    static final int COMMAND = 4;

    private Zmtp() {
    }

    static byte[] greeting(int minor, String mechanism) {
        byte[] greeting = new byte[64];
        greeting[0] = (byte) 0xFF;
        greeting[8] = 1;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        greeting[11] = (byte) minor;
        byte[] name = ascii(mechanism);
        System.arraycopy(name, 0, greeting, 12, name.length);
        return greeting;
    }

    /** In the short form if it fits. */
    static byte[] frame(int flags, byte[] body) {
        return body.length > 255
                ? join(of(flags | LONG), ByteBuffer.allocate(8).putLong(body.length).array(), body)
                : join(of(flags, body.length), body);
    }

    static byte[] command(String name, byte... data) {
        return frame(COMMAND, join(of(name.length()), ascii(name), data));
    }

    static byte[] property(String name, String value) {
        return join(of(name.length()), ascii(name), ByteBuffer.allocate(4).putInt(value.length()).array(),
                ascii(value));
    }

    static byte[] of(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}

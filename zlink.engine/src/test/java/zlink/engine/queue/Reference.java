package zlink.engine.queue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** What the bytes of messages must be, spelt out independently of the code under test. */
final class Reference {
    private Reference() { }

    /** Content that tells bodies, and places in a body, apart. */
    static byte[] body(int size, int seed) {
        byte[] body = new byte[size];
        for (int i = 0; i < size; i++) {
            body[i] = (byte) (seed * 31 + i + (i >> 8) * 7);
        }
        return body;
    }

    static byte[] frame(int flags, byte[] body) {
        if (body.length > 255) {
            return longFrame(flags, body.length, body);
        }
        return ByteBuffer.allocate(2 + body.length).put((byte) flags).put((byte) body.length).put(body).array();
    }

    /** A frame in the long form, whatever its size and whatever it announces. */
    static byte[] longFrame(int flags, long announced, byte[] body) {
        return ByteBuffer.allocate(9 + body.length).put((byte) (flags | 2)).putLong(announced).put(body).array();
    }

    static byte[] command(byte[] body) {
        return frame(4, body);
    }

    static byte[] message(List<byte[]> frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < frames.size(); i++) {
            bytes.writeBytes(frame(i == frames.size() - 1 ? 0 : 1, frames.get(i)));
        }
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}

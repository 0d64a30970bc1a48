package zlink.benchmarks.growth.role;

import java.nio.ByteBuffer;
import zlink.benchmarks.measure.Payload;

/** Some messages as they are on the wire, behind each other. */
final class Burst {
    private static final int HEADER_BYTES = 2; // of a short frame: nothing follows, and the size

    private final ByteBuffer wire;
    private final int messages;
    private final int bytes;

    /** Of so many messages of up to 255 bytes. */
    Burst(int messages, int bytes) {
        this.messages = messages;
        this.bytes = bytes;
        wire = ByteBuffer.allocateDirect(messages * (HEADER_BYTES + bytes));
        Payload payload = new Payload(bytes);
        for (int i = 0; i < messages; i++) {
            wire.put((byte) 0).put((byte) bytes);
            payload.copyTo(wire);
        }
    }

    /** The messages of a connection from a number on; the same buffer each time. */
    ByteBuffer of(long number, long connection) {
        wire.clear();
        for (int i = 0; i < messages; i++) {
            Payload.stamp(wire, i * (HEADER_BYTES + bytes) + HEADER_BYTES, bytes, number + i, connection);
        }
        return wire;
    }
}

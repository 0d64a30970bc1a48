package zlink.transport.ws;

import java.nio.ByteBuffer;

/** Frames of WebSockets, byte by byte; written from RFC 6455, not from the code under test. */
final class RawFrames {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FIN = 0x80;

    private static final byte[] KEY = {0x11, (byte) 0xF2, 0x63, 0x04};

    private RawFrames() {
    }

    /** A whole frame as a server sends it. */
    static byte[] plain(int opcode, byte[] payload) {
        return Zmtp.join(header(FIN | opcode, 0, payload.length), payload);
    }

    /** A whole frame as a client sends it. */
    static byte[] masked(int opcode, byte[] payload) {
        return masked(FIN, opcode, payload);
    }

    static byte[] masked(int fin, int opcode, byte[] payload) {
        byte[] hidden = payload.clone();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] ^= KEY[i % 4];
        }
        return Zmtp.join(header(fin | opcode, 0x80, payload.length), KEY, hidden);
    }

    static byte[] header(int first, int mask, long length) {
        if (length < 126) {
            return Zmtp.of(first, mask | (int) length);
        }
        return length < 65_536
                ? ByteBuffer.allocate(4).put((byte) first).put((byte) (mask | 126)).putShort((short) length).array()
                : ByteBuffer.allocate(10).put((byte) first).put((byte) (mask | 127)).putLong(length).array();
    }
}

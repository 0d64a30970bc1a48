package zlink.transport.contract;

import java.nio.ByteBuffer;

/** A long stream in which every byte is known by its position, so that any loss or repetition shows. */
final class Bytes {

    private Bytes() {
    }

    static byte at(long position) {
        long mixed = position * 0x9E3779B97F4A7C15L;
        return (byte) (mixed >>> 56);
    }

    /** Puts the bytes from a position on into what room there is. */
    static ByteBuffer fill(ByteBuffer target, long position) {
        for (long next = position; target.hasRemaining(); next++) {
            target.put(at(next));
        }
        return target.flip();
    }

    static ByteBuffer direct(int size, long position) {
        return fill(ByteBuffer.allocateDirect(size), position);
    }

    /** Checks what remains against the stream from a position on; returns the position after it. */
    static long check(ByteBuffer received, long position) {
        long next = position;
        while (received.hasRemaining()) {
            byte octet = received.get();
            if (octet != at(next)) {
                throw new AssertionError("byte " + next + " is " + octet + ", not " + at(next));
            }
            next++;
        }
        return next;
    }
}

package zlink.transport.ws.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Masks payloads and takes masks off, which is the same.
 *
 * <p>A key is an int with the byte for the next byte of payload uppermost; every function returns the key for what
 * follows. The key 0 changes nothing.
 *
 * <p>Source: RFC 6455 section 5.3.
 */
public final class Mask {

    private Mask() {
    }

    /** Masks the bytes of a buffer between two of its indices, where they are. */
    public static int apply(ByteBuffer buffer, int from, int to, int key) {
        if (key == 0) {
            return 0;
        }
        long word = (long) key << 32 | key & 0xFFFF_FFFFL;
        if (buffer.order() == ByteOrder.LITTLE_ENDIAN) {
            word = Long.reverseBytes(word);
        }
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            buffer.putLong(at, buffer.getLong(at) ^ word);
        }
        int next = key;
        for (; at < to; at++) {
            buffer.put(at, apply(buffer.get(at), next));
            next = Integer.rotateLeft(next, Byte.SIZE);
        }
        return next;
    }

    /** Moves bytes from one buffer to the other, masked; both have at least so many. */
    public static int move(ByteBuffer source, ByteBuffer target, int count, int key) {
        int at = target.position();
        target.put(at, source, source.position(), count);
        source.position(source.position() + count);
        target.position(at + count);
        return apply(target, at, at + count, key);
    }

    /** Masks one byte; the key for the next is this one {@linkplain #next moved on}. */
    public static byte apply(byte octet, int key) {
        return (byte) (octet ^ key >>> 24);
    }

    /** The key for what follows a single byte. */
    public static int next(int key) {
        return Integer.rotateLeft(key, Byte.SIZE);
    }
}

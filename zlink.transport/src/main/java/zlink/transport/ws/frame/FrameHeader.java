package zlink.transport.ws.frame;

import java.nio.ByteBuffer;

/**
 * The header of a frame that has come; used again for the next one. For one thread.
 *
 * <p>Source: RFC 6455 section 5.2.
 */
public final class FrameHeader {
    /** Most bytes a header can have. */
    public static final int LARGEST = 14;

    /** Most bytes of payload that a control frame can have. */
    public static final int LARGEST_CONTROL = 125;

    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int LARGEST_16 = 0xFFFF;

    private final boolean fromClient;
    private boolean isFinal;
    private Opcode opcode;
    private long length;
    private int key;

    /** @param fromClient whether frames come from a client, which has to mask them; a server must not */
    public FrameHeader(boolean fromClient) {
        this.fromClient = fromClient;
    }

    /**
     * Reads a header if it is there as a whole.
     *
     * @return whether it was; if not, the source is left alone
     * @throws ViolationException as soon as what is there is against the rules
     */
    public boolean read(ByteBuffer source) throws ViolationException {
        int at = source.position();
        int there = source.remaining();
        if (there < 2) {
            return false;
        }
        int first = source.get(at);
        int second = source.get(at + 1);
        check(first, second);
        int shortLength = second & ~MASKED & 0xFF;
        int lengthBytes = shortLength == LENGTH_16 ? Short.BYTES : shortLength == LENGTH_64 ? Long.BYTES : 0;
        int size = 2 + lengthBytes + (fromClient ? Integer.BYTES : 0);
        if (there < size) {
            return false;
        }
        length = lengthBytes == 0 ? shortLength : number(source, at + 2, lengthBytes);
        if (length < 0) {
            throw ViolationException.protocolError("a length with the first of its 64 bits set");
        }
        if (lengthBytes == Short.BYTES && length < LENGTH_16 || lengthBytes == Long.BYTES && length <= LARGEST_16) {
            throw ViolationException.protocolError("a length of " + length + " in " + lengthBytes + " bytes");
        }
        key = fromClient ? (int) number(source, at + 2 + lengthBytes, Integer.BYTES) : 0;
        source.position(at + size);
        return true;
    }

    private void check(int first, int second) throws ViolationException {
        if ((first & RESERVED) != 0) {
            throw ViolationException.protocolError("reserved bits in the header of a frame");
        }
        isFinal = (first & FINAL) != 0;
        opcode = Opcode.of(first & OPCODE);
        if (((second & MASKED) != 0) != fromClient) {
            throw ViolationException.protocolError(
                    fromClient ? "a frame of a client without a mask" : "a frame of a server with a mask");
        }
        if (opcode.isControl()) {
            if (!isFinal) {
                throw ViolationException.protocolError("a fragmented control frame");
            }
            if ((second & ~MASKED & 0xFF) > LARGEST_CONTROL) {
                throw ViolationException.protocolError(
                        "a control frame of more than " + LARGEST_CONTROL + " bytes");
            }
        }
    }

    private static long number(ByteBuffer source, int at, int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | source.get(at + i) & 0xFF;
        }
        return value;
    }

    /** Whether no {@link Opcode#CONTINUATION} of its message follows. */
    public boolean isFinal() {
        return isFinal;
    }

    public Opcode opcode() {
        return opcode;
    }

    /** Bytes of the payload. */
    public long length() {
        return length;
    }

    /** The masking key, its first byte uppermost; 0 if there is none. */
    public int key() {
        return key;
    }

    /**
     * Writes the header of a frame that is a whole message or a control frame.
     *
     * @param target with room for {@link #LARGEST} bytes
     * @param masked whether we are the client
     * @param key ignored unless masked
     */
    public static void write(ByteBuffer target, Opcode opcode, long length, boolean masked, int key) {
        int mask = masked ? MASKED : 0;
        target.put((byte) (FINAL | opcode.code()));
        if (length < LENGTH_16) {
            target.put((byte) (mask | (int) length));
        } else if (length <= LARGEST_16) {
            target.put((byte) (mask | LENGTH_16)).put((byte) (length >> 8)).put((byte) length);
        } else {
            target.put((byte) (mask | LENGTH_64));
            for (int shift = 56; shift >= 0; shift -= 8) {
                target.put((byte) (length >> shift));
            }
        }
        if (masked) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                target.put((byte) (key >> shift));
            }
        }
    }
}

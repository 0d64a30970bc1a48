package zlink.engine.queue;

/**
 * The header of a frame, on the wire and in a {@link ByteQueue}.
 *
 * <p>Source: ZMTP 3.1 (RFC 37), {@code short-size = OCTET}, {@code long-size = 8OCTET}.
 */
public final class FrameFormat {
    /** More frames of the same message follow. */
    public static final int MORE = 1;
    /** The size takes eight bytes. */
    public static final int LONG = 2;
    /** A command, not part of any message. */
    public static final int COMMAND = 4;
    /** Bits that must be zero. */
    public static final int RESERVED = 0xF8;

    /** Largest body with a one-byte size. */
    public static final int SHORT_LIMIT = 255;
    /** Flags and a one-byte size. */
    public static final int SHORT_HEADER = 2;
    /** Flags and an eight-byte size. */
    public static final int LONG_HEADER = 9;

    private FrameFormat() { }

    /** Bytes in front of a body of this size, in the form we write. */
    static int headerSize(int bodySize) {
        return bodySize <= SHORT_LIMIT ? SHORT_HEADER : LONG_HEADER;
    }
}

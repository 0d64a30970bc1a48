package zlink.transport.ws.frame;

/**
 * What a frame is.
 *
 * <p>Source: RFC 6455 section 5.2.
 */
public enum Opcode {
    /** More of the message that an earlier frame began. */
    CONTINUATION(0x0),
    /** A message in UTF-8, or the beginning of one. */
    TEXT(0x1),
    /** A message of bytes, or the beginning of one. */
    BINARY(0x2),
    /** The last frame of its sender. */
    CLOSE(0x8),
    /** To be answered by {@link #PONG}. */
    PING(0x9),
    /** Answers {@link #PING}, or nothing. */
    PONG(0xA);

    private static final Opcode[] BY_CODE = new Opcode[16];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /** The four bits on the wire. */
    int code() {
        return code;
    }

    /** Whether it is about the connection, not part of a message. */
    public boolean isControl() {
        return code >= 0x8;
    }

    static Opcode of(int code) throws ViolationException {
        Opcode opcode = BY_CODE[code];
        if (opcode == null) {
            throw ViolationException.protocolError("reserved opcode 0x" + Integer.toHexString(code));
        }
        return opcode;
    }
}

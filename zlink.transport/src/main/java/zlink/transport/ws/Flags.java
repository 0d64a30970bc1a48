package zlink.transport.ws;

import java.nio.ByteBuffer;
import zlink.transport.ws.frame.ViolationException;

/**
 * The first byte of each message: what kind of frame of ZMTP the rest is.
 *
 * <p>Source: ZWS 2.0 (RFC 45), ZMTP 3.1 (RFC 37).
 */
enum Flags {
    /** The last part of a message, or its only one. */
    FINAL(0),
    /** A part after which more come. */
    MORE(1),
    /** A command. */
    COMMAND(4);

    /** Most bytes of a header of ZMTP. */
    static final int LARGEST_HEADER = 9;

    private static final Flags[] BY_OCTET = values(); // the order is that of ZWS
    private static final int ZMTP_LONG = 2;
    private static final int LARGEST_SHORT = 255;

    private final int zmtp;

    Flags(int zmtp) {
        this.zmtp = zmtp;
    }

    static Flags of(int octet) throws ViolationException {
        if (octet < 0 || octet >= BY_OCTET.length) {
            throw ViolationException.protocolError("flags 0x" + Integer.toHexString(octet & 0xFF)
                    + "; 00, 01 and 02 have a meaning");
        }
        return BY_OCTET[octet];
    }

    /** The flags in a header of ZMTP. */
    static Flags ofZmtp(int octet) {
        return (octet & COMMAND.zmtp) != 0 ? COMMAND : (octet & MORE.zmtp) != 0 ? MORE : FINAL;
    }

    static boolean isLongZmtp(int octet) {
        return (octet & ZMTP_LONG) != 0;
    }

    /** The byte on the wire of ZWS. */
    byte octet() {
        return (byte) ordinal();
    }

    /** How long the header of ZMTP is. */
    static int headerSize(long size) {
        return size > LARGEST_SHORT ? LARGEST_HEADER : 2;
    }

    /** Writes the header of ZMTP. */
    void putHeader(ByteBuffer target, long size) {
        if (size <= LARGEST_SHORT) {
            target.put((byte) zmtp).put((byte) size);
            return;
        }
        target.put((byte) (zmtp | ZMTP_LONG));
        for (int shift = 56; shift >= 0; shift -= 8) {
            target.put((byte) (size >> shift));
        }
    }
}

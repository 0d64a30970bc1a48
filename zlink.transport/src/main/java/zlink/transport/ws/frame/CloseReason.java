package zlink.transport.ws.frame;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Why a side closes: what a CLOSE frame says.
 *
 * @param code one of those below or another of the RFC's, {@link #NONE} if the frame has none
 * @param text for people; may be empty
 *     <p>Source: RFC 6455 sections 5.5.1 and 7.4.
 */
public record CloseReason(int code, String text) {

    /** All is done. */
    public static final int NORMAL = 1000;
    /** The page is left, the server goes down. */
    public static final int GOING_AWAY = 1001;
    /** The protocol is broken. */
    public static final int PROTOCOL_ERROR = 1002;
    /** A kind of message that is not spoken. */
    public static final int UNSUPPORTED_DATA = 1003;
    /** Stands for a frame without a code; never sent. */
    public static final int NONE = 1005;
    /** Text that is not UTF-8. */
    public static final int MALFORMED_TEXT = 1007;
    /** More than is taken. */
    public static final int TOO_BIG = 1009;

    private static final int LAST_OF_THE_PROTOCOL = 1014;
    private static final int NOT_YET_DEFINED = 1004;
    private static final int NEVER_SENT = 1006;
    private static final int FIRST_OF_APPLICATIONS = 3000;
    private static final int LAST_OF_APPLICATIONS = 4999;

    /** Reads what a CLOSE frame holds. */
    public static CloseReason decode(byte[] payload, int length) throws ViolationException {
        if (length == 0) {
            return new CloseReason(NONE, "");
        }
        if (length == 1) {
            throw ViolationException.protocolError("a close frame with half a code");
        }
        int code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        boolean defined = code >= NORMAL && code <= LAST_OF_THE_PROTOCOL
                && code != NOT_YET_DEFINED && code != NONE && code != NEVER_SENT;
        if (!defined && (code < FIRST_OF_APPLICATIONS || code > LAST_OF_APPLICATIONS)) {
            throw ViolationException.protocolError("a close frame with the code " + code);
        }
        try {
            ByteBuffer text = ByteBuffer.wrap(payload, Short.BYTES, length - Short.BYTES);
            return new CloseReason(code, StandardCharsets.UTF_8.newDecoder().decode(text).toString());
        } catch (CharacterCodingException malformed) {
            throw ViolationException.malformedText("the reason in a close frame is not UTF-8");
        }
    }

    /** What a CLOSE frame holds to say this; text that is too long loses its end. */
    public byte[] encode() {
        if (code == NONE) {
            return new byte[0];
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, FrameHeader.LARGEST_CONTROL - Short.BYTES);
        while (length < utf8.length && (utf8[length] & 0xC0) == 0x80) {
            length--; // never a part of a character
        }
        byte[] payload = Arrays.copyOf(new byte[] {(byte) (code >> 8), (byte) code}, Short.BYTES + length);
        System.arraycopy(utf8, 0, payload, Short.BYTES, length);
        return payload;
    }

    /** Whether a peer that says this is content with what it has got from us. */
    public boolean isRegular() {
        return code == NORMAL || code == GOING_AWAY || code == NONE;
    }

    /** The answer to it: the same code, without a text. */
    public CloseReason answer() {
        return new CloseReason(code, "");
    }
}

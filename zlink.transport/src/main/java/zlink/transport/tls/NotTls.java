package zlink.transport.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Recognises peers that do not speak TLS at all by the first bytes they send, and says what they seem to speak. */
final class NotTls {

    private static final int SHOWN_BYTES = 16;

    /** First byte of a ZMTP greeting, of every version that has one. Source: RFC 23 "Greeting". */
    private static final int GREETING = 0xff;

    private static final int LEAST_TYPE = 20; // change_cipher_spec
    private static final int GREATEST_TYPE = 24; // heartbeat

    private NotTls() {
    }

    /**
     * Lets pass what begins like a record of TLS, or like the greeting of its oldest clients, which the engine
     * refuses in words of its own.
     *
     * @param input what has arrived, unchanged afterwards
     */
    static void refuse(ByteBuffer input) throws IOException {
        if (!input.hasRemaining()) {
            return;
        }
        int first = Byte.toUnsignedInt(input.get(input.position()));
        if (first >= LEAST_TYPE && first <= GREATEST_TYPE || first >= 0x80 && first < 0xc0) {
            return;
        }
        byte[] shown = new byte[Math.min(input.remaining(), SHOWN_BYTES)];
        input.get(input.position(), shown);
        throw new IOException("the peer speaks no TLS: " + seemsToBe(first, shown));
    }

    private static String seemsToBe(int first, byte[] bytes) {
        if (first == GREETING) {
            return "it sent a ZMTP greeting in the clear, as for tcp://";
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        if (text.matches("(?s)(GET|PUT|POST|HEAD|OPTIONS|CONNECT|DELETE|PATCH|TRACE|PRI) .*")) {
            return "it sent an HTTP request in the clear";
        }
        if (text.startsWith("HTTP/")) {
            return "it sent an HTTP response in the clear";
        }
        return "its first bytes are " + HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}

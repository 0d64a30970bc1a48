package zlink.transport.ws.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zlink.transport.ws.http.HttpHead.Field;

/**
 * Reads the head of a request or an answer as it comes. For one thread.
 *
 * <p>Takes what RFC 9112 requires and nothing it merely tolerates: lines end in CR LF, no line is continued by the
 * next, no control characters. Whoever needs more lenience is more likely to be smuggling than to be old.
 */
public final class HeadReader {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
    private static final int FIRST_LINE_BYTES = 128;
    private static final int ZMTP_SIGNATURE = 0xFF;
    private static final int TLS_HANDSHAKE = 0x16;

    private final int limit;
    private byte[] line = new byte[FIRST_LINE_BYTES];
    private int lineLength; // with the CR, if that has come
    private int taken;      // bytes of the head so far
    private String startLine;
    private final List<Field> fields = new ArrayList<>();
    private HttpHead head;

    /** @param limit most bytes of the head, with the empty line behind it */
    public HeadReader(int limit) {
        this.limit = limit;
    }

    /**
     * Takes bytes, up to the last of the head and none behind it.
     *
     * @return whether the head is complete
     * @throws HttpFailure if it never will be
     */
    public boolean read(ByteBuffer source) throws HttpFailure {
        while (head == null && source.hasRemaining()) {
            byte octet = source.get();
            if (taken++ == 0) {
                checkFirst(octet & 0xFF);
            }
            if (octet == '\n') {
                endLine();
            } else {
                append(octet);
            }
            if (head == null && taken == limit) {
                throw startLine == null
                        ? new HttpFailure(HttpStatus.URI_TOO_LONG, "a first line of more than " + limit + " bytes")
                        : new HttpFailure(HttpStatus.HEADERS_TOO_LARGE, "a head of more than " + limit + " bytes");
            }
        }
        return head != null;
    }

    /** What was read. */
    public HttpHead head() {
        return head;
    }

    /** Bytes of what was read, with the empty line behind it. */
    public int size() {
        return taken;
    }

    /** Whether anything has come. */
    public boolean hasBegun() {
        return taken > 0;
    }

    private static void checkFirst(int octet) throws HttpFailure {
        if (octet == ZMTP_SIGNATURE) {
            throw malformed("the peer speaks no HTTP but, it seems, ZMTP; is its endpoint a tcp:// one?");
        }
        if (octet == TLS_HANDSHAKE) {
            throw malformed("the peer speaks no HTTP but, it seems, TLS; is its endpoint a wss:// or tls:// one?");
        }
        if (!isTokenChar((char) octet)) {
            throw malformed("the peer speaks no HTTP; its first byte is 0x" + Integer.toHexString(octet));
        }
    }

    private void append(byte octet) throws HttpFailure {
        if (lineLength > 0 && line[lineLength - 1] == '\r') {
            throw malformed("a CR without LF");
        }
        boolean control = octet >= 0 && octet < ' ' && octet != '\t' && octet != '\r' || octet == 0x7F;
        if (control) {
            throw malformed("the control character 0x" + Integer.toHexString(octet));
        }
        if (lineLength == line.length) {
            line = Arrays.copyOf(line, Math.min(2 * line.length, limit));
        }
        line[lineLength++] = octet;
    }

    private void endLine() throws HttpFailure {
        if (lineLength == 0 || line[lineLength - 1] != '\r') {
            throw malformed("a LF without CR");
        }
        String text = new String(line, 0, lineLength - 1, StandardCharsets.ISO_8859_1);
        lineLength = 0;
        if (startLine == null) {
            startLine = text;
        } else if (text.isEmpty()) {
            head = new HttpHead(startLine, List.copyOf(fields));
        } else {
            fields.add(field(text));
        }
    }

    private static Field field(String text) throws HttpFailure {
        int colon = text.indexOf(':');
        if (colon <= 0 || !text.chars().limit(colon).allMatch(HeadReader::isTokenChar)) {
            throw malformed("the header line '" + HttpHead.shown(text) + "'");
        }
        return new Field(text.substring(0, colon), text.substring(colon + 1).strip());
    }

    private static boolean isTokenChar(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN_SIGNS.indexOf(c) >= 0;
    }

    private static HttpFailure malformed(String what) {
        return new HttpFailure(HttpStatus.BAD_REQUEST, what);
    }
}

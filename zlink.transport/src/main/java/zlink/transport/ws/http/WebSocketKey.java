package zlink.transport.ws.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a client makes up and a server has to know what to do with, so that no other kind of server is mistaken for one.
 *
 * <p>Source: RFC 6455 section 4.
 *
 * @param text 16 bytes in Base64
 */
record WebSocketKey(String text) {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int BYTES = 16;
    private static final int CHARACTERS = 24; // with the padding, which Java's decoder does not insist on
    private static final SecureRandom ENTROPY = new SecureRandom();

    static WebSocketKey random() {
        byte[] bytes = new byte[BYTES];
        ENTROPY.nextBytes(bytes);
        return new WebSocketKey(Base64.getEncoder().encodeToString(bytes));
    }

    boolean isWellFormed() {
        try {
            return text.length() == CHARACTERS && Base64.getDecoder().decode(text).length == BYTES;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** What the server has to say to it. */
    String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((text + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every JDK has it
        }
    }
}

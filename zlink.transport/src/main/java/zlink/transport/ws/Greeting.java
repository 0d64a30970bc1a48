package zlink.transport.ws;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The 64 bytes with which ZMTP begins and WebSockets do not.
 *
 * <p>Source: ZMTP 3.0 (RFC 23).
 */
final class Greeting {
    static final int SIZE = 64;

    private static final int MAJOR_AT = 10;
    private static final int MECHANISM_AT = 12;
    private static final int MECHANISM_SIZE = 20;

    private Greeting() {
    }

    /**
     * What a peer would say. Its version is 3.0, for over WebSockets subscriptions have the form of that version,
     * whatever the peers speak otherwise.
     */
    static byte[] ofPeer(String mechanism) {
        byte[] greeting = new byte[SIZE];
        greeting[0] = (byte) 0xFF;
        greeting[MAJOR_AT - 2] = 1;
        greeting[MAJOR_AT - 1] = 0x7F;
        greeting[MAJOR_AT] = 3;
        byte[] name = mechanism.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, greeting, MECHANISM_AT, Math.min(name.length, MECHANISM_SIZE));
        return greeting;
    }

    /** The mechanism in a greeting. */
    static String mechanismOf(byte[] greeting) {
        byte[] field = Arrays.copyOfRange(greeting, MECHANISM_AT, MECHANISM_AT + MECHANISM_SIZE);
        int length = 0;
        while (length < field.length && field[length] != 0) {
            length++;
        }
        return new String(field, 0, length, StandardCharsets.ISO_8859_1);
    }
}

package zlink.engine.mechanism;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import zlink.api.HandshakeFailure;

/**
 * A command of a handshake: a name and what follows it.
 *
 * <p>Source: ZMTP 3.1 (RFC 37), {@code command-body = command-name command-data}, where the name is preceded by
 * its length.
 *
 * @param name at most 255 characters of one byte each
 * @param data not copied
 */
public record Command(String name, byte[] data) {
    private static final int LONGEST_NAME = 255;

    /** A command whose name fits in front of its data. */
    public Command {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("command name of " + name.length() + " characters");
        }
    }

    /**
     * Takes the body of a command frame apart.
     *
     * @throws MechanismException if its name is empty or longer than the body
     */
    public static Command decode(byte[] body) throws MechanismException {
        if (body.length == 0) {
            throw new MechanismException(HandshakeFailure.MALFORMED_COMMAND, "an empty command");
        }
        int length = body[0] & 0xFF;
        if (length == 0 || length > body.length - 1) {
            throw new MechanismException(HandshakeFailure.MALFORMED_COMMAND,
                    "a command name of " + length + " bytes in a command of " + body.length);
        }
        return new Command(new String(body, 1, length, StandardCharsets.ISO_8859_1),
                Arrays.copyOfRange(body, 1 + length, body.length));
    }

    /** The name as it may be shown to a user: whatever is not printable ASCII as a question mark. */
    public String printableName() {
        return printable(name);
    }

    /** A peer's text as it may be shown to a user: whatever is not printable ASCII as a question mark. */
    public static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    /** The body of the command's frame. */
    public byte[] encode() {
        byte[] body = new byte[Math.addExact(1 + name.length(), data.length)];
        body[0] = (byte) name.length();
        System.arraycopy(name.getBytes(StandardCharsets.ISO_8859_1), 0, body, 1, name.length());
        System.arraycopy(data, 0, body, 1 + name.length(), data.length);
        return body;
    }
}

package zlink.engine.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import zlink.engine.queue.FrameException;
import zlink.engine.queue.FrameFormat;

/**
 * Commands: told apart where they lie, without allocation, and made as complete frames.
 *
 * <p>{@code offset} and {@code size} are those of a command frame's body, as the scan of frames finds it; a
 * <em>command's</em> body is what follows its name.
 *
 * <p>Source: ZMTP 3.1 (RFC 37), {@code command-body = command-name command-data}; the name is preceded by its length.
 */
public final class Commands {
    /** Largest time to live that is sent, in tenths of a second: libzmq computes larger ones wrongly, in 16 bits. */
    public static final int LARGEST_TTL = 655;

    /** Most bytes of a PING's context. */
    public static final int LARGEST_CONTEXT = 16;

    private static final byte[] READY = ascii("READY");
    private static final byte[] ERROR = ascii("ERROR");
    private static final byte[] PING = ascii("PING");
    private static final byte[] PONG = ascii("PONG");
    private static final byte[] SUBSCRIBE = ascii("SUBSCRIBE");
    private static final byte[] CANCEL = ascii("CANCEL");

    private static final int LONGEST_REASON = 255;

    private Commands() { }

    // ---- what a command is -----------------------------------------------------------------------------------------

    /**
     * Tells commands apart by their exact names.
     *
     * @throws FrameException if the name is empty or longer than the frame
     */
    public static CommandKind kindOf(ByteBuffer memory, int offset, int size) throws FrameException {
        int length = size == 0 ? 0 : memory.get(offset) & 0xFF;
        if (length == 0 || length >= size) {
            throw new FrameException("command name of " + length + " bytes in a command of " + size);
        }
        int name = offset + 1;
        return switch (length) {
            case 4 -> is(PING, memory, name) ? CommandKind.PING
                    : is(PONG, memory, name) ? CommandKind.PONG : CommandKind.UNKNOWN;
            case 5 -> is(READY, memory, name) ? CommandKind.READY
                    : is(ERROR, memory, name) ? CommandKind.ERROR : CommandKind.UNKNOWN;
            case 6 -> is(CANCEL, memory, name) ? CommandKind.CANCEL : CommandKind.UNKNOWN;
            case 9 -> is(SUBSCRIBE, memory, name) ? CommandKind.SUBSCRIBE : CommandKind.UNKNOWN;
            default -> CommandKind.UNKNOWN;
        };
    }

    private static boolean is(byte[] name, ByteBuffer memory, int offset) {
        for (int i = 0; i < name.length; i++) {
            if (memory.get(offset + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the body of a command starts that {@link #kindOf} found well formed. */
    public static int bodyOffset(ByteBuffer memory, int offset) {
        return offset + 1 + (memory.get(offset) & 0xFF);
    }

    /** How many bytes the body of a command has that {@link #kindOf} found well formed. */
    public static int bodySize(ByteBuffer memory, int offset, int size) {
        return size - 1 - (memory.get(offset) & 0xFF);
    }

    // ---- heartbeats ------------------------------------------------------------------------------------------------

    /**
     * Makes a PING.
     *
     * @param ttlDeciseconds tenths of a second of our silence after which the peer may take us for dead, 0 for none;
     *        more than {@link #LARGEST_TTL} is sent as that
     * @param context at most 16 bytes, which the PONG will carry
     */
    public static byte[] ping(int ttlDeciseconds, byte[] context) {
        if (ttlDeciseconds < 0 || context.length > LARGEST_CONTEXT) {
            throw new IllegalArgumentException(
                    "ping with a time to live of " + ttlDeciseconds + " and " + context.length + " bytes of context");
        }
        byte[] data = new byte[Short.BYTES + context.length];
        ByteBuffer.wrap(data).putShort((short) Math.min(ttlDeciseconds, LARGEST_TTL)).put(context);
        return command(PING, data);
    }

    /**
     * Makes the answer to a PING.
     *
     * @throws FrameException if the PING's body has less than 2 or more than 18 bytes
     */
    public static byte[] pong(ByteBuffer memory, int pingBodyOffset, int pingBodySize) throws FrameException {
        checkPing(pingBodySize);
        byte[] context = new byte[pingBodySize - Short.BYTES];
        memory.get(pingBodyOffset + Short.BYTES, context);
        return command(PONG, context);
    }

    /**
     * The time to live in a PING: tenths of a second of the peer's silence after which it shall be taken for dead.
     *
     * @return 0, for none, to 65535
     * @throws FrameException if the PING's body has less than 2 or more than 18 bytes
     */
    public static int pingTtl(ByteBuffer memory, int pingBodyOffset, int pingBodySize) throws FrameException {
        checkPing(pingBodySize);
        return (memory.get(pingBodyOffset) & 0xFF) << 8 | memory.get(pingBodyOffset + 1) & 0xFF;
    }

    private static void checkPing(int bodySize) throws FrameException {
        if (bodySize < Short.BYTES || bodySize > Short.BYTES + LARGEST_CONTEXT) {
            throw new FrameException("ping with " + bodySize + " bytes, which must be 2 to 18");
        }
    }

    // ---- subscriptions ---------------------------------------------------------------------------------------------

    /**
     * Makes a subscription in the form the peer understands: a command since ZMTP 3.1, before that a message of 1 and
     * the topic.
     *
     * @param peerMinor the minor version the peer announced
     */
    public static byte[] subscribe(byte[] topic, int peerMinor) {
        return peerMinor == 0 ? legacy((byte) 1, topic) : command(SUBSCRIBE, topic);
    }

    /**
     * Makes the end of a subscription in the form the peer understands: a command since ZMTP 3.1, before that a
     * message of 0 and the topic.
     *
     * @param peerMinor the minor version the peer announced
     */
    public static byte[] cancel(byte[] topic, int peerMinor) {
        return peerMinor == 0 ? legacy((byte) 0, topic) : command(CANCEL, topic);
    }

    private static byte[] legacy(byte first, byte[] topic) {
        return frame(0, Math.addExact(1, topic.length)).put(first).put(topic).array();
    }

    // ---- refusals --------------------------------------------------------------------------------------------------

    /** Makes an ERROR; of the reason at most 255 characters are sent, and others than printable ASCII as {@code ?}. */
    public static byte[] error(String reason) {
        byte[] text = ascii(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)).replaceAll("[^ -~]", "?"));
        byte[] data = new byte[1 + text.length];
        data[0] = (byte) text.length;
        System.arraycopy(text, 0, data, 1, text.length);
        return command(ERROR, data);
    }

    // ---- frames ----------------------------------------------------------------------------------------------------

    private static byte[] command(byte[] name, byte[] data) {
        int size = Math.addExact(1 + name.length, data.length);
        return frame(FrameFormat.COMMAND, size).put((byte) name.length).put(name).put(data).array();
    }

    /** A command frame around a body. */
    static byte[] command(byte[] body) {
        return frame(FrameFormat.COMMAND, body.length).put(body).array();
    }

    /** A buffer of just the right size, positioned behind the header. */
    private static ByteBuffer frame(int flags, int size) {
        if (size <= FrameFormat.SHORT_LIMIT) {
            return ByteBuffer.allocate(FrameFormat.SHORT_HEADER + size).put((byte) flags).put((byte) size);
        }
        return ByteBuffer.allocate(Math.addExact(FrameFormat.LONG_HEADER, size))
                .put((byte) (flags | FrameFormat.LONG)).putLong(size);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

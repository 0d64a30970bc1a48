package zlink.engine.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a peer writes and what it makes of what it reads, spelt out independently of the code under test. */
public final class Peer {
    static final int GREETING = 64;
    private static final int LARGEST = 1 << 20;

    private Peer() { }

    /** A whole handshake by NULL. */
    public static byte[] handshake(String socketType) {
        byte[] greeting = new byte[GREETING];
        greeting[0] = (byte) 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        greeting[11] = 1;
        System.arraycopy("NULL".getBytes(StandardCharsets.US_ASCII), 0, greeting, 12, 4);
        ByteBuffer ready = ByteBuffer.allocate(100);
        ready.put((byte) 5).put("READY".getBytes(StandardCharsets.US_ASCII));
        ready.put((byte) 11).put("Socket-Type".getBytes(StandardCharsets.US_ASCII));
        ready.putInt(socketType.length()).put(socketType.getBytes(StandardCharsets.US_ASCII));
        return join(greeting, frame(4, Arrays.copyOf(ready.array(), ready.position())));
    }

    /** One frame. */
    public static byte[] frame(int flags, byte[] body) {
        return body.length <= 255
                ? ByteBuffer.allocate(2 + body.length).put((byte) flags).put((byte) body.length).put(body).array()
                : ByteBuffer.allocate(9 + body.length).put((byte) (flags | 2)).putLong(body.length).put(body).array();
    }

    /** All frames of one message. */
    public static byte[] message(List<byte[]> frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < frames.size(); i++) {
            bytes.writeBytes(frame(i == frames.size() - 1 ? 0 : 1, frames.get(i)));
        }
        return bytes.toByteArray();
    }

    /** A command. */
    public static byte[] command(String name, byte[] data) {
        byte[] body = ByteBuffer.allocate(1 + name.length() + data.length).put((byte) name.length())
                .put(name.getBytes(StandardCharsets.US_ASCII)).put(data).array();
        return frame(4, body);
    }

    static byte[] ping(int ttl, String context) {
        return command("PING", join(new byte[] {(byte) (ttl >> 8), (byte) ttl},
                context.getBytes(StandardCharsets.US_ASCII)));
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The {@code number}th message of a size: its first frame tells its number, further frames are shorter. */
    public static List<byte[]> numbered(int number, int size) {
        List<byte[]> frames = new ArrayList<>();
        int left = Math.abs(size);
        for (int i = 0; i <= (size < 0 ? 1 + number % 3 : 0); i++) {
            byte[] body = new byte[i == 0 ? Math.max(4, left) : left / (1 + i)];
            for (int at = 0; at < body.length; at++) {
                body[at] = (byte) (number * 31 + i * 7 + at + (at >> 8));
            }
            if (i == 0) {
                ByteBuffer.wrap(body).putInt(number);
            }
            frames.add(body);
        }
        return frames;
    }

    /** A short text that tells messages apart. */
    public static String digest(List<byte[]> frames) {
        StringBuilder text = new StringBuilder();
        for (byte[] frame : frames) {
            text.append(text.isEmpty() ? "" : "+").append(frame.length).append(':')
                    .append(Integer.toHexString(Arrays.hashCode(frame)));
        }
        return text.toString();
    }

    /** What a peer reads behind our handshake. */
    public record Heard(List<String> messages, List<String> commands, boolean whole) { }

    /** Takes what we wrote apart; fails if a command stands within a message. */
    public static Heard hear(byte[] written) {
        List<String> messages = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        List<byte[]> frames = new ArrayList<>();
        int at = GREETING;
        boolean handshake = true;
        while (at + 2 <= written.length) {
            int flags = written[at];
            boolean isLong = (flags & 2) != 0;
            if (isLong && at + 9 > written.length) {
                break;
            }
            int header = isLong ? 9 : 2;
            long size = isLong ? ByteBuffer.wrap(written).getLong(at + 1) : written[at + 1] & 0xFF;
            if (size < 0 || size > LARGEST) {
                throw new AssertionError("frame of " + size + " bytes at " + at);
            }
            if (at + header + size > written.length) {
                break;
            }
            byte[] body = Arrays.copyOfRange(written, at + header, at + header + (int) size);
            at += header + (int) size;
            if ((flags & 4) != 0) {
                if (!frames.isEmpty()) {
                    throw new AssertionError("command in the middle of a message");
                }
                String text = new String(body, 1, body.length - 1, StandardCharsets.ISO_8859_1);
                if (handshake != text.startsWith("READY")) {
                    throw new AssertionError("not the place for " + text);
                }
                handshake = false;
                commands.add(text);
            } else {
                if (handshake) {
                    throw new AssertionError("message before READY");
                }
                frames.add(body);
                if ((flags & 1) == 0) {
                    messages.add(digest(frames));
                    frames.clear();
                }
            }
        }
        return new Heard(messages, commands, at == written.length && frames.isEmpty());
    }
}

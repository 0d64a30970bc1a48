package zlink.engine.zmtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import zlink.api.HandshakeFailure;
import zlink.engine.queue.FrameFormat;

/**
 * Collects the commands of a handshake, one at a time, from whatever pieces they come in.
 *
 * <p>Takes no more memory than a small multiple of what has arrived, whatever size is announced. Does not insist on
 * the COMMAND flag, which libzmq does not either: nothing else can come here.
 */
final class CommandCollector {
    private static final int FIRST_CAPACITY = 256;

    private final int largest;
    private final byte[] header = new byte[FrameFormat.LONG_HEADER];
    private int headerBytes;
    private byte[] body = {};
    private int bodyBytes;

    CommandCollector(int largest) {
        this.largest = largest;
    }

    /**
     * Takes bytes up to the end of a command.
     *
     * @return the body of its frame, or null if it has not come to its end
     */
    byte[] read(ByteBuffer input) throws HandshakeException {
        while (headerBytes < headerSize()) {
            if (!input.hasRemaining()) {
                return null;
            }
            header[headerBytes++] = input.get();
            if (headerBytes == 1) {
                checkFlags();
            }
            if (headerBytes == headerSize()) {
                checkSize();
            }
        }
        int size = (int) size();
        int taken = Math.min(input.remaining(), size - bodyBytes);
        if (bodyBytes + taken > body.length) {
            long doubled = 2L * (bodyBytes + taken);
            body = Arrays.copyOf(body, (int) Math.min(size, Math.max(FIRST_CAPACITY, doubled)));
        }
        input.get(body, bodyBytes, taken);
        bodyBytes += taken;
        if (bodyBytes < size) {
            return null;
        }
        byte[] complete = Arrays.copyOf(body, size);
        headerBytes = 0;
        bodyBytes = 0;
        return complete;
    }

    /** Bytes of memory taken for a command under way. */
    int heldBytes() {
        return body.length;
    }

    private int headerSize() {
        return headerBytes == 0 || (header[0] & FrameFormat.LONG) == 0
                ? FrameFormat.SHORT_HEADER : FrameFormat.LONG_HEADER;
    }

    private long size() {
        return (header[0] & FrameFormat.LONG) == 0 ? header[1] & 0xFF : ByteBuffer.wrap(header).getLong(1);
    }

    private void checkFlags() throws HandshakeException {
        if ((header[0] & (FrameFormat.RESERVED | FrameFormat.MORE)) != 0) {
            throw new HandshakeException(HandshakeFailure.MALFORMED_COMMAND,
                    "frame flags 0x" + Integer.toHexString(header[0] & 0xFF) + " where a command was due");
        }
    }

    private void checkSize() throws HandshakeException {
        long size = size();
        if (size < 0 || size > largest) {
            throw new HandshakeException(HandshakeFailure.MALFORMED_COMMAND,
                    "command of " + Long.toUnsignedString(size) + " bytes, limit " + largest);
        }
    }
}

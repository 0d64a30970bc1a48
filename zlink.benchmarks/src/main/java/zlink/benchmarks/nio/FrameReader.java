package zlink.benchmarks.nio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import zlink.benchmarks.link.BodyReader;

/** Reads what is there, and finds the frames in it. */
final class FrameReader {
    private static final int LEAST_BUFFER_BYTES = 64 << 10;
    private static final int SPINS = 50; // some tens of microseconds, about what it costs to be woken

    private final SocketChannel channel;
    private final Readiness readiness;
    private final ByteBuffer buffer; // position: the next frame; limit: the end of what has been read
    private final int frameBytes;
    private final int headerBytes;

    FrameReader(SocketChannel channel, Readiness readiness, int bytes) {
        this.channel = channel;
        this.readiness = readiness;
        this.headerBytes = FrameWriter.headerBytes(bytes);
        this.frameBytes = headerBytes + bytes;
        this.buffer = ByteBuffer.allocateDirect(Math.max(LEAST_BUFFER_BYTES, 2 * frameBytes)).limit(0);
    }

    void read(BodyReader reader) throws IOException {
        int size = nextSize();
        while (size < 0) {
            fill();
            size = nextSize();
        }
        int start = buffer.position();
        reader.read(buffer, start + headerBytes, size);
        buffer.position(start + headerBytes + size);
    }

    /** Whether nothing is left, here or in the channel. */
    boolean isEmpty() throws IOException {
        return !buffer.hasRemaining() && channel.read(buffer.clear()) <= 0;
    }

    /** The size of the body of the next frame if all of it is there, else -1. */
    private int nextSize() {
        int there = buffer.remaining();
        if (there < headerBytes) {
            return -1;
        }
        int at = buffer.position();
        boolean isLong = buffer.get(at) != 0;
        long size = isLong ? buffer.getLong(at + 1) : buffer.get(at + 1) & 0xff;
        return there - headerBytes >= size ? (int) size : -1;
    }

    private void fill() throws IOException {
        int start = buffer.position();
        int end = buffer.limit();
        if (start == end) {
            start = 0;
            end = 0;
        } else if (buffer.capacity() - start < frameBytes) {
            buffer.compact();
            end = buffer.position();
            start = 0;
        }
        buffer.limit(buffer.capacity()).position(end);
        int spins = 0;
        int count = channel.read(buffer);
        while (count == 0) {
            if (++spins > SPINS) {
                readiness.awaitReading();
            } else {
                Thread.onSpinWait();
            }
            count = channel.read(buffer);
        }
        if (count < 0) {
            throw new EOFException("the other end has closed the channel");
        }
        buffer.flip().position(start);
    }
}

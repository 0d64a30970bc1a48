package zlink.benchmarks.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import zlink.benchmarks.measure.Payload;

/**
 * Writes frames in batches, or a large one by itself.
 *
 * <p>The frames lie there from the beginning, and only their numbers change: a library that copies is held against one
 * that need not.
 */
final class FrameWriter {
    private static final int BATCH_BYTES = 64 << 10;
    private static final int LONG_FROM = 256;
    private static final byte LONG_FLAG = 2;

    private final SocketChannel channel;
    private final Readiness readiness;
    private final int bytes;
    private final int headerBytes;
    private final int frames;
    private final ByteBuffer batch;
    private final ByteBuffer[] parts; // header and body of a frame that is a batch by itself
    private int filled;

    FrameWriter(SocketChannel channel, Readiness readiness, int bytes) {
        this.channel = channel;
        this.readiness = readiness;
        this.bytes = bytes;
        this.headerBytes = headerBytes(bytes);
        this.frames = Math.max(1, BATCH_BYTES / (headerBytes + bytes));
        this.batch = ByteBuffer.allocateDirect(frames * (headerBytes + bytes));
        Payload payload = new Payload(bytes);
        for (int i = 0; i < frames; i++) {
            putHeader();
            payload.copyTo(batch);
        }
        this.parts = new ByteBuffer[] {batch.slice(0, headerBytes), batch.slice(headerBytes, bytes)};
    }

    /** A flag byte and one byte for the size, or eight. */
    static int headerBytes(int bytes) {
        return bytes < LONG_FROM ? 2 : 1 + Long.BYTES;
    }

    private void putHeader() {
        if (bytes < LONG_FROM) {
            batch.put((byte) 0).put((byte) bytes);
        } else {
            batch.put(LONG_FLAG).putLong(bytes);
        }
    }

    void write(long number, long timeNs) throws IOException {
        Payload.stamp(batch, filled * (headerBytes + bytes) + headerBytes, bytes, number, timeNs);
        if (++filled == frames) {
            flush();
        }
    }

    void flush() throws IOException {
        if (filled == 0) {
            return;
        }
        if (frames == 1) {
            gather();
        } else {
            batch.position(0).limit(filled * (headerBytes + bytes));
            while (batch.hasRemaining()) {
                if (channel.write(batch) == 0) {
                    readiness.awaitWriting();
                }
            }
            batch.clear();
        }
        filled = 0;
    }

    private void gather() throws IOException {
        parts[0].rewind();
        parts[1].rewind();
        while (parts[1].hasRemaining()) {
            if (channel.write(parts) == 0) {
                readiness.awaitWriting();
            }
        }
    }
}

package zlink.engine.queue;

import java.nio.ByteBuffer;
import zlink.api.Message;
import zlink.api.RoutingId;

/**
 * What a caller wants to send, in whatever form it came, with what its pattern puts before or takes from it.
 *
 * <p>One object per socket, filled anew for every call: guarded by the socket's send lock.
 */
public final class OutgoingMessage {
    private byte[] array;
    private int arrayOffset;
    private int arrayLength;
    private ByteBuffer buffer;
    private int bufferOffset;
    private int bufferLength;
    private Message message;
    private RoutingId target;
    private int skipped;
    private byte[][] envelope = NO_ENVELOPE;
    private int envelopeFrames;

    private static final byte[][] NO_ENVELOPE = {};

    /** Takes one frame from an array. */
    public OutgoingMessage array(byte[] source, int offset, int length) {
        array = source;
        arrayOffset = offset;
        arrayLength = length;
        return this;
    }

    /** Takes one frame from a buffer's remaining bytes, which stay there. */
    public OutgoingMessage buffer(ByteBuffer source) {
        buffer = source;
        bufferOffset = source.position();
        bufferLength = source.remaining();
        return this;
    }

    /** Takes a message's frames. */
    public OutgoingMessage message(Message source) {
        message = source;
        return this;
    }

    /** Names the peer, for ROUTER. */
    public OutgoingMessage to(RoutingId peer) {
        if (peer != null) {
            target = peer;
        }
        return this;
    }

    /** Lets go of the caller's data. Looks before it stores: storing a reference costs the collector's barrier. */
    public void clear() {
        array = null;
        if (buffer != null) {
            buffer = null;
        }
        if (message != null) {
            message = null;
        }
        if (target != null) {
            target = null;
        }
        if (envelope != NO_ENVELOPE) {
            envelope = NO_ENVELOPE;
        }
        skipped = 0;
        envelopeFrames = 0;
    }

    /** The peer named by {@link #to}, or null: then it is in the first frame. */
    public RoutingId target() {
        return target;
    }

    /** Leaves the first frames of the caller's message out. */
    public void skip(int frames) {
        skipped = frames;
    }

    /** Puts frames before the caller's message. */
    public void envelope(byte[][] frames, int count) {
        envelope = frames;
        envelopeFrames = count;
    }

    /** Whether this is exactly one frame that lies in an array: the fast case. */
    boolean isPlainArray() {
        return array != null && envelopeFrames == 0;
    }

    byte[] plainArray() {
        return array;
    }

    int plainOffset() {
        return arrayOffset;
    }

    int plainLength() {
        return arrayLength;
    }

    /** Frames of the caller's message, those skipped included. */
    public int callerFrames() {
        return message != null ? message.frameCount() : 1;
    }

    /** Frames to go out: the envelope's, then the caller's without those skipped. */
    public int frameCount() {
        return envelopeFrames + callerFrames() - skipped;
    }

    /** Bytes in a frame to go out. */
    public int size(int frame) {
        if (frame < envelopeFrames) {
            return envelope[frame].length;
        }
        return array != null ? arrayLength
                : buffer != null ? bufferLength
                : message.size(frame - envelopeFrames + skipped);
    }

    /** Bytes in all frames to go out. */
    public long totalSize() {
        long total = 0;
        for (int i = 0, n = frameCount(); i < n; i++) {
            total += size(i);
        }
        return total;
    }

    /** One byte of a frame to go out. */
    public byte byteAt(int frame, int index) {
        if (frame < envelopeFrames) {
            return envelope[frame][index];
        }
        return array != null ? array[arrayOffset + index]
                : buffer != null ? buffer.get(bufferOffset + index)
                : message.byteAt(frame - envelopeFrames + skipped, index);
    }

    /** Copies a frame to go out to an absolute index. */
    public void copyTo(int frame, ByteBuffer target, int index) {
        if (frame < envelopeFrames) {
            target.put(index, envelope[frame]);
        } else if (array != null) {
            target.put(index, array, arrayOffset, arrayLength);
        } else if (buffer != null) {
            target.put(index, buffer, bufferOffset, bufferLength);
        } else {
            message.copyTo(frame - envelopeFrames + skipped, target, index);
        }
    }

    /** A frame to go out as a new array. */
    public byte[] bytes(int frame) {
        byte[] copy = new byte[size(frame)];
        copyTo(frame, ByteBuffer.wrap(copy), 0);
        return copy;
    }

    /** One frame of the caller's message, counted without the envelope and with those skipped, as a new array. */
    public byte[] callerBytes(int frame) {
        int kept = skipped;
        skipped = 0;
        try {
            return bytes(envelopeFrames + frame);
        } finally {
            skipped = kept;
        }
    }
}

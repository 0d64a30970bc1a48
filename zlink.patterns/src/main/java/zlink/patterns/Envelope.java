package zlink.patterns;

import java.util.Arrays;
import zlink.engine.queue.IncomingMessage;
import zlink.engine.queue.OutgoingMessage;

/**
 * The frames in front of a request that say where its reply goes: all up to the first empty one. A REP socket keeps
 * them for the reply, in arrays that the next request of the same shape uses again.
 */
final class Envelope {
    private static final int KEPT_FRAMES = 16;
    private static final int KEPT_BYTES = 1024;

    private byte[][] frames = new byte[2][];
    private int count;

    /** Copies a request's envelope and hides it; returns false, having done nothing, if it has none or no body. */
    boolean takeFrom(IncomingMessage message) {
        int delimiter = 0;
        int last = message.bodyFrames() - 1;
        while (delimiter < last && message.bodySize(delimiter) != 0) {
            delimiter++;
        }
        if (delimiter >= last) {
            return false;
        }
        count = delimiter + 1;
        if (frames.length < count) {
            frames = Arrays.copyOf(frames, count);
        }
        for (int i = 0; i < count; i++) {
            int size = message.bodySize(i);
            if (frames[i] == null || frames[i].length != size) {
                frames[i] = new byte[size];
            }
            message.bodyMemory(i).get(message.bodyOffset(i), frames[i]);
        }
        message.strip(count);
        return true;
    }

    /** Puts it in front of the reply. */
    void putBefore(OutgoingMessage message) {
        message.envelope(frames, count);
    }

    /** The reply is out: keeps no more memory than an ordinary request needs. */
    void clear() {
        if (frames.length > KEPT_FRAMES) {
            frames = new byte[2][];
        }
        for (int i = 0; i < frames.length; i++) {
            if (frames[i] != null && frames[i].length > KEPT_BYTES) {
                frames[i] = null;
            }
        }
        count = 0;
    }
}

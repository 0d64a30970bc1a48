package zlink.tests.faults;

import java.nio.ByteBuffer;

/** One direction of a {@link FaultyLink}. Guarded by its lock. */
final class Lane {
    private static final int CAPACITY = 32 << 10;

    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY); // filled up to its position
    private long total;                    // written so far
    private long cutAt = Long.MAX_VALUE;   // so many bytes pass before the link breaks
    private boolean held;
    private boolean swallowing;
    private boolean ended;

    void hold(boolean hold) {
        held = hold;
    }

    void swallow() {
        swallowing = true;
    }

    void end() {
        ended = true;
    }

    void cutAfter(long count) {
        cutAt = total + count;
    }

    void lose() {
        bytes.clear();
    }

    boolean isCut() {
        return total >= cutAt;
    }

    long total() {
        return total;
    }

    boolean isReadable() {
        return !held && !swallowing && (bytes.position() > 0 || ended);
    }

    boolean isWritable() {
        return swallowing || bytes.hasRemaining();
    }

    int read(ByteBuffer target) {
        if (held || swallowing) {
            return 0;
        }
        if (bytes.position() == 0) {
            return ended ? -1 : 0;
        }
        int count = Math.min(bytes.position(), target.remaining());
        target.put(target.position(), bytes, 0, count).position(target.position() + count);
        bytes.limit(bytes.position()).position(count).compact();
        return count;
    }

    int write(ByteBuffer source) {
        int count = swallowing ? source.remaining()
                : (int) Math.min(Math.min(source.remaining(), bytes.remaining()), cutAt - total);
        if (!swallowing) {
            bytes.put(source.slice(source.position(), count));
        }
        source.position(source.position() + count);
        total += count;
        return count;
    }
}

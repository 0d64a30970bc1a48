package acme.sharedmemory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ring of bytes that we write and the peer reads. One writer at a time, except that anybody may ask for room.
 *
 * <p>Our own position is kept here: what stands in the shared memory is for the peer, who could change it.
 */
final class Outgoing {

    /** So much is copied before the peer may see it: it copies out of the cache what we have just copied into it. */
    private static final int PIECE_BYTES = 32 << 10;

    private final SharedFile file;
    private final ByteBuffer memory;
    private final int start;
    private final int capacity;
    private final int writtenAt;
    private final int readAt;
    private final AtomicLong written = new AtomicLong(); // set by the writer; an old value means too much room
    private long readSeen;                               // the writer's; at most a capacity behind written

    Outgoing(SharedFile file, int side) {
        this.file = file;
        this.memory = file.memory();
        this.start = file.bytes(side);
        this.capacity = file.capacity();
        this.writtenAt = file.block(side) + SharedFile.WRITTEN;
        this.readAt = file.block(1 - side) + SharedFile.READ;
    }

    /** Takes what there is room for and lets the peer see it. */
    int put(ByteBuffer source) throws IOException {
        int offered = source.remaining();
        long position = written.getPlain();
        if (capacity - (position - readSeen) < offered) {
            readSeen = readByPeer(position);
        }
        int count = (int) Math.min(offered, capacity - (position - readSeen));
        for (int left = count; left > 0; ) {
            int at = (int) position & capacity - 1;
            int piece = Math.min(Math.min(left, PIECE_BYTES), capacity - at);
            memory.put(start + at, source, source.position(), piece);
            source.position(source.position() + piece);
            position += piece;
            left -= piece;
            file.position(writtenAt, position);
        }
        written.setRelease(position);
        return count;
    }

    private long readByPeer(long position) throws IOException {
        long read = file.position(readAt);
        if (read - readSeen < 0 || position - read < 0) {
            throw new IOException("the peer claims to have read " + read + " bytes, after " + readSeen + " of "
                    + position + " written");
        }
        return read;
    }

    /**
     * Whether it is worth while to go on writing: a quarter is free, so that a writer who has waited is not woken for
     * each byte that is read. Also if the peer's claim is wrong, so that the writer finds out. Any thread.
     */
    boolean hasRoom() {
        long unread = written.getAcquire() - file.position(readAt);
        return unread < 0 || unread > capacity || isRoom(unread, capacity);
    }

    static boolean isRoom(long unread, int capacity) {
        return capacity - unread >= capacity / 4;
    }
}

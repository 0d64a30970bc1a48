package acme.sharedmemory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ring of bytes that the peer writes and we read. One reader at a time, except that anybody may ask for bytes.
 *
 * <p>Our own position is kept here: what stands in the shared memory is for the peer, who could change it.
 */
final class Incoming {

    /** So much is copied before the peer may write there again, so that it need not wait for the whole. */
    private static final int PIECE_BYTES = 32 << 10;

    private final SharedFile file;
    private final ByteBuffer memory;
    private final int start;
    private final int capacity;
    private final int writtenAt;
    private final int readAt;
    private final AtomicLong read = new AtomicLong(); // set by the reader; an old value means too many bytes
    private long writtenSeen;                         // the reader's; at least read

    Incoming(SharedFile file, int side) {
        this.file = file;
        this.memory = file.memory();
        this.start = file.bytes(1 - side);
        this.capacity = file.capacity();
        this.writtenAt = file.block(1 - side) + SharedFile.WRITTEN;
        this.readAt = file.block(side) + SharedFile.READ;
    }

    /** Gives what there is and what the target has room for. */
    int take(ByteBuffer target) throws IOException {
        long position = read.getPlain();
        writtenSeen = writtenByPeer(position);
        int count = (int) Math.min(target.remaining(), writtenSeen - position);
        for (int left = count; left > 0; ) {
            int at = (int) position & capacity - 1;
            int piece = Math.min(Math.min(left, PIECE_BYTES), capacity - at);
            target.put(target.position(), memory, start + at, piece);
            target.position(target.position() + piece);
            position += piece;
            left -= piece;
            file.position(readAt, position);
        }
        read.setRelease(position);
        return count;
    }

    private long writtenByPeer(long position) throws IOException {
        long written = file.position(writtenAt);
        if (written - writtenSeen < 0 || written - position > capacity) {
            throw new IOException("the peer claims to have written " + written + " bytes, after " + writtenSeen
                    + " of which " + position + " are read, into a ring of " + capacity);
        }
        return written;
    }

    /** Whether there is something, also if the peer's claim is wrong, so that the reader finds out. Any thread. */
    boolean hasBytes() {
        return file.position(writtenAt) != read.getAcquire();
    }

    /** Whether a peer that waits for room has enough of it; as the reader saw the ring in its last take. */
    boolean hasRoomForPeer() {
        return Outgoing.isRoom(writtenSeen - read.getPlain(), capacity);
    }
}

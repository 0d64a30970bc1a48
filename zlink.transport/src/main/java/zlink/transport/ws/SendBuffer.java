package zlink.transport.ws;

import java.io.IOException;
import java.nio.ByteBuffer;
import zlink.transport.layer.BufferPool;
import zlink.transport.spi.Connection;

/** Frames on their way to the connection below. Guarded by the output's token. */
final class SendBuffer {
    private final Connection below;
    private final BufferPool pool;
    private ByteBuffer bytes; // null if empty; filled up to its position
    private int sent;         // how much of it has left

    SendBuffer(Connection below, BufferPool pool) {
        this.below = below;
        this.pool = pool;
    }

    boolean isEmpty() {
        return bytes == null;
    }

    /** Makes room for so many bytes, which are fewer than {@link WebSocketTransport#BUFFER_BYTES}, if it can. */
    boolean makeRoom(int count) {
        if (bytes == null) {
            bytes = pool.take();
            return true;
        }
        if (bytes.remaining() < count && sent > 0) {
            bytes.flip().position(sent).compact();
            sent = 0;
        }
        return bytes.remaining() >= count;
    }

    /** Where to put bytes after {@link #makeRoom}. */
    ByteBuffer room() {
        return bytes;
    }

    /** Writes once; returns whether all has left. */
    boolean push() throws IOException {
        if (bytes == null) {
            return true;
        }
        int end = bytes.position();
        bytes.limit(end).position(sent);
        try {
            below.write(bytes);
        } finally {
            sent = bytes.position();
            bytes.limit(bytes.capacity()).position(end);
        }
        if (sent < end) {
            return false;
        }
        pool.give(bytes);
        bytes = null;
        sent = 0;
        return true;
    }
}

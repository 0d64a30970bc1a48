package zlink.transport.ws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.SplittableRandom;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** One end of a connection without a network, which takes and gives as little as a die says. For one thread. */
final class MemoryConnection implements Connection {
    private final SplittableRandom die;
    private MemoryConnection peer;
    private byte[] arrived = {};
    private int readAt;
    private boolean ended;
    private boolean closed;
    private long room = Long.MAX_VALUE;
    private int reads;

    private MemoryConnection(SplittableRandom die) {
        this.die = die;
    }

    /** Two ends; without a die both give and take all there is. */
    static MemoryConnection[] pair(SplittableRandom dieOrNull) {
        MemoryConnection one = new MemoryConnection(dieOrNull);
        MemoryConnection other = new MemoryConnection(dieOrNull);
        one.peer = other;
        other.peer = one;
        return new MemoryConnection[] {one, other};
    }

    /** Takes so many more bytes. */
    void room(long bytes) {
        room = bytes;
    }

    /** What has come and not been read. */
    int unread() {
        return arrived.length - readAt;
    }

    /** How often it was read. */
    int reads() {
        return reads;
    }

    void arrive(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(arrived, readAt, unread());
        all.writeBytes(bytes);
        arrived = all.toByteArray();
        readAt = 0;
    }

    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isClosed() {
        return closed;
    }

    /** All that has come, for a test that is the peer itself. */
    byte[] takeAll() {
        byte[] all = Arrays.copyOfRange(arrived, readAt, arrived.length);
        readAt = arrived.length;
        return all;
    }

    private int some(int most) {
        if (die == null || most == 0) {
            return most;
        }
        return switch (die.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> 1 + die.nextInt(most);
            default -> most;
        };
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        reads++;
        if (unread() == 0 && ended) {
            return -1;
        }
        int count = some(Math.min(unread(), target.remaining()));
        target.put(arrived, readAt, count);
        readAt += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        byte[] taken = new byte[some((int) Math.min(source.remaining(), room))];
        source.get(taken);
        room -= taken.length;
        peer.arrive(taken);
        return taken.length;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return write(sources[offset]);
    }

    @Override
    public void shutdownOutput() {
        peer.ended = true;
    }

    @Override
    public Readiness readiness() {
        throw new UnsupportedOperationException("nobody waits in these tests");
    }

    @Override
    public String localAddress() {
        return "here";
    }

    @Override
    public String remoteAddress() {
        return "there";
    }

    @Override
    public void close() {
        closed = true;
        peer.ended = true;
    }
}

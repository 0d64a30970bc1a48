package zlink.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** A connection that gives a stream in pieces, with nothing to read between two of them, and takes all. */
final class Feed implements Connection {
    private final byte[] stream;
    private final Pieces pieces;
    private final boolean ends;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private int at;
    private int pieceEnd;
    private boolean closed;
    private boolean moved;
    private boolean begun;
    private boolean endTold;

    /** @param ends whether the stream ends, or nothing more comes while it stays open */
    Feed(byte[] stream, Pieces pieces, boolean ends) {
        this.stream = stream.clone();
        this.pieces = pieces;
        this.ends = ends;
    }

    /** Whether all of it has been read, and the end as well if it has one. */
    boolean isUsedUp() {
        return at == stream.length && (endTold || !ends);
    }

    /** Whether bytes went either way, or a new piece came, since this was last asked. */
    boolean hasMoved() {
        boolean answer = moved;
        moved = false;
        return answer;
    }

    /** The next piece is there; what a selector would report. */
    void next() {
        begun = true;
        if (at == pieceEnd && at < stream.length) {
            pieceEnd = at + Math.min(pieces.next(), stream.length - at);
            moved = true;
        }
    }

    /** Puts something else of the same length where this first is in the stream. */
    void replace(byte[] old, byte[] with) {
        for (int from = 0; from + old.length <= stream.length; from++) {
            if (Arrays.equals(stream, from, from + old.length, old, 0, old.length)) {
                System.arraycopy(with, 0, stream, from, with.length);
                return;
            }
        }
    }

    /** What has been written to it. */
    byte[] said() {
        return said.toByteArray();
    }

    @Override
    public int read(ByteBuffer target) throws ClosedChannelException {
        checkOpen();
        if (at == stream.length && ends && begun) {
            moved |= !endTold;
            endTold = true;
            return -1;
        }
        int count = Math.min(target.remaining(), pieceEnd - at);
        target.put(stream, at, count);
        at += count;
        moved |= count > 0;
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws ClosedChannelException {
        checkOpen();
        byte[] taken = Bytes.remaining(source);
        said.writeBytes(taken);
        moved |= taken.length > 0;
        return taken.length;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws ClosedChannelException {
        long taken = 0;
        for (int i = offset; i < offset + length; i++) {
            taken += write(sources[i]);
        }
        return taken;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public Readiness readiness() {
        throw new UnsupportedOperationException("nobody waits here");
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
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}

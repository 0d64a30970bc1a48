package acme.sharedmemory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** A peer that was accepted and is none: its handshake fails at once, which tells the user why. */
final class RefusedConnection implements Connection {

    private final SocketChannel channel;
    private final Meeting meeting;
    private final Exception why;

    RefusedConnection(SocketChannel channel, Meeting meeting, Exception why) {
        this.channel = channel;
        this.meeting = meeting;
        this.why = why;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public int shakeHands() throws IOException {
        throw new IOException("refused at " + meeting + ": " + why.getMessage(), why);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        return -1;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        throw new IOException("refused at " + meeting + ": " + why.getMessage(), why);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        throw new IOException("refused at " + meeting + ": " + why.getMessage(), why);
    }

    @Override
    public Readiness readiness() {
        return new Readiness.Selectable(channel);
    }

    @Override
    public String localAddress() {
        return meeting.toString();
    }

    @Override
    public String remoteAddress() {
        return "";
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // the descriptor is gone either way
        }
    }
}

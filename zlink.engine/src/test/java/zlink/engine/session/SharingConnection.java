package zlink.engine.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import zlink.engine.connection.ScriptedChannel;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** An accepted connection of a shared address, whose peer says when a test wants it whom it means. */
final class SharingConnection implements Connection {
    final ScriptedChannel below = new ScriptedChannel(true);
    int passedOn;
    private boolean said;
    private int whom; // what the handshake ends in

    /** The peer says whom it means: 0 for whoever has accepted it, or {@link Connection#ELSEWHERE}. */
    void say(int accepting) {
        said = true;
        whom = accepting;
        below.arrive(new byte[1]);
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public int shakeHands() throws IOException {
        if (!said) {
            return Readiness.READ;
        }
        if (whom == 0) {
            below.read(ByteBuffer.allocateDirect(1));
            whom = -1;
        }
        return whom == -1 ? 0 : whom;
    }

    @Override
    public void passOn() {
        passedOn++;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return below.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return below.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return below.write(sources, offset, length);
    }

    @Override
    public Readiness readiness() {
        return below.readiness();
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
        below.close();
    }
}

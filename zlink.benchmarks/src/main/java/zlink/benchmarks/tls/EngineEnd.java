package zlink.benchmarks.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.Status;

/** A bare engine on a channel: as little as can be between the two. */
final class EngineEnd implements TlsEnd {

    private static final int NET_BYTES = 72 << 10;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final Gate writable;
    private final Gate readable;
    private final ByteBuffer out = ByteBuffer.allocateDirect(NET_BYTES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(NET_BYTES).limit(0);

    EngineEnd(SocketChannel channel, SSLEngine engine) throws IOException {
        this.channel = channel;
        this.engine = engine;
        channel.configureBlocking(false);
        writable = new Gate(channel, SelectionKey.OP_WRITE);
        readable = new Gate(channel, SelectionKey.OP_READ);
    }

    /** One thread for each end, at the same time. */
    void shakeHands() throws IOException {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        ByteBuffer scratch = ByteBuffer.allocate(NET_BYTES);
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> {
                    engine.wrap(nothing, out);
                    push();
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (engine.unwrap(in, scratch).getStatus() == Status.BUFFER_UNDERFLOW) {
                        fill();
                    }
                }
                default -> {
                    return;
                }
            }
        }
    }

    private void push() throws IOException {
        out.flip();
        channel.write(out);
        while (out.hasRemaining()) {
            writable.await();
            channel.write(out);
        }
        out.clear();
    }

    private int fill() throws IOException {
        in.compact();
        int count = channel.read(in);
        while (count == 0) {
            readable.await();
            count = channel.read(in);
        }
        in.flip();
        return count;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            do {
                engine.wrap(source, out);
            } while (source.hasRemaining() && out.remaining() > 17_000);
            push();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int before = target.position();
        while (true) {
            Status status = engine.unwrap(in, target).getStatus();
            if (status == Status.BUFFER_OVERFLOW || status == Status.BUFFER_UNDERFLOW && target.position() > before) {
                return target.position() - before;
            }
            if (status == Status.CLOSED || status == Status.BUFFER_UNDERFLOW && fill() < 0) {
                return -1;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        writable.close();
        readable.close();
    }
}

package zlink.benchmarks.growth.role;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A PUSH peer that is nothing but a connection: what it costs the other side is all there is. RFC 37. */
final class PushChannel implements AutoCloseable {
    private static final int GREETING_BYTES = 64;
    private static final byte COMMAND = 4;

    private final SocketChannel channel;

    private PushChannel(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects and shakes hands. */
    static PushChannel connect(String endpoint) throws IOException {
        URI uri = URI.create(endpoint);
        PushChannel peer = new PushChannel(SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort())));
        peer.write(hello());
        peer.read(GREETING_BYTES);
        ByteBuffer header = peer.read(2);
        if (header.get(0) != COMMAND) {
            throw new IOException("no READY but a frame of flags " + header.get(0));
        }
        peer.read(header.get(1) & 0xff);
        return peer;
    }

    /** The greeting of version 3.1 with mechanism NULL, and READY: nothing in it depends on the other side. */
    private static ByteBuffer hello() {
        ByteBuffer hello = ByteBuffer.allocate(2 * GREETING_BYTES);
        hello.put((byte) 0xff).position(9).put((byte) 0x7f).put((byte) 3).put((byte) 1).put(ascii("NULL"));
        hello.position(GREETING_BYTES);
        byte[] name = ascii("Socket-Type");
        byte[] type = ascii("PUSH");
        byte[] ready = ascii("READY");
        int size = 1 + ready.length + 1 + name.length + Integer.BYTES + type.length;
        hello.put(COMMAND).put((byte) size).put((byte) ready.length).put(ready).put((byte) name.length).put(name)
                .putInt(type.length).put(type);
        return hello.flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(bytes);
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new EOFException("the socket has closed a connection while it shook hands");
            }
        }
        return target;
    }

    /** Writes all of it, waiting for room. */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package zlink.benchmarks.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import zlink.benchmarks.link.BodyReader;
import zlink.benchmarks.measure.Port;

/** One end of a connection: frames out, frames in. */
final class ChannelPort implements Port, AutoCloseable {
    private final Readiness readiness;
    private final FrameWriter writer;
    private final FrameReader reader;

    ChannelPort(SocketChannel channel, int bytes) throws IOException {
        this.readiness = new Readiness(channel);
        this.writer = new FrameWriter(channel, readiness, bytes);
        this.reader = new FrameReader(channel, readiness, bytes);
    }

    @Override
    public void send(long number, long timeNs) {
        try {
            writer.write(number, timeNs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void receive(BodyReader bodies) {
        try {
            reader.read(bodies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isEmpty() {
        try {
            return reader.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        readiness.close();
    }
}

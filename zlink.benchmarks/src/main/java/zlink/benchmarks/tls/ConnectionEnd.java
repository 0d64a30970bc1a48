package zlink.benchmarks.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** zlink's connection, used as its engine uses it. */
final class ConnectionEnd implements TlsEnd {

    private final Connection connection;
    private final Gate writable;
    private final Gate readable;

    /** Takes over a connection that has shaken hands. */
    ConnectionEnd(Connection connection) throws IOException {
        this.connection = connection;
        Readiness.Selectable readiness = (Readiness.Selectable) connection.readiness();
        writable = new Gate(readiness.channel(), SelectionKey.OP_WRITE);
        readable = new Gate(readiness.channel(), SelectionKey.OP_READ);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        connection.write(source);
        while (source.hasRemaining()) {
            writable.await();
            connection.write(source);
        }
        while (!connection.flush()) {
            writable.await();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = connection.read(target);
        while (count == 0) {
            if (!connection.hasInput()) {
                readable.await();
            }
            count = connection.read(target);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        connection.close();
        writable.close();
        readable.close();
    }
}

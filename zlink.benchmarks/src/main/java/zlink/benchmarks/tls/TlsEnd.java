package zlink.benchmarks.tls;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One end of TLS over a non-blocking channel. One thread writes, one reads. */
interface TlsEnd extends AutoCloseable {

    /** Writes all of it, waiting where the channel blocks. */
    void write(ByteBuffer source) throws IOException;

    /** Reads at least one byte, waiting for it; -1 at the end. */
    int read(ByteBuffer target) throws IOException;

    @Override
    void close() throws IOException;
}

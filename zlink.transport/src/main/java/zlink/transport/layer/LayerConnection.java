package zlink.transport.layer;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** A connection laid over another one, which may be any; what the layer does not change is that one's. */
public abstract class LayerConnection implements Connection {

    private final Connection below;

    // Set by whoever closes, and looked at by whoever reads or writes: what is held here is not to be had any more.
    private volatile boolean closed;

    /** Lays it over a connection, which nobody else uses from now on. */
    protected LayerConnection(Connection below) {
        this.below = below;
    }

    /** To be called first by what reads, writes or shakes hands. */
    protected final void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        return below.finishConnect();
    }

    @Override
    public final Readiness readiness() {
        return below.readiness();
    }

    @Override
    public final boolean supportsSpeculativeWrite() {
        return below.supportsSpeculativeWrite();
    }

    @Override
    public final boolean supportsSpeculativeRead() {
        return below.supportsSpeculativeRead();
    }

    /** Always: a layer gathers what is small, whatever the connection below can do. */
    @Override
    public final boolean supportsGatheringWrite() {
        return true;
    }

    @Override
    public final String localAddress() {
        return below.localAddress();
    }

    @Override
    public final String remoteAddress() {
        return below.remoteAddress();
    }

    @Override
    public final void close() {
        closed = true;
        below.close();
    }
}

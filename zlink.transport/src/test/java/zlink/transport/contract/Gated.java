package zlink.transport.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** A connection that lets as many bytes pass in each call as a gate says, none meaning that the call would block. */
public final class Gated implements Connection {

    /** Decides about one call. */
    @FunctionalInterface
    public interface Gate {

        /** How many of the bytes offered, or of those there is room for, pass; 0: none, for now. */
        int pass(int offered);

        /** At most so many at a time. */
        static Gate atMost(int bytes) {
            return offered -> Math.min(offered, bytes);
        }

        /** Blocks every other time. */
        static Gate stuttering(Gate gate) {
            boolean[] blocks = {false};
            return offered -> {
                blocks[0] = !blocks[0];
                return blocks[0] ? 0 : gate.pass(offered);
            };
        }
    }

    private final Connection below;
    private final Gate reads;
    private final Gate writes;

    public Gated(Connection below, Gate reads, Gate writes) {
        this.below = below;
        this.reads = reads;
        this.writes = writes;
    }

    @Override
    public boolean finishConnect() throws IOException {
        return below.finishConnect();
    }

    @Override
    public int shakeHands() throws IOException {
        return below.shakeHands();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int limit = target.limit();
        target.limit(target.position() + reads.pass(target.remaining()));
        try {
            return target.hasRemaining() ? below.read(target) : 0;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public boolean hasInput() {
        return below.hasInput();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int limit = source.limit();
        source.limit(source.position() + writes.pass(source.remaining()));
        try {
            return source.hasRemaining() ? below.write(source) : 0;
        } finally {
            source.limit(limit);
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long taken = 0;
        for (int i = offset; i < offset + length; i++) {
            taken += write(sources[i]);
            if (sources[i].hasRemaining()) {
                return taken;
            }
        }
        return taken;
    }

    @Override
    public boolean flush() throws IOException {
        return below.flush();
    }

    @Override
    public boolean hasOutput() {
        return below.hasOutput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        below.shutdownOutput();
    }

    @Override
    public Readiness readiness() {
        return below.readiness();
    }

    @Override
    public String localAddress() {
        return below.localAddress();
    }

    @Override
    public String remoteAddress() {
        return below.remoteAddress();
    }

    @Override
    public Map<String, String> peerProperties() {
        return below.peerProperties();
    }

    @Override
    public void close() {
        below.close();
    }
}

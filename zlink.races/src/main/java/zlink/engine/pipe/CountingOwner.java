package zlink.engine.pipe;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket that only counts what it is told. */
public final class CountingOwner implements PipeOwner {
    private final AtomicInteger readable = new AtomicInteger();
    private final AtomicInteger writable = new AtomicInteger();

    /** How often a pipe has become readable. */
    public int readable() {
        return readable.get();
    }

    /** How often a pipe has become writable. */
    public int writable() {
        return writable.get();
    }

    /** Starts counting again. */
    public void reset() {
        readable.set(0);
        writable.set(0);
    }

    @Override
    public void becameReadable(Pipe pipe) {
        readable.incrementAndGet();
    }

    @Override
    public void becameWritable(Pipe pipe) {
        writable.incrementAndGet();
    }

    @Override
    public void upstream(Pipe pipe, ByteBuffer memory, int offset, int size, boolean more) { }

    @Override
    public void subscription(Pipe pipe, boolean subscribe, ByteBuffer memory, int offset, int size) { }

    @Override
    public void sendControl(Pipe pipe, byte[] frame) { }

    @Override
    public void published(Pipe pipe) { }

    @Override
    public void leftUnflushed(Pipe pipe) { }

    @Override
    public boolean keepsChunks() {
        return true;
    }
}

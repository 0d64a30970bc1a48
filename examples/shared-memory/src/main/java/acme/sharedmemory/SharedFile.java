package acme.sharedmemory;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file that both processes of a connection map, and where things are in it.
 *
 * <p>It starts with a page of numbers, a block for each side, whose three parts have cache lines of their own: what
 * this side has written to the other, what it has read of the other, and whether it waits or has ended. Nobody but this
 * side sets the former two; a waiting side is marked by itself and unmarked by whoever rings for it. Then come the
 * bytes that the connecting side writes, and those that the accepting side writes.
 *
 * <p>The peer can write anything anywhere at any time: what is read here is a claim, to be checked at each use. The
 * buffer is never unmapped by hand, since other threads may be using it; the garbage collector does it when nobody has
 * it any more, long after {@code close} perhaps.
 */
final class SharedFile {

    /** Of one direction. A writer waits for a quarter of it, so a peer must not make it as small as it likes. */
    static final int LEAST_CAPACITY = 4 << 10;
    static final int MOST_CAPACITY = 256 << 20;

    /** The sides of a connection, as indices. */
    static final int CONNECTING = 0;
    static final int ACCEPTING = 1;

    private static final long FORM = 0x61636d652d73686dL; // "acme-shm"; another form gets another number
    private static final int CAPACITY = 8;
    private static final int HEADER_BYTES = 4096;
    private static final int BLOCK_BYTES = 1024;

    // Within a side's block. 128: two lines, since processors fetch them in pairs.
    static final int WRITTEN = 0;
    static final int READ = 128;
    static final int READER_WAITS = 256;
    static final int WRITER_WAITS = 260;
    static final int STATE = 264;

    private static final VarHandle LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder()).withInvokeExactBehavior();
    private static final VarHandle INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder()).withInvokeExactBehavior();

    private final ByteBuffer memory;
    private final int capacity;

    private SharedFile(ByteBuffer memory, int capacity) {
        this.memory = memory;
        this.capacity = capacity;
    }

    /** Beside the socket of the side that connects. */
    static Path beside(Path guest) {
        return guest.resolveSibling(guest.getFileName() + ".rings");
    }

    /** Makes the file, which must not be there yet. */
    static SharedFile create(Path path, int capacity) throws IOException {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(Meeting.OWNERS_ONLY));
        try {
            ByteBuffer memory = map(path, HEADER_BYTES + 2L * capacity, false);
            memory.order(ByteOrder.nativeOrder()).putInt(CAPACITY, capacity).putLong(0, FORM);
            return new SharedFile(memory, capacity);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    /** Opens a file that a peer has made, if it is what it should be. */
    static SharedFile open(Path path, int mostCapacity) throws IOException {
        long size = Files.size(path);
        long least = HEADER_BYTES + 2L * LEAST_CAPACITY;
        long most = HEADER_BYTES + 2L * mostCapacity;
        if (size < least || size > most) {
            throw new IOException("the shared file has " + size + " bytes, here it may have " + least + " to " + most
                    + "; set acme.sharedmemory.capacity to the same on both sides");
        }
        ByteBuffer memory = map(path, size, true).order(ByteOrder.nativeOrder());
        int capacity = memory.getInt(CAPACITY);
        if (memory.getLong(0) != FORM || Integer.bitCount(capacity) != 1 || size != HEADER_BYTES + 2L * capacity) {
            throw new IOException("the shared file is none of this transport's, or of another version");
        }
        return new SharedFile(memory, capacity);
    }

    /**
     * Maps a file. The JDK closes an interrupted thread's file, and an interrupt must not cost a connection: so the
     * interrupt is put aside meanwhile, and tried again after if it comes in the middle.
     */
    private static ByteBuffer map(Path path, long size, boolean exactly) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean interrupted = Thread.interrupted();
        try {
            for (;;) {
                try (FileChannel file = FileChannel.open(path, options)) {
                    if (exactly && file.size() != size) {
                        throw new IOException("the shared file changes its size");
                    }
                    return file.map(MapMode.READ_WRITE, 0, size);
                } catch (ClosedByInterruptException again) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    ByteBuffer memory() {
        return memory;
    }

    /** Of one direction; a power of two. */
    int capacity() {
        return capacity;
    }

    /** Where a side's numbers begin. */
    int block(int side) {
        return BLOCK_BYTES * (1 + side);
    }

    /** Where the bytes begin that a side writes. */
    int bytes(int side) {
        return HEADER_BYTES + side * capacity;
    }

    /** A position, and with it what was written before it was set. */
    long position(int offset) {
        return (long) LONG.getAcquire(memory, offset);
    }

    void position(int offset, long value) {
        LONG.setRelease(memory, offset, value);
    }

    int number(int offset) {
        return (int) INT.getVolatile(memory, offset);
    }

    void number(int offset, int value) {
        INT.setVolatile(memory, offset, value);
    }

    boolean changeNumber(int offset, int expected, int value) {
        return INT.compareAndSet(memory, offset, expected, value);
    }
}

package acme.sharedmemory;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/**
 * One side of a connection: two rings and a bell.
 *
 * <p><b>Waking.</b> Who waits is the I/O loop; it says so in the shared memory ({@link #arm}), then looks at the rings
 * once more, and only then sleeps at the bell. Who has written, or read, looks afterwards whether the other waits,
 * takes the mark away and rings once. With a full fence between the two halves on either side one of both sees the
 * other. So as long as both sides are at work there are no system calls at all.
 */
final class SharedMemoryConnection implements Connection, Readiness.Doorbell {

    // States of a side, in the shared memory: set by itself, never back.
    private static final int OPEN = 0;
    private static final int OUTPUT_ENDED = 1;
    private static final int CLOSED = 2;

    /** A caller that polls without ever waiting finds out by this that the peer was killed. */
    private static final int EMPTY_READS_UNTIL_PROBE = 256;
    private static final long PROBE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final SharedFile file;
    private final Bell bell;
    private final Path name; // of the file, until both sides have it
    private final String local;
    private final String remote;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final int ours;
    private final int peers;
    private final AtomicBoolean closed = new AtomicBoolean(); // set by whoever closes first

    private final ByteBuffer readersRing = ByteBuffer.allocateDirect(1); // the reader's
    private int emptyReads;                                              // the reader's
    private long probedNs = System.nanoTime();                           // the reader's
    private final ByteBuffer writersRing = ByteBuffer.allocateDirect(1); // the writer's
    private boolean outputEnded;                                         // the writer's

    private SharedMemoryConnection(SharedFile file, int side, Bell bell, Path name, String local, String remote) {
        this.file = file;
        this.bell = bell;
        this.name = name;
        this.local = local;
        this.remote = remote;
        this.incoming = new Incoming(file, side);
        this.outgoing = new Outgoing(file, side);
        this.ours = file.block(side);
        this.peers = file.block(1 - side);
    }

    /** Makes the shared file and then the connection, which so is complete for whoever accepts it. */
    static SharedMemoryConnection connect(Meeting meeting, int capacity) throws IOException {
        Path guest = meeting.nameForGuest();
        Path name = SharedFile.beside(guest);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!Files.exists(meeting.path())) {
                throw new ConnectException("nobody is there");
            }
            SharedFile file = SharedFile.create(name, capacity);
            channel.bind(UnixDomainSocketAddress.of(guest));
            if (!channel.connect(UnixDomainSocketAddress.of(meeting.path()))) {
                throw new ConnectException("the listener's backlog is full");
            }
            return new SharedMemoryConnection(file, SharedFile.CONNECTING, new Bell(channel), name,
                    guest.toString(), meeting.toString());
        } catch (IOException | RuntimeException failure) {
            channel.close();
            Files.deleteIfExists(name);
            throw failure;
        } finally {
            Files.deleteIfExists(guest); // the kernel keeps the name, which is all that is needed of it
        }
    }

    /**
     * Joins a peer that has connected.
     *
     * @param channel non-blocking
     * @throws IOException if the peer is not what it should be; the channel is still the caller's
     */
    static SharedMemoryConnection accept(SocketChannel channel, Meeting meeting, int mostCapacity)
            throws IOException {
        Path guest = ((UnixDomainSocketAddress) channel.getRemoteAddress()).getPath();
        if (!meeting.isGuest(guest)) {
            throw new IOException("the peer is no shm:// transport: its socket has the name \"" + guest + "\"");
        }
        Path name = SharedFile.beside(meeting.path().resolveSibling(guest.getFileName())); // never elsewhere
        try {
            SharedFile file = SharedFile.open(name, mostCapacity);
            return new SharedMemoryConnection(file, SharedFile.ACCEPTING, new Bell(channel), name,
                    meeting.toString(), guest.toString());
        } finally {
            Files.deleteIfExists(name); // mapped by both, or of no use
        }
    }

    // ---- the engine's ends ------------------------------------------------------------------------------------------

    @Override
    public boolean finishConnect() throws IOException {
        ensureOpen();
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        ensureOpen();
        int taken = incoming.take(target);
        if (taken == 0 && target.hasRemaining()) {
            if (!hasPeerEnded()) {
                probe();
                return 0;
            }
            taken = incoming.take(target); // what it wrote before it ended
            return taken == 0 ? -1 : taken;
        }
        emptyReads = 0;
        if (taken > 0 && incoming.hasRoomForPeer()) {
            wake(SharedFile.WRITER_WAITS, readersRing);
        }
        return taken;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        ensureWritable();
        int taken = outgoing.put(source);
        if (taken > 0) {
            wake(SharedFile.READER_WAITS, writersRing);
        }
        return taken;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        ensureWritable();
        long taken = 0;
        for (int i = offset; i < offset + length; i++) {
            taken += outgoing.put(sources[i]);
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        if (taken > 0) {
            wake(SharedFile.READER_WAITS, writersRing);
        }
        return taken;
    }

    @Override
    public void shutdownOutput() throws IOException {
        ensureOpen();
        outputEnded = true;
        if (file.changeNumber(ours + SharedFile.STATE, OPEN, OUTPUT_ENDED)) {
            wake(SharedFile.READER_WAITS, writersRing);
        }
    }

    /** The second half of not sleeping through a change; the first was the change. */
    private void wake(int waits, ByteBuffer ring) {
        VarHandle.fullFence();
        if (file.number(peers + waits) != 0 && file.changeNumber(peers + waits, 1, 0)) {
            bell.ring(ring);
        }
    }

    private boolean hasPeerEnded() {
        return bell.isSilent() || file.number(peers + SharedFile.STATE) != OPEN;
    }

    /** Rings for no reason: the kernel says so if nobody is left to hear it. */
    private void probe() {
        if (++emptyReads % EMPTY_READS_UNTIL_PROBE == 0) {
            long nowNs = System.nanoTime();
            if (nowNs - probedNs > PROBE_NS) {
                probedNs = nowNs;
                bell.ring(readersRing);
            }
        }
    }

    private void ensureOpen() throws ClosedChannelException {
        if (closed.get()) {
            throw new ClosedChannelException();
        }
    }

    private void ensureWritable() throws IOException {
        ensureOpen();
        if (outputEnded) {
            throw new IOException("nothing can be written after the end of output");
        }
        if (isPeerClosed()) {
            throw new IOException("the peer has closed the connection");
        }
    }

    private boolean isPeerClosed() {
        return bell.isSilent() || file.number(peers + SharedFile.STATE) == CLOSED;
    }

    // ---- readiness --------------------------------------------------------------------------------------------------

    @Override
    public Readiness readiness() {
        return this;
    }

    @Override
    public SelectableChannel channel() {
        return bell.channel();
    }

    /** Says that we wait only if there is nothing to do: then the peer's next move costs it a system call. */
    @Override
    public int arm(int operations) {
        int possible = operations & possible();
        if (possible != 0) {
            return possible;
        }
        if (operations != 0) {
            bell.hear(); // first: a ring for the marks set now must stay, for its ringer has removed the mark
        }
        file.number(ours + SharedFile.READER_WAITS, operations & READ);
        file.number(ours + SharedFile.WRITER_WAITS, (operations & WRITE) / WRITE);
        VarHandle.fullFence();
        return operations & possible();
    }

    private int possible() {
        if (closed.get()) {
            return READ | WRITE; // both fail
        }
        return (incoming.hasBytes() || hasPeerEnded() ? READ : 0) | (outgoing.hasRoom() || isPeerClosed() ? WRITE : 0);
    }

    @Override
    public boolean supportsGatheringWrite() {
        return true;
    }

    // ---- any thread -------------------------------------------------------------------------------------------------

    @Override
    public String localAddress() {
        return local;
    }

    @Override
    public String remoteAddress() {
        return remote;
    }

    /** Others may be reading and writing: the memory stays mapped until they and everybody else have let go of it. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            file.number(ours + SharedFile.STATE, CLOSED);
            bell.close();
            try {
                Files.deleteIfExists(name); // if nobody has accepted us
            } catch (IOException ignored) {
                // the directory is gone, and the file with it
            }
        }
    }

    @Override
    public String toString() {
        return local + " - " + remote;
    }
}

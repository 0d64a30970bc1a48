package zlink.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/**
 * A connection that does what a test says: bytes come, room to write comes, the end and errors come. Signals its
 * readiness once per interest that is set, no oftener than its contract demands.
 */
public final class ScriptedChannel implements Connection, Readiness.Signalled {
    private byte[] arrived = {};
    private int readAt;
    private boolean ended;
    private Throwable readError;
    private Throwable writeError;
    private Throwable connectError;
    private boolean connected = true;
    private long room = Long.MAX_VALUE; // bytes it takes before writing would block
    private int mostPerRead = Integer.MAX_VALUE;
    private int mostPerWrite = Integer.MAX_VALUE;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Readiness.Signal signal;
    private int interest;
    private int unreported; // of the interest, since it was set
    private boolean reading;
    private boolean writing;
    private boolean writeFailed;
    private boolean closed;
    private boolean outputShut;
    private boolean passedOn;
    private boolean forgotten;
    private int shaking; // what its own handshake comes to
    private final boolean gathers;
    private Runnable duringRead = () -> { };
    private Runnable duringWrite = () -> { }; // and during the other calls

    public ScriptedChannel(boolean gathers) {
        this.gathers = gathers;
    }

    // ---- the script -------------------------------------------------------------------------------------------------

    /** Bytes come from the peer. */
    public void arrive(byte[] bytes) {
        arriveUntold(bytes);
        report();
    }

    /** Bytes come from the peer, and are read before anybody can be told. */
    public void arriveUntold(byte[] bytes) {
        byte[] all = new byte[arrived.length - readAt + bytes.length];
        System.arraycopy(arrived, readAt, all, 0, arrived.length - readAt);
        System.arraycopy(bytes, 0, all, arrived.length - readAt, bytes.length);
        arrived = all;
        readAt = 0;
    }

    /** The peer ends after what has come. */
    public void end() {
        ended = true;
        report();
    }

    /** Reading fails after what has come. */
    public void failReading(Throwable error) {
        readError = error;
        report();
    }

    /** Writing fails from now on. */
    public void failWriting(Throwable error) {
        writeError = error;
        report();
    }

    /** Is being established, until {@link #establish}. */
    public ScriptedChannel unestablished() {
        connected = false;
        return this;
    }

    public void establish() {
        connected = true;
        report();
    }

    public void failConnecting(Throwable error) {
        connectError = error;
        report();
    }

    /** What its own handshake comes to from now on. */
    public void shaking(int result) {
        shaking = result;
    }

    /** Takes so many more bytes from now on. */
    public void room(long bytes) {
        room = bytes;
        report();
    }

    /** Never gives or takes more than this at once. */
    public void atMost(int perRead, int perWrite) {
        mostPerRead = perRead;
        mostPerWrite = perWrite;
    }

    /** What happens elsewhere while a call is under way. */
    public void during(Runnable read, Runnable write) {
        duringRead = read;
        duringWrite = write;
    }

    /** Its user has said that it will not be used any more. */
    public void forget() {
        assertThat(closed).as("closed before it is forgotten").isTrue();
        assertThat(reading || writing).as("in use when it is forgotten").isFalse();
        forgotten = true;
    }

    public int unread() {
        return arrived.length - readAt;
    }

    public byte[] written() {
        return written.toByteArray();
    }

    public int writtenBytes() {
        return written.size();
    }

    public int interest() {
        return interest;
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isOutputShut() {
        return outputShut;
    }

    boolean isPassedOn() {
        return passedOn;
    }

    // ---- readiness --------------------------------------------------------------------------------------------------

    @Override
    public void attach(Readiness.Signal listener) {
        signal = listener;
    }

    @Override
    public void interest(int operations) {
        interest = operations;
        unreported = operations;
        report();
    }

    private void report() {
        int ready = unreported & ((isReadable() ? READ : 0) | (isWritable() ? WRITE : 0));
        if (ready != 0 && signal != null && !closed) {
            unreported &= ~ready;
            signal.ready(ready);
        }
    }

    private boolean isReadable() {
        return unread() > 0 || ended || readError != null;
    }

    private boolean isWritable() {
        return connectError != null || connected && (room > 0 || writeError != null);
    }

    // ---- the engine's side ------------------------------------------------------------------------------------------

    @Override
    public boolean finishConnect() throws IOException {
        use();
        raise(connectError);
        return connected;
    }

    @Override
    public int shakeHands() throws IOException {
        use();
        return shaking;
    }

    @Override
    public void passOn() {
        assertThat(interest).as("interest in somebody else's connection").isZero();
        passedOn = true;
        close();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        use();
        assertThat(reading).as("two reads at once").isFalse();
        assertThat(target.hasRemaining() && target.isDirect()).as("room").isTrue();
        reading = true;
        try {
            int some = Math.min(Math.min(unread(), target.remaining()), mostPerRead);
            duringRead.run();
            if (closed) {
                throw new IOException("closed while it was read");
            }
            if (some == 0) {
                raise(readError);
                return ended && unread() == 0 ? -1 : 0;
            }
            target.put(arrived, readAt, some);
            readAt += some;
            return some;
        } finally {
            reading = false;
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        use();
        assertThat(writing).as("two writes at once").isFalse();
        assertThat(outputShut).as("output shut").isFalse();
        assertThat(writeFailed).as("a write has failed before").isFalse();
        assertThat(source.hasRemaining()).as("something to write").isTrue();
        writing = true;
        try {
            int some = (int) Math.min(Math.min(source.remaining(), mostPerWrite), room);
            byte[] copy = new byte[some];
            room -= room == Long.MAX_VALUE ? 0 : some;
            source.get(copy);
            duringWrite.run();
            writeFailed = closed || writeError != null;
            if (closed) {
                throw new IOException("closed while it was written");
            }
            raise(writeError);
            written.writeBytes(copy);
            return some;
        } finally {
            writing = false;
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        assertThat(gathers).as("gathering").isTrue();
        long taken = 0;
        for (int i = offset; i < offset + length; i++) {
            int offered = sources[i].remaining();
            int some = write(sources[i]);
            taken += some;
            if (some < offered) {
                break;
            }
        }
        return taken;
    }

    private void use() throws IOException {
        assertThat(forgotten).as("used after it was given up").isFalse();
        if (closed) {
            throw new IOException("closed");
        }
    }

    private static void raise(Throwable error) throws IOException {
        if (error instanceof IOException failure) {
            throw failure;
        }
        if (error instanceof RuntimeException defect) {
            throw defect;
        }
        if (error instanceof Error defect) {
            throw defect;
        }
    }

    /** Nothing is ever held, but others may act while somebody asks: the writer has found its queue empty. */
    @Override
    public boolean flush() {
        duringWrite.run();
        return true;
    }

    /** Others may act while somebody asks: the reader has not given up its token. */
    @Override
    public boolean hasOutput() {
        duringWrite.run();
        return false;
    }

    @Override
    public boolean hasInput() {
        duringWrite.run();
        return false;
    }

    @Override
    public void shutdownOutput() throws IOException {
        use();
        assertThat(writing).as("written").isFalse();
        outputShut = true;
    }

    @Override
    public Readiness readiness() {
        return this;
    }

    @Override
    public boolean supportsGatheringWrite() {
        return gathers;
    }

    @Override
    public String localAddress() {
        return "here";
    }

    @Override
    public String remoteAddress() {
        return "there";
    }

    @Override
    public void close() {
        closed = true;
    }
}

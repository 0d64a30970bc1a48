package zlink.transport.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Readiness;

/** One end of a connection, used by one thread for reading and one for writing that may wait, up to a deadline. */
public final class End implements AutoCloseable {

    private final Connection connection;
    private final Waiter waiter;

    public End(Connection connection) {
        this.connection = connection;
        this.waiter = new Waiter(connection.readiness());
    }

    public Connection connection() {
        return connection;
    }

    public void awaitReadable() throws IOException, InterruptedException {
        if (connection.hasInput()) {
            return;
        }
        waiter.await(Readiness.READ, Deadline.waitingFor("something to read at " + connection));
    }

    public void awaitWritable() throws IOException, InterruptedException {
        Deadline deadline = Deadline.waitingFor("room to write at " + connection);
        do {
            waiter.await(Readiness.WRITE, deadline);
        } while (!connection.flush());
    }

    /** Everything that was taken is on its way. */
    public void flush() throws IOException, InterruptedException {
        if (!connection.flush()) {
            awaitWritable();
        }
    }

    public void awaitConnected() throws IOException, InterruptedException {
        while (!connection.finishConnect()) {
            waiter.await(Readiness.WRITE, Deadline.waitingFor("the end of connecting"));
        }
    }

    /** Does its part of what the transport has to agree on; the other end does its own meanwhile. */
    public void awaitShaken() throws IOException, InterruptedException {
        Deadline deadline = Deadline.waitingFor("hands to be shaken at " + connection);
        for (int wanted = connection.shakeHands(); wanted != 0; wanted = connection.shakeHands()) {
            waiter.await(wanted, deadline);
        }
    }

    /** Writes it all. */
    public void send(ByteBuffer source) throws IOException, InterruptedException {
        while (source.hasRemaining()) {
            if (connection.write(source) == 0) {
                awaitWritable();
            }
        }
        flush();
    }

    public void send(int... octets) throws IOException, InterruptedException {
        ByteBuffer source = ByteBuffer.allocateDirect(octets.length);
        for (int octet : octets) {
            source.put((byte) octet);
        }
        send(source.flip());
    }

    /** Fills the target, or returns at the end of the stream; says whether it was filled. */
    public boolean receive(ByteBuffer target) throws IOException, InterruptedException {
        while (target.hasRemaining()) {
            int taken = connection.read(target);
            if (taken < 0) {
                return false;
            }
            if (taken == 0) {
                awaitReadable();
            }
        }
        return true;
    }

    /** Reads so many bytes. */
    public byte[] receive(int count) throws IOException, InterruptedException {
        ByteBuffer target = ByteBuffer.allocateDirect(count);
        if (!receive(target)) {
            throw new AssertionError("the stream ended after " + target.position() + " of " + count + " bytes");
        }
        byte[] octets = new byte[count];
        target.flip().get(octets);
        return octets;
    }

    /** Whether the stream ends, by whatever end, before another byte comes. */
    public boolean endsNext() throws IOException, InterruptedException {
        try {
            return !receive(ByteBuffer.allocateDirect(1));
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}

package acme.sharedmemory;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import zlink.api.Endpoint;
import zlink.api.OptionType;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider;

/**
 * {@code shm://}: two rings of bytes in a file that both processes have mapped.
 *
 * <p>{@code shm://name} is a name of the current user's, {@code shm:///path/to/it} a path anybody may know, {@code
 * shm://*} a fresh name to bind. Who is at the end of a name runs as the same user; see {@link Meeting}.
 */
public final class SharedMemoryTransport implements TransportProvider {

    /**
     * What fits into one direction of a connection, in bytes: that of the side that connects counts, up to that of the
     * side that is bound. Rounded up to a power of two. Memory is taken as it is first used, by both directions, and
     * given back when the garbage collector finds the closed connection.
     *
     * <p>Default 256 KiB, from 4 KiB to 256 MiB.
     */
    public static final SocketOption<Integer> CAPACITY =
            SocketOption.define("acme.sharedmemory.capacity", OptionType.INT_BYTES)
                    .defaultValue(256 << 10)
                    .unit("bytes")
                    .normalise(SharedMemoryTransport::powerOfTwo)
                    .range("4 KiB to 256 MiB", SharedMemoryTransport::isCapacity)
                    .description("What fits into one direction of a connection over shm://.")
                    .build();

    /** For the service loader. */
    public SharedMemoryTransport() { }

    private static boolean isCapacity(int bytes) {
        return bytes >= SharedFile.LEAST_CAPACITY && bytes <= SharedFile.MOST_CAPACITY;
    }

    private static int powerOfTwo(int bytes) {
        int floor = Integer.highestOneBit(bytes);
        return floor == bytes || floor == 1 << 30 ? bytes : floor << 1;
    }

    @Override
    public String scheme() {
        return "shm";
    }

    @Override
    public void check(Endpoint endpoint, Use use) {
        Meeting.check(endpoint, use);
    }

    /** Only to files of this host. */
    @Override
    public boolean connectMayWait(Endpoint endpoint) {
        return false;
    }

    @Override
    public Listener bind(Endpoint endpoint, SocketOptions options) throws IOException {
        check(endpoint, Use.BIND);
        try {
            Meeting meeting = Meeting.at(endpoint);
            return SharedMemoryListener.open(meeting, options.get(SocketOption.BACKLOG), options.get(CAPACITY));
        } catch (BindException taken) {
            throw naming(new BindException("cannot bind to " + endpoint + ": " + taken.getMessage()), taken);
        } catch (IOException | UnsupportedOperationException failure) { // unsupported: a system of another kind
            throw new IOException("cannot bind to " + endpoint + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public Connection connect(Endpoint endpoint, SocketOptions options) throws IOException {
        check(endpoint, Use.CONNECT);
        try {
            return SharedMemoryConnection.connect(Meeting.at(endpoint), options.get(CAPACITY));
        } catch (ConnectException refused) {
            throw naming(new ConnectException("cannot connect to " + endpoint + ": " + refused.getMessage()), refused);
        } catch (IOException | UnsupportedOperationException failure) {
            throw new IOException("cannot connect to " + endpoint + ": " + failure.getMessage(), failure);
        }
    }

    private static IOException naming(IOException named, IOException cause) {
        named.initCause(cause);
        return named;
    }
}

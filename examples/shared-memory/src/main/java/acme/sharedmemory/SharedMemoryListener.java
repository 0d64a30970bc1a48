package acme.sharedmemory;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import zlink.api.Endpoint;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.Readiness;

/** A meeting that is bound. */
final class SharedMemoryListener implements Listener {

    private final ServerSocketChannel channel;
    private final Meeting meeting;
    private final int mostCapacity;
    private final Object identity; // of the socket's file: somebody may put another in its place
    private final ReentrantLock closing = new ReentrantLock();

    private SharedMemoryListener(ServerSocketChannel channel, Meeting meeting, int mostCapacity, Object identity) {
        this.channel = channel;
        this.meeting = meeting;
        this.mostCapacity = mostCapacity;
        this.identity = identity;
    }

    static SharedMemoryListener open(Meeting meeting, int backlog, int mostCapacity) throws IOException {
        ServerSocketChannel channel = meeting.listen(backlog);
        try {
            return new SharedMemoryListener(channel, meeting, mostCapacity, identity(meeting));
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    public Endpoint endpoint() {
        return meeting.endpoint();
    }

    /** A peer that is not what it should be becomes a connection, too: one that fails, so that the user hears why. */
    @Override
    public Optional<Connection> accept() throws IOException {
        SocketChannel accepted = channel.accept();
        if (accepted == null) {
            return Optional.empty();
        }
        try {
            accepted.configureBlocking(false);
            return Optional.of(SharedMemoryConnection.accept(accepted, meeting, mostCapacity));
        } catch (IOException | RuntimeException refused) {
            return Optional.of(new RefusedConnection(accepted, meeting, refused));
        }
    }

    @Override
    public Readiness readiness() {
        return new Readiness.Selectable(channel);
    }

    @Override
    public void close() {
        closing.lock(); // whoever comes second returns when the name is free, too
        try {
            if (channel.isOpen() && identity.equals(identity(meeting))) {
                Files.deleteIfExists(meeting.path());
            }
        } catch (IOException ignored) {
            // gone already
        } finally {
            try {
                channel.close();
            } catch (IOException ignored) {
                // the descriptor is gone either way
            }
            closing.unlock();
        }
    }

    private static Object identity(Meeting meeting) throws IOException {
        BasicFileAttributes file = Files.readAttributes(meeting.path(), BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        return file.fileKey();
    }

    @Override
    public String toString() {
        return endpoint().toString();
    }
}

package zlink.transport.ipc;

import java.io.IOException;
import java.net.BindException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The file of one bound Unix domain socket: made by binding, removed by {@link #remove}. Immutable.
 */
final class SocketFile {

    private static final int MOST_ATTEMPTS = 3;

    private static final ReentrantLock BINDING = new ReentrantLock(); // the threads of this process take turns

    private final Path path;
    private final Object identity; // of the file we made: somebody may have put another in its place
    private final Optional<Path> directory; // made for this file alone

    private SocketFile(Path path, Optional<Path> directory) throws IOException {
        this.path = path;
        this.identity = identity(path);
        this.directory = directory;
    }

    Path path() {
        return path;
    }

    /** Binds to a path, taking over what a dead process has left there, and nothing else. */
    static SocketFile bind(ServerSocketChannel channel, Path path, int backlog) throws IOException {
        BINDING.lock();
        try {
            for (int attempt = 1;; attempt++) {
                try {
                    channel.bind(UnixDomainSocketAddress.of(path), backlog);
                    return new SocketFile(path, Optional.empty());
                } catch (BindException taken) {
                    if (attempt == MOST_ATTEMPTS || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                        throw taken;
                    }
                    StaleSocket.remove(path);
                }
            }
        } finally {
            BINDING.unlock();
        }
    }

    /** Binds to a fresh path in a directory that only our user can enter. */
    static SocketFile bindFresh(ServerSocketChannel channel, int backlog) throws IOException {
        Path directory = Files.createTempDirectory("zlink-");
        try {
            Path path = directory.resolve("socket");
            channel.bind(UnixDomainSocketAddress.of(path), backlog);
            return new SocketFile(path, Optional.of(directory));
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(directory);
            throw failure;
        }
    }

    /**
     * Removes the file if it is still ours, and the directory made for it; quiet. Once only and before the channel
     * is closed: until then no other file can have our file's identity.
     */
    void remove() {
        try {
            if (identity.equals(identity(path))) {
                Files.deleteIfExists(path);
            }
            if (directory.isPresent()) {
                Files.deleteIfExists(directory.get());
            }
        } catch (IOException ignored) {
            // gone already, or no longer ours to remove
        }
    }

    private static Object identity(Path path) throws IOException {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return file.fileKey() == null ? file.creationTime() : file.fileKey(); // Windows has no keys
    }
}

package zlink.transport.ipc;

import java.io.IOException;
import java.net.BindException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The file of one bound Unix domain socket: made by binding, removed by {@link #remove}. Immutable.
 */
final class SocketFile {

    private static final int MOST_ATTEMPTS = 3;
    private static final int NAME_LENGTH = 7;
    private static final FileAttribute<?> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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
    static SocketFile bind(ServerSocketChannel channel, Path path, FileAccess access, int backlog)
            throws IOException {
        access.checkSupported(path.getFileSystem());
        BINDING.lock();
        try {
            if (!access.isLeftToTheSystem()) {
                return bindAside(channel, path, access, backlog);
            }
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

    /**
     * Makes the file in a directory beside the path that only our user can enter, and gives it the path when all is
     * set, so that it is never more open than asked: the JDK neither sets the umask nor binds without listening.
     */
    private static SocketFile bindAside(ServerSocketChannel channel, Path path, FileAccess access, int backlog)
            throws IOException {
        Path directory = path.resolveSibling("." + UUID.randomUUID().toString().substring(0, NAME_LENGTH));
        Path file = directory.resolve("s");
        int excess = IpcPath.excess(file.toString());
        if (excess > 0) {
            throw new IOException("the path is " + excess + " bytes too long for a file with permissions, owner or"
                    + " group of its own, which is made in a directory beside it; a socket's path has at most "
                    + IpcPath.MOST_BYTES);
        }
        try {
            Files.createDirectory(directory, OURS_ALONE);
        } catch (FileSystemException refused) {
            throw new IOException("no directory can be made beside it: " + refused, refused);
        }
        try {
            channel.bind(UnixDomainSocketAddress.of(file), backlog);
            access.applyTo(file);
            link(path, file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
        return new SocketFile(path, Optional.empty());
    }

    /** A link, unlike a move, never replaces what is there. */
    private static void link(Path path, Path file) throws IOException {
        for (int attempt = 1;; attempt++) {
            try {
                Files.createLink(path, file);
                return;
            } catch (FileAlreadyExistsException taken) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new BindException("Address already in use");
                }
                StaleSocket.remove(path);
            }
        }
    }

    /** Binds to a fresh path in a directory that only those can enter who may use the file: by default our user. */
    static SocketFile bindFresh(ServerSocketChannel channel, FileAccess access, int backlog) throws IOException {
        Path directory = Files.createTempDirectory("zlink-");
        Path path = directory.resolve("socket");
        try {
            access.checkSupported(directory.getFileSystem());
            channel.bind(UnixDomainSocketAddress.of(path), backlog);
            if (!access.isLeftToTheSystem()) {
                access.applyTo(path);
                access.applyToDirectory(directory);
            }
            return new SocketFile(path, Optional.of(directory));
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(path);
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

package zlink.transport.ipc;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * The file of one bound Unix domain socket: made by binding, removed by {@link #remove}. Immutable.
 */
final class SocketFile {

    private static final int MOST_ATTEMPTS = 3;

    // stat(2): S_IFMT, S_IFSOCK
    private static final int FILE_TYPE = 0170000;
    private static final int FILE_TYPE_SOCKET = 0140000;

    private final Path path;
    private final Object identity; // of the file we made: somebody may have put another in its place
    private final Path directory; // made for this file alone; null if it was there before

    private SocketFile(Path path, Object identity, Path directory) {
        this.path = path;
        this.identity = identity;
        this.directory = directory;
    }

    Path path() {
        return path;
    }

    /** Binds to a path, taking over what a dead process has left there, and nothing else. */
    static SocketFile bind(ServerSocketChannel channel, Path path, int backlog) throws IOException {
        for (int attempt = 1;; attempt++) {
            try {
                channel.bind(UnixDomainSocketAddress.of(path), backlog);
                return new SocketFile(path, identity(path), null);
            } catch (BindException taken) {
                if (attempt == MOST_ATTEMPTS || !exists(path)) {
                    throw taken;
                }
                removeStale(path);
            }
        }
    }

    /** Binds to a fresh path in a directory that only our user can enter. */
    static SocketFile bindFresh(ServerSocketChannel channel, int backlog) throws IOException {
        Path directory = Files.createTempDirectory("zlink-");
        try {
            Path path = directory.resolve("socket");
            channel.bind(UnixDomainSocketAddress.of(path), backlog);
            return new SocketFile(path, identity(path), directory);
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
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException ignored) {
            // gone already, or no longer ours to remove
        }
    }

    /**
     * Removes a socket file nobody listens on. Moved aside first and asked again there, so that a socket another
     * process bound in the meantime is noticed and put back instead of being deleted.
     */
    private static void removeStale(Path path) throws IOException {
        if (!isSocket(path)) {
            throw new BindException("a file that is no socket is in the way");
        }
        if (isAlive(path)) {
            throw new BindException("Address already in use");
        }
        Path aside = path.resolveSibling(UUID.randomUUID().toString().substring(0, 8));
        try {
            Files.move(path, aside);
        } catch (NoSuchFileException removed) {
            return; // whoever was quicker; binding decides
        }
        if (isAlive(aside)) {
            putBack(aside, path);
            throw new BindException("Address already in use");
        }
        Files.deleteIfExists(aside);
    }

    private static void putBack(Path aside, Path path) throws IOException {
        try {
            Files.createLink(path, aside); // unlike a move it never replaces what is there
        } catch (FileAlreadyExistsException replaced) {
            // somebody has bound the path once more; the later one keeps it
        }
        Files.deleteIfExists(aside);
    }

    /** Whether somebody listens: the kernel refuses connections to a file on which nobody does. */
    private static boolean isAlive(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (IOException unclear) { // a full backlog, or a file we may not open: no reason to remove it
            throw new BindException("Address already in use, it seems (" + unclear.getMessage() + ")");
        }
    }

    /** A pipe would be taken for a stale socket: the kernel refuses connections to it in the same way. */
    private static boolean isSocket(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & FILE_TYPE) == FILE_TYPE_SOCKET;
        }
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther();
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object identity(Path path) throws IOException {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return file.fileKey() == null ? file.creationTime() : file.fileKey(); // Windows has no keys
    }
}

package zlink.transport.ipc;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Tells a socket file that a dead process has left behind from everything else, and removes it. */
final class StaleSocket {

    /** Longest time another process may take from binding to listening, which is two system calls. */
    private static final long YOUNG_NS = TimeUnit.MILLISECONDS.toNanos(50);

    // stat(2): S_IFMT, S_IFSOCK
    private static final int FILE_TYPE = 0170000;
    private static final int FILE_TYPE_SOCKET = 0140000;

    private StaleSocket() {
    }

    /**
     * Removes a socket file on which nobody listens; returns as well if somebody else was quicker.
     *
     * <p>The file is moved aside first and asked again there, so that a socket another process has bound in the
     * meantime is noticed and put back. Two that start at once are told apart by that; only a third one that binds
     * in the very moment could take the path from them.
     *
     * @throws BindException if it is no socket, or is in use
     */
    static void remove(Path path) throws IOException {
        try {
            if (!isSocket(path)) {
                throw new BindException("a file that is no socket is in the way");
            }
            if (!isAbandoned(path)) {
                throw inUse();
            }
            Path aside = path.resolveSibling(UUID.randomUUID().toString().substring(0, 8));
            if (IpcPath.isTooLong(aside.toString())) {
                Files.delete(path); // it could not be asked again there
                return;
            }
            Files.move(path, aside);
            if (!isAbandoned(aside)) {
                putBack(aside, path);
                throw inUse();
            }
            Files.delete(aside);
        } catch (NoSuchFileException removed) {
            // somebody was quicker; binding decides who gets the path
        }
    }

    private static void putBack(Path aside, Path path) throws IOException {
        try {
            Files.createLink(path, aside); // unlike a move it never replaces what is there
        } catch (FileAlreadyExistsException replaced) {
            // bound once more: the last one keeps it
        }
        Files.delete(aside);
    }

    /**
     * Whether nobody listens and nobody is about to: a process that has bound its socket listens a moment later, and
     * until then the socket looks as dead as any. So a young file is asked again until it is young no more.
     */
    private static boolean isAbandoned(Path path) throws IOException {
        long startNs = System.nanoTime();
        while (!isAlive(path)) {
            // Both clocks, since the one that files go by can be set back.
            if (ageNs(path) > YOUNG_NS || System.nanoTime() - startNs > YOUNG_NS) {
                return true;
            }
            LockSupport.parkNanos(YOUNG_NS / 50);
        }
        return false;
    }

    private static long ageNs(Path path) throws IOException {
        long bornMs = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toMillis();
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - bornMs);
    }

    /** Whether somebody listens: the kernel refuses connections to a file on which nobody does. */
    private static boolean isAlive(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException refused) {
            return false;
        } catch (IOException unclear) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(path.toString());
            }
            return true; // a full backlog, or a file we may not open: no reason to remove it
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

    private static BindException inUse() {
        return new BindException("Address already in use");
    }
}

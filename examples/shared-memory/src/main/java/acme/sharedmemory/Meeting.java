package acme.sharedmemory;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.transport.spi.TransportProvider.Use;

/**
 * Where the two sides of a connection meet: the path of a Unix domain socket that only its owner can connect to.
 *
 * <p>A side that connects gives its own socket a name, too: the meeting's, a dot and a number of its choice. The kernel
 * tells this name to the side that accepts, and the shared file lies beside it, so nothing has to be exchanged before
 * the first byte. Immutable.
 */
final class Meeting {

    /** What fits into {@code sun_path} of 108 bytes, without a dot and 16 digits and what the JDK adds. */
    static final int MOST_BYTES = 89;

    static final Set<PosixFilePermission> OWNERS_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{16}");
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path path;

    private Meeting(Path path) {
        this.path = path;
    }

    /** @throws InvalidEndpointException if nobody can meet there */
    static void check(Endpoint endpoint, Use use) {
        if (endpoint.address().equals("*")) {
            if (use == Use.CONNECT) {
                throw invalid(endpoint, "a wildcard can be bound, not connected to");
            }
        } else {
            parse(endpoint, Path.of("/"));
        }
    }

    /** The meeting that a checked endpoint names; makes the user's directory if the endpoint is a name in it. */
    static Meeting at(Endpoint endpoint) throws IOException {
        String address = endpoint.address();
        if (address.equals("*")) {
            return new Meeting(usersDirectory().resolve(number()));
        }
        return new Meeting(parse(endpoint, address.contains("/") ? Path.of("/") : usersDirectory()));
    }

    private static Path parse(Endpoint endpoint, Path directoryOfNames) {
        String address = endpoint.address();
        if (address.endsWith("/") || address.equals(".") || address.equals("..")) {
            throw invalid(endpoint, "a directory is no meeting; add a name");
        }
        try {
            Path path = address.contains("/") ? Path.of(address).toAbsolutePath() : directoryOfNames.resolve(address);
            int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                throw invalid(endpoint, "the path has " + bytes + " bytes, a meeting's has at most " + MOST_BYTES);
            }
            return path;
        } catch (InvalidPathException impossible) {
            throw invalid(endpoint, impossible.getReason());
        }
    }

    private static InvalidEndpointException invalid(Endpoint endpoint, String reason) {
        return new InvalidEndpointException(endpoint + ": " + reason
                + "; allowed are shm://name, shm:///path/to/it and, to bind, shm://*");
    }

    /** A directory in memory, if the system has such a one, that nobody else can enter. */
    private static Path usersDirectory() throws IOException {
        Path parent = Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        String user = System.getProperty("user.name");
        Path directory = parent.resolve("acme-shm-" + user);
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNERS_DIRECTORY));
        } catch (FileAlreadyExistsException existing) {
            PosixFileAttributes its = Files.readAttributes(directory, PosixFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            if (!its.isDirectory() || !its.permissions().equals(OWNERS_DIRECTORY)
                    || !its.owner().getName().equals(user)) {
                throw new IOException(directory + " is no directory that only " + user
                        + " can enter; remove it, or use shm:///path/to/it");
            }
        }
        return directory;
    }

    private static String number() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    Path path() {
        return path;
    }

    Endpoint endpoint() {
        return Endpoint.of("shm://" + path);
    }

    /** Listens, non-blocking; takes over what a dead process has left, and nothing else. */
    ServerSocketChannel listen(int backlog) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            try {
                channel.bind(UnixDomainSocketAddress.of(path), backlog);
            } catch (BindException taken) {
                removeIfDead();
                channel.bind(UnixDomainSocketAddress.of(path), backlog);
            }
            Files.setPosixFilePermissions(path, OWNERS_ONLY);
            return channel;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Two processes that take over in the same instant are not told apart; do not start the same server twice. */
    private void removeIfDead() throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther()) {
            throw new BindException("in use by a file that is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            throw new BindException("Address already in use");
        } catch (ConnectException nobodyListens) {
            Files.deleteIfExists(path);
        }
    }

    /** A name for the socket of one who connects. */
    Path nameForGuest() {
        return path.resolveSibling(path.getFileName() + "." + number());
    }

    /** Whether somebody who goes by {@link #nameForGuest} could have this name: a peer may claim any. */
    boolean isGuest(Path name) {
        String prefix = path.getFileName() + ".";
        String claimed = String.valueOf(name.getFileName());
        return claimed.startsWith(prefix) && NUMBER.matcher(claimed.substring(prefix.length())).matches();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

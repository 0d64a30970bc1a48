package zlink.transport.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Endpoint;
import zlink.api.InvalidEndpointException;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.contract.End;
import zlink.transport.contract.Pair;
import zlink.transport.spi.Connection;
import zlink.transport.spi.Listener;
import zlink.transport.spi.TransportProvider.Use;

class IpcTransportTest {

    private static final SocketOptions DEFAULTS = SocketOptions.defaults();

    @TempDir
    Path directory;

    private final IpcTransport ipc = new IpcTransport();

    @Test
    void theFileLivesAsLongAsTheListener() throws Exception {
        Path path = directory.resolve("s");
        Listener listener = bind(path);
        assertThat(listener.endpoint()).hasToString("ipc://" + path);
        assertThat(Files.exists(path)).isTrue();
        listener.close();
        assertThat(Files.exists(path)).isFalse();
    }

    @Test
    void aWildcardIsAFileInADirectoryOfItsOwn() throws Exception {
        Path path;
        try (Listener listener = ipc.bind(Endpoint.of("ipc://*"), DEFAULTS)) {
            path = Path.of(listener.endpoint().address());
            assertThat(path).isAbsolute();
            assertThat(Files.getPosixFilePermissions(path.getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
        assertThat(path.getParent()).doesNotExist();
    }

    @Test
    void aRelativePathStaysRelative() throws Exception {
        Path relative = Path.of("target", "ipc-" + ProcessHandle.current().pid());
        try (Listener listener = ipc.bind(Endpoint.of("ipc://" + relative), DEFAULTS);
                Pair pair = Pair.connected(ipc.connect(listener.endpoint(), DEFAULTS), listener)) {
            assertThat(listener.endpoint()).hasToString("ipc://" + relative);
            assertThat(Files.exists(relative)).isTrue();
            assertThat(pair.client().connection().remoteAddress()).isEqualTo(relative.toString());
        }
        assertThat(Files.exists(relative)).isFalse();
    }

    @Test
    void aFileSomebodyDiedOnIsTakenOver() throws Exception {
        Path path = directory.resolve("s");
        leaveStale(path);
        try (Listener listener = bind(path);
                Pair pair = Pair.connected(ipc.connect(listener.endpoint(), DEFAULTS), listener)) {
            pair.client().send(1);
            assertThat(pair.server().receive(1)).containsExactly(1);
            assertThat(files()).containsExactly(path);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    @Timeout(60)
    void ofManyWhoTakeOverAtOnceOneWins() throws Exception {
        Path path = directory.resolve("s");
        int rivals = 4;
        ExecutorService threads = Executors.newFixedThreadPool(rivals);
        try {
            for (int round = 0; round < 100; round++) {
                leaveStale(path);
                List<Future<Optional<Listener>>> outcomes = threads.invokeAll(Collections.nCopies(rivals, () -> {
                    try {
                        return Optional.of(bind(path));
                    } catch (BindException lost) {
                        return Optional.<Listener>empty();
                    }
                }));
                List<Listener> winners = new ArrayList<>();
                for (Future<Optional<Listener>> outcome : outcomes) {
                    outcome.get().ifPresent(winners::add);
                }
                assertThat(winners).as("round " + round).hasSize(1);
                try (Connection client = ipc.connect(winners.get(0).endpoint(), DEFAULTS)) {
                    assertThat(client.finishConnect()).isTrue();
                }
                winners.get(0).close();
                assertThat(files()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFileSomebodyListensOnIsNot() throws Exception {
        Path path = directory.resolve("s");
        try (Listener listener = bind(path)) {
            assertThatIOException().isThrownBy(() -> bind(path))
                    .isInstanceOf(BindException.class).withMessageContaining("Address already in use");
            assertThat(files()).containsExactly(path);
            assertThat(listener.endpoint()).hasToString("ipc://" + path);
        }
    }

    @Test
    void norIsOneWhoseListenerIsTooBusyToAnswer() throws Exception {
        Path path = directory.resolve("s");
        SocketOptions shortest = DEFAULTS.with(SocketOption.BACKLOG, 1);
        List<Connection> waiting = new ArrayList<>();
        try (Listener busy = ipc.bind(Endpoint.of("ipc://" + path), shortest)) {
            assertThatIOException().as("a full backlog is an error, never a connection").isThrownBy(() -> {
                while (waiting.size() < 1000) {
                    waiting.add(ipc.connect(busy.endpoint(), DEFAULTS));
                }
            });
            assertThatIOException().isThrownBy(() -> bind(path)).isInstanceOf(BindException.class);
            assertThat(files()).containsExactly(path);
        } finally {
            waiting.forEach(Connection::close);
        }
    }

    @Test
    void noOtherKindOfFileIsEverRemoved() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        Path inner = Files.createDirectory(directory.resolve("directory"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        for (Path path : List.of(file, inner, link)) {
            assertThatIOException().isThrownBy(() -> bind(path))
                    .withMessageContaining("ipc://" + path).withMessageContaining("no socket");
        }
        assertThat(file).hasContent("precious");
        assertThat(files()).containsExactlyInAnyOrder(file, inner, link);
    }

    @Test
    void aPipeIsNoStaleSocket() throws Exception {
        Path pipe = directory.resolve("pipe");
        Process made;
        try {
            made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        } catch (IOException missing) {
            abort("no mkfifo on this machine");
            return;
        }
        assertThat(made.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThatIOException().isThrownBy(() -> bind(pipe)).withMessageContaining("no socket");
        assertThat(Files.exists(pipe)).isTrue();
    }

    @Test
    void aSuccessorsFileIsNotRemoved() throws Exception {
        Path path = directory.resolve("s");
        Listener robbed = bind(path);
        Files.delete(path); // as libzmq does before it binds
        try (Listener successor = bind(path)) {
            robbed.close();
            assertThat(Files.exists(path)).isTrue();
            Pair.connected(ipc.connect(successor.endpoint(), DEFAULTS), successor).close();
        }
    }

    @Test
    void aFileThatIsGoneIsNoReasonToFail() throws Exception {
        Path path = directory.resolve("s");
        Listener listener = bind(path);
        Files.delete(path);
        listener.close();
    }

    @Test
    void aDirectoryThatIsMissingIsNamed() {
        Path path = directory.resolve("missing").resolve("s");
        assertThatIOException().isThrownBy(() -> bind(path)).withMessageStartingWith("cannot bind to ipc://" + path);
        assertThatIOException().isThrownBy(() -> ipc.connect(Endpoint.of("ipc://" + path), DEFAULTS))
                .withMessageStartingWith("cannot connect to ipc://" + path);
    }

    @Test
    void theLongestPathWorksAndALongerOneIsRefused() throws Exception {
        String longest = directory + "/" + "x".repeat(IpcPath.MOST_BYTES - directory.toString().length() - 1);
        try (Listener listener = bind(Path.of(longest));
                Pair pair = Pair.connected(ipc.connect(listener.endpoint(), DEFAULTS), listener)) {
            assertThat(pair.server().connection().localAddress()).isEqualTo(longest);
        }
        assertRefused(longest + "x", "107 bytes, a socket's has at most 106");
    }

    @Test
    void whatNoSocketCanBeCalledIsRefusedWithTheReason() {
        assertRefused("@abstract", "abstract names are out of reach, since the JDK takes only paths of files");
        assertRefused("/tmp/", "a directory is no socket file");
        assertRefused("\u00e9".repeat(54), "108 bytes");
    }

    @Test
    void pathsNeedNoWaiting() {
        assertThat(ipc.connectMayWait(Endpoint.of("ipc:///tmp/feed"))).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelSaysWhoThePeerIs() throws Exception {
        try (Listener listener = bind(directory.resolve("s"));
                Pair pair = Pair.connected(ipc.connect(listener.endpoint(), DEFAULTS), listener)) {
            String user = Files.getOwner(directory).getName();
            String group = Files.readAttributes(Path.of("/proc/self"), PosixFileAttributes.class).group().getName();
            for (End end : List.of(pair.client(), pair.server())) {
                assertThat(end.connection().peerProperties())
                        .containsEntry("Peer-User", user)
                        .containsEntry("Peer-User-Id", Files.getAttribute(directory, "unix:uid").toString())
                        .containsEntry("Peer-Group", group)
                        .containsEntry("Peer-Group-Id", Files.getAttribute(Path.of("/proc/self"), "unix:gid")
                                .toString());
            }
        }
    }

    @Test
    void buffersAreAsLargeAsAsked() throws Exception {
        SocketOptions options = DEFAULTS
                .with(SocketOption.SEND_BUFFER, 64 << 10).with(SocketOption.RECEIVE_BUFFER, 64 << 10);
        try (Listener listener = ipc.bind(Endpoint.of("ipc://*"), options);
                Pair pair = Pair.connected(ipc.connect(listener.endpoint(), options), listener)) {
            pair.client().send(1);
            assertThat(pair.server().receive(1)).containsExactly(1);
        }
    }

    private Listener bind(Path path) throws IOException {
        return ipc.bind(Endpoint.of("ipc://" + path), DEFAULTS);
    }

    private void assertRefused(String address, String why) {
        Endpoint endpoint = Endpoint.of("ipc://" + address);
        for (Use use : Use.values()) {
            assertThatThrownBy(() -> ipc.check(endpoint, use)).isInstanceOf(InvalidEndpointException.class)
                    .hasMessageStartingWith(endpoint + ": ").hasMessageContaining(why);
        }
        assertThatThrownBy(() -> ipc.bind(endpoint, DEFAULTS)).isInstanceOf(InvalidEndpointException.class);
        assertThatThrownBy(() -> ipc.connect(endpoint, DEFAULTS)).isInstanceOf(InvalidEndpointException.class);
    }

    /** As after a crash: closing the channel leaves the file. */
    private static void leaveStale(Path path) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
        Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH)); // not just about to listen
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}

package zlink.transport.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Endpoint;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.transport.contract.Pair;
import zlink.transport.spi.Listener;

/** Files of sockets with permissions, owners and groups of their own. */
@DisabledOnOs(OS.WINDOWS)
class IpcFileAccessTest {

    private static final SocketOptions DEFAULTS = SocketOptions.defaults();
    private static final SocketOptions OWNER_ONLY = permitting("rw-------");

    @TempDir
    Path directory;

    private final IpcTransport ipc = new IpcTransport();

    @Test
    void theFileHasThePermissionsAskedForWhateverTheUmask() throws Exception {
        for (String permissions : List.of("rw-------", "rw-rw----", "rwxrwxrwx", "-w--w--w-")) {
            Path path = directory.resolve("s");
            try (Listener listener = bind(path, permitting(permissions))) {
                assertThat(shown(path)).isEqualTo(permissions);
                assertThat(listener.endpoint()).hasToString("ipc://" + path);
                assertThat(files()).as("nothing is left beside it").containsExactly(path);
                assertTalks(listener, path.toString());
            }
            assertThat(files()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void thereIsNoMomentInWhichTheFileIsMoreOpen() throws Exception {
        Path path = directory.resolve("s");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        Thread watcher = new Thread(() -> {
            while (!over.get()) {
                try {
                    seen.add(shown(path));
                } catch (NoSuchFileException notNow) {
                    // between two listeners
                } catch (IOException unexpected) {
                    seen.add(unexpected.toString());
                }
            }
        });
        watcher.start();
        try {
            for (int round = 0; round < 300 || seen.isEmpty(); round++) {
                bind(path, OWNER_ONLY).close();
            }
        } finally {
            over.set(true);
            watcher.join();
        }
        assertThat(seen).containsExactly("rw-------");
    }

    @Test
    void aRelativePathWorksAsWell() throws Exception {
        Path relative = Path.of("target", "ipc-access-" + ProcessHandle.current().pid());
        try (Listener listener = bind(relative, OWNER_ONLY)) {
            assertThat(shown(relative)).isEqualTo("rw-------");
            assertTalks(listener, relative.toString());
        }
        assertThat(relative).doesNotExist();
    }

    @Test
    void aFileSomebodyDiedOnIsTakenOverAndOneSomebodyListensOnIsNot() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(path));
        }
        Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH)); // not just about to listen
        try (Listener listener = bind(path, OWNER_ONLY)) {
            assertThat(shown(path)).isEqualTo("rw-------");
            assertTalks(listener, path.toString());
            assertThatIOException().isThrownBy(() -> bind(path, permitting("rw-rw-rw-")))
                    .isInstanceOf(BindException.class).withMessageContaining("Address already in use");
            assertThat(shown(path)).isEqualTo("rw-------");
            assertThat(files()).containsExactly(path);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void noOtherKindOfFileIsEverRemoved() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        assertThatIOException().isThrownBy(() -> bind(file, OWNER_ONLY)).withMessageContaining("no socket");
        assertThat(file).hasContent("precious");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void aFreshDirectoryLetsThoseInWhoMayUseTheFile() throws Exception {
        for (List<String> both : List.of(List.of("rw-------", "rwx------"), List.of("rw-rw----", "rwx--x---"),
                List.of("rw-rw-rw-", "rwx--x--x"), List.of("rw-r--r--", "rwx------"))) {
            try (Listener listener = ipc.bind(Endpoint.of("ipc://*"), permitting(both.get(0)))) {
                Path path = Path.of(listener.endpoint().address());
                assertThat(shown(path)).isEqualTo(both.get(0));
                assertThat(shown(path.getParent())).isEqualTo(both.get(1));
                assertTalks(listener, path.toString());
            }
        }
    }

    @Test
    void theFileBelongsToTheGroupAskedFor() throws Exception {
        Path probe = Files.createFile(directory.resolve("probe"));
        String group = Files.readAttributes(probe, PosixFileAttributes.class).group().getName();
        Files.delete(probe);
        Path path = directory.resolve("s");
        try (Listener listener = bind(path, DEFAULTS.with(SocketOption.IPC_FILE_GROUP, group))) {
            assertThat(attributes(path).group().getName()).isEqualTo(group);
            assertTalks(listener, path.toString());
        }
    }

    @Test
    void theSuperuserMayGiveTheFileToAnybody() throws Exception {
        assumeTrue(isSuperuser(), "needs the superuser");
        SocketOptions given = OWNER_ONLY.with(SocketOption.IPC_FILE_OWNER, "4321")
                .with(SocketOption.IPC_FILE_GROUP, "5432");
        Path path = directory.resolve("s");
        try (Listener listener = bind(path, given)) {
            assertThat(Files.readAttributes(path, "unix:uid,gid")).containsEntry("uid", 4321)
                    .containsEntry("gid", 5432);
            assertThat(shown(path)).isEqualTo("rw-------");
            assertTalks(listener, path.toString());
        }
        assertThat(files()).isEmpty();
        try (Listener listener = ipc.bind(Endpoint.of("ipc://*"), given)) {
            Path own = Path.of(listener.endpoint().address()).getParent();
            assertThat(Files.readAttributes(own, "unix:uid,gid")).containsEntry("uid", 4321).containsEntry("gid", 5432);
        }
    }

    @Test
    void ownersThatAreUnknownAreNamedAndNothingIsLeft() throws Exception {
        Path path = directory.resolve("s");
        for (String endpoint : List.of("ipc://" + path, "ipc://*")) {
            assertThatIOException()
                    .isThrownBy(() -> ipc.bind(Endpoint.of(endpoint),
                            DEFAULTS.with(SocketOption.IPC_FILE_OWNER, "no-such-user")))
                    .withMessage("cannot bind to " + endpoint
                            + ": IPC_FILE_OWNER = no-such-user: no such user on this system");
            assertThatIOException()
                    .isThrownBy(() -> ipc.bind(Endpoint.of(endpoint),
                            DEFAULTS.with(SocketOption.IPC_FILE_GROUP, "no-such-group")))
                    .withMessage("cannot bind to " + endpoint
                            + ": IPC_FILE_GROUP = no-such-group: no such group on this system");
        }
        assertThat(files()).isEmpty();
        bind(path, DEFAULTS).close();
    }

    @Test
    void aPathWithoutRoomForTheDirectoryBesideItIsRefused() throws Exception {
        int parent = directory.toString().length() + 1;
        Path deep = Files.createDirectories(directory.resolve("x".repeat(IpcPath.MOST_BYTES - parent - 6)));
        Path path = deep.resolve("short");
        assertThatIOException().isThrownBy(() -> bind(path, OWNER_ONLY))
                .withMessageContaining("the path is 5 bytes too long for a file with permissions, owner or group")
                .withMessageContaining("at most 106");
        bind(path, DEFAULTS).close();
    }

    @Test
    void aDirectoryThatIsMissingIsNamed() {
        Path path = directory.resolve("missing").resolve("s");
        assertThatIOException().isThrownBy(() -> bind(path, OWNER_ONLY))
                .withMessageStartingWith("cannot bind to ipc://" + path + ": no directory can be made beside it: ")
                .withMessageContaining("NoSuchFileException");
    }

    private void assertTalks(Listener listener, String path) throws Exception {
        Pair pair = Pair.connected(ipc.connect(Endpoint.of("ipc://" + path), DEFAULTS), listener);
        pair.client().send(1);
        assertThat(pair.server().receive(1)).containsExactly(1);
        assertThat(pair.server().connection().localAddress()).as("not where it was made").isEqualTo(path);
        assertThat(pair.client().connection().remoteAddress()).isEqualTo(path);
        pair.client().close();
        pair.server().close();
    }

    private Listener bind(Path path, SocketOptions options) throws IOException {
        return ipc.bind(Endpoint.of("ipc://" + path), options);
    }

    private static SocketOptions permitting(String permissions) {
        return DEFAULTS.with(SocketOption.IPC_FILE_PERMISSIONS, PosixFilePermissions.fromString(permissions));
    }

    private static String shown(Path path) throws IOException {
        return PosixFilePermissions.toString(attributes(path).permissions());
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isSuperuser() throws IOException {
        return Files.getAttribute(directory, "unix:uid").equals(0);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}

package zlink.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zlink.tests.contract.OverEachTransport.next;
import static zlink.tests.contract.OverEachTransport.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.EndpointUnavailableException;
import zlink.api.InvalidEndpointException;
import zlink.api.PeerInfo;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/** What only ipc has: files with permissions and owners, and a kernel that knows the peer. */
@DisabledOnOs(OS.WINDOWS)
class IpcTest {
    private final Context context = Context.create(
            ContextOptions.defaults().withSocketDefaults(with(SocketOption.LINGER, Duration.ZERO)));

    @TempDir
    private Path directory;

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    @Test
    void theFileHasThePermissionsOfTheSocketsOptions() throws IOException {
        Path file = directory.resolve("feed");
        PullSocket pull = context.pull(SocketOptions.defaults().with("ipc-file-permissions", "rw-rw----"));
        pull.bind("ipc://" + file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-rw----");
        PushSocket push = context.push();
        push.connect("ipc://" + file);
        push.send("hello");
        assertThat(next(pull).text()).isEqualTo("hello");
        pull.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theKernelSaysWhoSent() throws IOException {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind("ipc://*").endpoint());
        push.send("who am I");
        PeerInfo peer = next(pull).peer().orElseThrow();
        assertThat(peer.textProperty("Peer-User")).contains(Files.getOwner(directory).getName());
        assertThat(peer.textProperty("Peer-Group")).isPresent();
        if (OS.LINUX.isCurrentOs()) {
            assertThat(peer.textProperty("Peer-User-Id"))
                    .contains(Files.getAttribute(directory, "unix:uid").toString());
        }
    }

    @Test
    void anOwnerWhoIsUnknownMakesTheEndpointUnavailable() {
        PullSocket pull = context.pull(with(SocketOption.IPC_FILE_OWNER, "no-such-user"));
        assertThatThrownBy(() -> pull.bind("ipc://" + directory.resolve("feed")))
                .isInstanceOf(EndpointUnavailableException.class)
                .hasMessageContaining("IPC_FILE_OWNER = no-such-user: no such user on this system");
        assertThat(pull.endpoints()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void longPathsAndAbstractNamesAreRefusedWithTheReason() {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        String tooLong = "ipc:///tmp/" + "x".repeat(200);
        String reason = "the path has 205 bytes, a socket's has at most 106";
        assertThatThrownBy(() -> pull.bind(tooLong)).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> push.connect(tooLong)).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> pull.bind("ipc://@name")).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContaining("abstract names are out of reach");
        assertThatThrownBy(() -> push.connect("ipc://@name")).isInstanceOf(InvalidEndpointException.class)
                .hasMessageContaining("abstract names are out of reach");
    }
}

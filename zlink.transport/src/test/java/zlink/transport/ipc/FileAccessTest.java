package zlink.transport.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.SocketOptions;

class FileAccessTest {

    @TempDir
    Path directory;

    @Test
    void nothingIsSetByDefault() {
        assertThat(FileAccess.of(SocketOptions.defaults()).isLeftToTheSystem()).isTrue();
        for (String option : List.of("IPC_FILE_PERMISSIONS", "IPC_FILE_OWNER", "IPC_FILE_GROUP")) {
            assertThat(FileAccess.of(SocketOptions.defaults().with(option, "600")).isLeftToTheSystem()).isFalse();
        }
    }

    @Test
    void whatTheSystemDoesNotAllowIsNamedWithWhoWouldBeAllowed() throws Exception {
        String user = Files.getOwner(directory).getName();
        FileAccess owned = new FileAccess(Optional.empty(), Optional.of(user), Optional.empty());
        assertThatIOException().isThrownBy(() -> apply(owned, refusing("setOwner")))
                .withMessage("IPC_FILE_OWNER = " + user + ": Operation not permitted; as a rule only the superuser may"
                        + " give a file to somebody else");
        FileAccess grouped = new FileAccess(Optional.empty(), Optional.empty(), Optional.of("0"));
        assertThatIOException().isThrownBy(() -> apply(grouped, refusing("setGroup")))
                .withMessage("IPC_FILE_GROUP = 0: Operation not permitted; as a rule it has to be a group of the"
                        + " process's user");
    }

    @Test
    void theOwnerIsSetLast() throws Exception {
        FileAccess all = new FileAccess(Optional.of(PosixFilePermissions.fromString("rw-------")), Optional.of("0"),
                Optional.of("0"));
        List<String> calls = new ArrayList<>();
        apply(all, (PosixFileAttributeView) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {PosixFileAttributeView.class}, (view, method, arguments) -> {
                    calls.add(method.getName());
                    return null;
                }));
        assertThat(calls).containsExactly("setPermissions", "setGroup", "setOwner");
    }

    @Test
    void aSystemWithoutPosixFilesSaysSo() throws Exception {
        Path jar = directory.resolve("a.zip");
        FileAccess any = new FileAccess(Optional.empty(), Optional.of("0"), Optional.empty());
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            assertThatIOException().isThrownBy(() -> any.checkSupported(zip))
                    .withMessageContaining("IPC_FILE_OWNER").withMessageContaining("POSIX");
            FileAccess.of(SocketOptions.defaults()).checkSupported(zip);
        }
        any.checkSupported(directory.getFileSystem());
    }

    private void apply(FileAccess access, PosixFileAttributeView view) throws IOException {
        UserPrincipalLookupService names = directory.getFileSystem().getUserPrincipalLookupService();
        access.apply(access.permissions(), view, names);
    }

    private static PosixFileAttributeView refusing(String refused) {
        return (PosixFileAttributeView) Proxy.newProxyInstance(FileAccessTest.class.getClassLoader(),
                new Class<?>[] {PosixFileAttributeView.class}, (view, method, arguments) -> {
                    if (method.getName().equals(refused)) {
                        throw new FileSystemException("/somewhere", null, "Operation not permitted");
                    }
                    return null;
                });
    }
}

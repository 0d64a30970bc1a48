package zlink.api;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Options of {@link SocketOption} about the files of bound {@code ipc} endpoints. */
sealed interface IpcOptions permits SocketOption {
    /**
     * The permissions of the file of each bound {@code ipc} endpoint.
     *
     * <p>To connect, a process needs permission to write to it. There is no moment in which the file is more open
     * than this. With {@code ipc://*} the fresh directory lets those through who may use the file. Without a value,
     * the default, the process's umask decides. As text {@code rw-rw----} or {@code 660}. Where files have no POSIX
     * permissions, as on Windows, {@code bind} throws {@link EndpointUnavailableException}.
     *
     * <p>Source: zlink's own.
     */
    SocketOption<Set<PosixFilePermission>> IPC_FILE_PERMISSIONS =
            SocketOption.builtIn("IPC_FILE_PERMISSIONS", OptionType.FILE_PERMISSIONS)
                    .normalise(Set::copyOf)
                    .range("permissions like rw-rw---- or 660", value -> true)
                    .defaultText("the umask's")
                    .description("The permissions of the file of each bound ipc endpoint; who may write to it may"
                            + " connect. POSIX systems only.")
                    .build();

    /**
     * The user who owns the file of each bound {@code ipc} endpoint.
     *
     * <p>A name or a number that the system knows. Without a value, the default, it is the process's user. As a rule
     * only the superuser may give files away; where it is not allowed, and where files have no such owner,
     * {@code bind} throws {@link EndpointUnavailableException}.
     *
     * <p>Source: zlink's own; chown(2).
     */
    SocketOption<String> IPC_FILE_OWNER = principal("IPC_FILE_OWNER")
            .defaultText("the process's user")
            .description("The user who owns the file of each bound ipc endpoint. POSIX systems only.")
            .build();

    /**
     * The group of the file of each bound {@code ipc} endpoint.
     *
     * <p>A name or a number that the system knows. Without a value, the default, the system decides: the process's
     * group or that of the directory. As a rule it has to be a group that the process's user belongs to; where it is
     * not allowed, and where files have no group, {@code bind} throws {@link EndpointUnavailableException}.
     *
     * <p>Source: zlink's own; chown(2).
     */
    SocketOption<String> IPC_FILE_GROUP = principal("IPC_FILE_GROUP")
            .defaultText("the operating system's")
            .description("The group of the file of each bound ipc endpoint. POSIX systems only.")
            .build();

    private static SocketOption.Builder<String> principal(String name) {
        return SocketOption.builtIn(name, OptionType.TEXT)
                .normalise(String::strip)
                .range("a name or number known to the system", value -> !value.isEmpty());
    }
}

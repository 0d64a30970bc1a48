package zlink.transport.ipc;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers of users and groups, which the JDK knows and tells of files only, never of principals.
 *
 * <p>So a file is looked for that belongs to the principal, by the JDK's own comparison: the directories of processes
 * under {@code /proc} belong to their users, and a peer has a process. Which one is found does not matter. From any
 * thread; waits for no disk.
 */
final class PrincipalNumbers {

    /** Bounds one search; a process of our own user is found at once. */
    private static final int MOST_PROCESSES = 4096;

    /** Bounds what is remembered. */
    private static final int MOST_PRINCIPALS = 1000;

    private final Path processes;
    private final ConcurrentHashMap<UserPrincipal, String> found = new ConcurrentHashMap<>();

    PrincipalNumbers() {
        this(Path.of("/proc"));
    }

    PrincipalNumbers(Path processes) {
        this.processes = processes;
    }

    /** The number in decimal; empty where the system does not show it. */
    Optional<String> of(UserPrincipal principal) {
        String known = found.get(principal);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> number = search(principal);
        if (number.isPresent()) {
            if (found.size() >= MOST_PRINCIPALS) {
                found.clear();
            }
            found.put(principal, number.get());
        }
        return number;
    }

    private Optional<String> search(UserPrincipal principal) {
        if (!processes.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Optional<String> own = numberIfOwnedBy(principal, processes.resolve("self"));
        if (own.isPresent()) {
            return own;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            int seen = 0;
            for (Path process : all) {
                Optional<String> number = numberIfOwnedBy(principal, process);
                if (number.isPresent() || ++seen == MOST_PROCESSES) {
                    return number;
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // as if nobody were there: no /proc on this system, or not for us
        }
        return Optional.empty();
    }

    /** Both attributes by one call, so of one moment. */
    private static Optional<String> numberIfOwnedBy(UserPrincipal principal, Path process) {
        boolean isGroup = principal instanceof GroupPrincipal;
        try {
            Map<String, Object> file = Files.readAttributes(process, isGroup ? "unix:group,gid" : "unix:owner,uid");
            return principal.equals(file.get(isGroup ? "group" : "owner"))
                    ? Optional.of(Integer.toUnsignedString((Integer) file.get(isGroup ? "gid" : "uid")))
                    : Optional.empty();
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}

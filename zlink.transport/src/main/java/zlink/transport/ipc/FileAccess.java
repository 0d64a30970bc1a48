package zlink.transport.ipc;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;

/**
 * Whom the options let at a socket's file; what is empty stays as the system has it.
 *
 * @param permissions of the file
 * @param owner name or number of a user
 * @param group name or number of a group
 */
record FileAccess(Optional<Set<PosixFilePermission>> permissions, Optional<String> owner, Optional<String> group) {

    static FileAccess of(SocketOptions options) {
        return new FileAccess(options.find(SocketOption.IPC_FILE_PERMISSIONS),
                options.find(SocketOption.IPC_FILE_OWNER), options.find(SocketOption.IPC_FILE_GROUP));
    }

    /** Whether nothing is to be set. */
    boolean isLeftToTheSystem() {
        return permissions.isEmpty() && owner.isEmpty() && group.isEmpty();
    }

    /** Throws if files have nothing of the kind here. */
    void checkSupported(FileSystem files) throws IOException {
        if (!isLeftToTheSystem() && !files.supportedFileAttributeViews().contains("posix")) {
            throw new IOException("IPC_FILE_PERMISSIONS, IPC_FILE_OWNER and IPC_FILE_GROUP need a POSIX system;"
                    + " protect the directory instead");
        }
    }

    /** Sets all three; nobody else may be able to reach the file meanwhile. */
    void applyTo(Path file) throws IOException {
        apply(permissions, file);
    }

    /** Lets those into the file's own directory who may use the file. */
    void applyToDirectory(Path directory) throws IOException {
        apply(permissions.map(FileAccess::entering), directory);
    }

    private void apply(Optional<Set<PosixFilePermission>> allowed, Path path) throws IOException {
        // Links are followed, since chmod(2) has no other way; nobody can have put one into a directory that is ours.
        apply(allowed, Files.getFileAttributeView(path, PosixFileAttributeView.class),
                path.getFileSystem().getUserPrincipalLookupService());
    }

    /** The owner last: who has given a file away can do nothing more to it. */
    void apply(Optional<Set<PosixFilePermission>> allowed, PosixFileAttributeView file,
            UserPrincipalLookupService names) throws IOException {
        if (allowed.isPresent()) {
            file.setPermissions(allowed.get());
        }
        if (group.isPresent()) {
            setGroup(group.get(), file, names);
        }
        if (owner.isPresent()) {
            setOwner(owner.get(), file, names);
        }
    }

    private static void setGroup(String name, PosixFileAttributeView file, UserPrincipalLookupService names)
            throws IOException {
        String what = SocketOption.IPC_FILE_GROUP + " = " + name;
        try {
            GroupPrincipal principal = names.lookupPrincipalByGroupName(name);
            file.setGroup(principal);
        } catch (UserPrincipalNotFoundException unknown) {
            throw new IOException(what + ": no such group on this system", unknown);
        } catch (FileSystemException refused) {
            throw new IOException(what + ": " + refused.getReason()
                    + "; as a rule it has to be a group of the process's user", refused);
        }
    }

    private static void setOwner(String name, PosixFileAttributeView file, UserPrincipalLookupService names)
            throws IOException {
        String what = SocketOption.IPC_FILE_OWNER + " = " + name;
        try {
            UserPrincipal principal = names.lookupPrincipalByName(name);
            file.setOwner(principal);
        } catch (UserPrincipalNotFoundException unknown) {
            throw new IOException(what + ": no such user on this system", unknown);
        } catch (FileSystemException refused) {
            throw new IOException(what + ": " + refused.getReason()
                    + "; as a rule only the superuser may give a file to somebody else", refused);
        }
    }

    private static Set<PosixFilePermission> entering(Set<PosixFilePermission> file) {
        Set<PosixFilePermission> directory = EnumSet.of(PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
        if (file.contains(PosixFilePermission.GROUP_WRITE)) {
            directory.add(PosixFilePermission.GROUP_EXECUTE);
        }
        if (file.contains(PosixFilePermission.OTHERS_WRITE)) {
            directory.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return directory;
    }
}

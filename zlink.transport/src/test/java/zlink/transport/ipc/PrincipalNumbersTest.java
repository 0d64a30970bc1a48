package zlink.transport.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrincipalNumbersTest {

    @TempDir
    Path directory;

    @Test
    void ourOwnAreThoseOfOurFiles() throws Exception {
        Files.createDirectory(directory.resolve("self"));
        PrincipalNumbers numbers = new PrincipalNumbers(directory);
        PosixFileAttributeView self = view(directory.resolve("self"));
        assertThat(numbers.of(self.getOwner())).contains(number(directory.resolve("self"), "uid"));
        assertThat(numbers.of(self.readAttributes().group())).contains(number(directory.resolve("self"), "gid"));
    }

    @Test
    void anothersAreThoseOfAnyProcessOfHisAndAreRemembered() throws Exception {
        UserPrincipalLookupService names = directory.getFileSystem().getUserPrincipalLookupService();
        for (String process : new String[] {"1", "20", "300", "self", "version"}) {
            Files.createDirectory(directory.resolve(process));
        }
        try {
            view(directory.resolve("20")).setOwner(names.lookupPrincipalByName("4321"));
            view(directory.resolve("300")).setGroup(names.lookupPrincipalByGroupName("5432"));
            view(directory.resolve("version")).setOwner(names.lookupPrincipalByName("6543"));
        } catch (IOException refused) {
            abort("needs the superuser: " + refused);
        }
        PrincipalNumbers numbers = new PrincipalNumbers(directory);
        assertThat(numbers.of(names.lookupPrincipalByName("4321"))).contains("4321");
        assertThat(numbers.of(names.lookupPrincipalByGroupName("5432"))).contains("5432");
        assertThat(numbers.of(names.lookupPrincipalByGroupName("4321"))).as("a user is no group").isEmpty();
        assertThat(numbers.of(names.lookupPrincipalByName("6543"))).as("of no process").isEmpty();
        Files.delete(directory.resolve("20"));
        assertThat(numbers.of(names.lookupPrincipalByName("4321"))).contains("4321");
    }

    @Test
    void whereNothingIsShownNothingIsKnown() throws Exception {
        PrincipalNumbers numbers = new PrincipalNumbers(directory.resolve("missing"));
        assertThat(numbers.of(Files.getOwner(directory))).isEmpty();
    }

    private static PosixFileAttributeView view(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class);
    }

    private static String number(Path path, String which) throws IOException {
        return Integer.toUnsignedString((Integer) Files.getAttribute(path, "unix:" + which));
    }
}

package zlink.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages write in capitals and backquotes is an option or constant of the API, or a word of the protocol. */
class NamesTest {
    private static final Path PUBLIC_API = Path.of("src/test/golden/public-api.txt");
    private static final Path OPTIONS = Page.ROOT.resolve("docs/options.md");
    private static final Pattern CAPITALS = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");
    private static final Set<String> OTHERS = Set.of(
            "READY", "PING", "PONG", "ERROR", "NULL", "PLAIN", "CURVE",
            "ARMED", "READING", "LENT", "IDLE", "WRITING", "WRITING_MORE", "BLOCKED", "CLOSED",
            "EAGAIN", "EINTR", "ETERM", "ENOTSOCK", "EINVAL", "EPROTONOSUPPORT", "EADDRINUSE", "EADDRNOTAVAIL",
            "EACCES", "ENODEV", "ENOENT", "EFSM", "EHOSTUNREACH", "EMFILE", "EMSGSIZE",
            "ZMQ_SNDMORE", "TCP_NODELAY");

    @ParameterizedTest
    @MethodSource("pages")
    void namesInCapitalsExist(Page page) throws IOException {
        Set<String> known = new TreeSet<>(OTHERS);
        CAPITALS.matcher(Files.readString(PUBLIC_API)).results().forEach(match -> known.add(match.group()));
        CAPITALS.matcher(Files.readString(OPTIONS)).results().forEach(match -> known.add(match.group()));

        assertThat(page.code()).filteredOn(code -> CAPITALS.matcher(code).matches()).isSubsetOf(known);
    }

    static List<Page> pages() throws IOException {
        return Page.all().stream().filter(page -> !page.file().equals(OPTIONS)).toList();
    }
}

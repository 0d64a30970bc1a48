package zlink.tests.interop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that need not be there. */
final class Installed {

    private Installed() {
    }

    /**
     * The program on the {@code PATH}, or among those for administrators; skips the test, or under {@code CI=true}
     * fails it, if there is none.
     *
     * @param hint how to install it
     */
    static String program(String name, String hint) {
        return find(name).orElseGet(() -> missing("there is no " + name + " on the PATH; " + hint));
    }

    static Optional<String> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, name)).filter(Files::isExecutable).findFirst()
                .map(Path::toString);
    }

    /** Skips the test with the reason, or under {@code CI=true} fails it. */
    static <T> T missing(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason);
        }
        return Assumptions.abort(reason);
    }
}

package zlink.tests.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A generated file that is committed, so that what it shows cannot change unseen. */
final class GoldenFile {
    private GoldenFile() { }

    /** Rewrites the file in a run with {@code -Dzlink.update=true}; fails on any difference in every other run. */
    static void check(Path file, String generated) throws IOException {
        if (Boolean.getBoolean("zlink.update")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, generated);
        }
        assertThat(file).as("run with -Dzlink.update=true to rewrite").exists().content().isEqualTo(generated);
    }
}

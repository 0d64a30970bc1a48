package zlink.tests.documents;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java on the pages compiles, and what is a program runs and prints what its page says. */
@Timeout(60)
class CodeTest {
    @TempDir
    private static Path directory;

    private static UserProject project;
    private static String errors;

    @BeforeAll
    @Timeout(60)
    static void compile() throws IOException {
        project = new UserProject(directory);
        Map<String, String> sources = JavaBlock.all().stream().collect(toMap(JavaBlock::fileName, JavaBlock::source));
        errors = project.compile(sources, "--class-path");
    }

    @Test
    void everyPieceAndProgramCompiles() {
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programRuns(JavaBlock program) throws Exception {
        String output = project.run("--class-path", project.path(), program.className());

        program.output().ifPresent(expected -> assertThat(output).isEqualToNormalizingNewlines(expected));
    }

    static List<JavaBlock> programs() throws IOException {
        return JavaBlock.all().stream().filter(JavaBlock::isProgram).toList();
    }

    @Test
    void readmeExampleRunsFromTheModulePath(@TempDir Path modular) throws Exception {
        JavaBlock example = JavaBlock.of(Page.readme()).stream().filter(JavaBlock::isProgram).findFirst().orElseThrow();
        UserProject module = new UserProject(modular);
        Map<String, String> sources = Map.of(example.fileName(), example.source(),
                "module-info.java", "module example {\n    requires zlink.api;\n}\n");

        assertThat(module.compile(sources, "--module-path")).isEmpty();
        assertThat(module.run("--module-path", module.path(), "--module", "example/" + example.className()))
                .isEqualToNormalizingNewlines(example.output().orElseThrow());
    }

    @Test
    void readmeExampleHasTwentyLinesAtMost() throws IOException {
        JavaBlock example = JavaBlock.of(Page.readme()).stream().filter(JavaBlock::isProgram).findFirst().orElseThrow();

        assertThat(example.text().lines()).hasSizeLessThanOrEqualTo(20);
    }
}

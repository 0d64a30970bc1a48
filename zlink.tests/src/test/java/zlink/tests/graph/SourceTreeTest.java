package zlink.tests.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler checks about the files themselves. */
class SourceTreeTest {
    private static final Pattern JUPITER = Pattern.compile("^\\s*@(Test|ParameterizedTest|RepeatedTest)\\b",
            Pattern.MULTILINE);
    private static final Pattern JQWIK = Pattern.compile("^\\s*@(Property|Example)\\b", Pattern.MULTILINE);
    private static final Pattern CONTRACT = Pattern.compile("^(public )?(abstract class|interface) ",
            Pattern.MULTILINE);

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        for (Path directory : packages()) {
            Path description = directory.resolve("package-info.java");
            assertThat(description).exists().content().startsWith("/**\n");
        }
    }

    /** What is there to be inherited runs in the classes that inherit it. */
    @Test
    void surefireFindsEveryTest() throws IOException {
        for (Path source : sources("src/test/java")) {
            String text = Files.readString(source);
            boolean hasTests = JUPITER.matcher(text).find() || JQWIK.matcher(text).find();
            if (hasTests && !CONTRACT.matcher(text).find()) {
                assertThat(source.getFileName().toString()).as("only *Test.java is run").endsWith("Test.java");
            }
        }
    }

    @Test
    void oneTestEngineRunsAClass() throws IOException {
        for (Path source : sources("src/test/java")) {
            String text = Files.readString(source);
            assertThat(JUPITER.matcher(text).find() && JQWIK.matcher(text).find())
                    .as(source + " is run by two engines, with two lifecycles").isFalse();
        }
    }

    @Test
    void everyModuleCarriesTheLicence() throws IOException {
        for (String module : Library.MODULES) {
            try (InputStream licence = Library.open(module, "META-INF/LICENSE")) {
                assertThat(licence).as(module).isNotNull().hasSameContentAs(
                        Files.newInputStream(Library.ROOT.resolve("LICENSE")));
            }
        }
    }

    @Test
    void bomNamesTheModulesAndTheirVersion() throws IOException {
        Pattern managed = Pattern.compile("<groupId>io.zlink</groupId>\\s*<artifactId>(zlink\\.\\w+)</artifactId>\\s*"
                + "<version>\\$\\{project.version}</version>");
        Pattern version = Pattern.compile("<groupId>io.zlink</groupId>\\s*"
                + "<artifactId>zlink\\.(?:bom|parent)</artifactId>\\s*<version>([^<]+)</version>");
        String bom = Files.readString(Library.ROOT.resolve("zlink.bom/pom.xml"));
        String parent = Files.readString(Library.ROOT.resolve("pom.xml"));

        assertThat(managed.matcher(bom).results().map(match -> match.group(1))).isEqualTo(Library.MODULES);
        assertThat(version.matcher(bom).results().map(match -> match.group(1)))
                .isEqualTo(version.matcher(parent).results().map(match -> match.group(1)).toList());
    }

    /** Whitebox tests live in the packages of their module and need no description of their own. */
    private static List<Path> packages() throws IOException {
        Path tests = Library.ROOT.resolve("zlink.tests");
        return Stream.concat(sources("src/main/java").stream(),
                sources("src/test/java").stream().filter(source -> source.startsWith(tests)))
                .filter(source -> !source.endsWith("module-info.java")).map(Path::getParent).distinct().toList();
    }

    private static List<Path> sources(String directory) throws IOException {
        try (Stream<Path> modules = Files.list(Library.ROOT)) {
            return modules.map(module -> module.resolve(directory)).filter(Files::isDirectory)
                    .flatMap(SourceTreeTest::walk).filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static Stream<Path> walk(Path directory) {
        try {
            return Files.walk(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package zlink.tests.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of all modules' tests, as text, as far as it has to be understood to find tests by their names. */
final class TestSources {
    private static final Pattern ANNOTATION = Pattern.compile("\\s*@(Test|ParameterizedTest|Property|Example)\\b.*");
    private static final Pattern METHOD = Pattern.compile("\\s*(?:public )?void (\\w+)\\(.*");
    private static final Pattern CONTRACT = Pattern.compile("^(public )?abstract class ", Pattern.MULTILINE);

    private record Source(Path file, String text) {
        boolean isOf(String directory, String name) {
            return file.getFileName().toString().equals(name + ".java")
                    && (directory.isEmpty() || file.getParent().getFileName().toString().equals(directory));
        }

        /** Methods that a test engine runs; annotations stand right before theirs. */
        Set<String> tests() {
            Set<String> tests = new TreeSet<>();
            boolean annotated = false;
            for (String line : text.split("\n")) {
                Matcher method = METHOD.matcher(line);
                if (line.isBlank()) {
                    annotated = false;
                } else if (ANNOTATION.matcher(line).matches()) {
                    annotated = true;
                } else if (annotated && method.matches()) {
                    tests.add(method.group(1));
                    annotated = false;
                }
            }
            return tests;
        }
    }

    private final List<Source> sources = new ArrayList<>();

    private TestSources() { }

    static TestSources ofAllModules() throws IOException {
        TestSources all = new TestSources();
        try (Stream<Path> modules = Files.list(Page.ROOT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory)
                    .toList()) {
                all.add(tests);
            }
        }
        return all;
    }

    private void add(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                sources.add(new Source(file, Files.readString(file)));
            }
        }
    }

    /**
     * What keeps a name from being that of a test, empty if nothing does.
     *
     * @param directory the last part of the class's package, empty if the class's name is enough
     */
    String faultOf(String directory, String name, String method) {
        List<Source> found = sources.stream().filter(source -> source.isOf(directory, name)).toList();
        if (found.size() != 1) {
            return found.isEmpty() ? "no such class" : "several classes of that name, say which package";
        }
        if (!isRun(found.get(0), name)) {
            return "no test class, and none inherits it";
        }
        return method.isEmpty() || found.get(0).tests().contains(method) ? "" : "no such test in it";
    }

    private boolean isRun(Source source, String name) {
        Pattern inheriting = Pattern.compile("\\bextends " + name + "\\b");
        return name.endsWith("Test") || CONTRACT.matcher(source.text).find() && sources.stream().anyMatch(
                heir -> heir.file.toString().endsWith("Test.java") && inheriting.matcher(heir.text).find());
    }
}

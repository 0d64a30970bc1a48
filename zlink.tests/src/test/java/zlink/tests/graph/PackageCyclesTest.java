package zlink.tests.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inside a module, which JPMS does not look into, packages depend on each other in one direction too. */
class PackageCyclesTest {
    private static final Pattern DEPENDENCY = Pattern.compile("^\\s+(\\S+)\\s+->\\s+(\\S+)\\s+(\\S+)$");

    /** All but {@code zlink.api}: a context and its provider name each other by nature. */
    static List<String> modules() {
        return Library.MODULES.subList(1, Library.MODULES.size());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noPackageReachesItself(String module) {
        Map<String, Set<String>> dependencies = dependencies(module);

        dependencies.keySet().forEach(start -> assertThat(reachable(dependencies, start))
                .as("packages that " + start + " depends on").doesNotContain(start));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void jdepsSeesThePackages(String module) {
        assertThat(dependencies(module).keySet()).as("packages with classes in " + module).containsAll(
                Library.types(module).stream().map(type -> type.substring(0, type.lastIndexOf('.'))).toList());
    }

    private static Map<String, Set<String>> dependencies(String module) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int exitCode = ToolProvider.findFirst("jdeps").orElseThrow().run(writer, writer,
                "--module-path", Library.path(), "-verbose:package", "-filter:none",
                Library.location(module).toString());
        assertThat(exitCode).as(output.toString()).isZero();

        Map<String, Set<String>> dependencies = new TreeMap<>();
        output.toString().lines().map(DEPENDENCY::matcher).filter(Matcher::matches).forEach(line -> {
            Set<String> targets = dependencies.computeIfAbsent(line.group(1), source -> new TreeSet<>());
            if (!line.group(2).equals(line.group(1))) {
                targets.add(line.group(2));
            }
        });
        return dependencies;
    }

    private static Set<String> reachable(Map<String, Set<String>> dependencies, String start) {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(dependencies.get(start));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (seen.add(next)) {
                open.addAll(dependencies.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}

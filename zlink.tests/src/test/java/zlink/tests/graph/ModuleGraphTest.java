package zlink.tests.graph;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The modules depend on each other in one direction, and {@code module-graph.md} shows them as they are. */
class ModuleGraphTest {
    @Test
    void documentMatchesDescriptors() throws IOException {
        GoldenFile.check(Library.ROOT.resolve("module-graph.md"), render(Library.descriptors()));
    }

    @Test
    void dependenciesPointInOneDirection() {
        for (ModuleDescriptor module : Library.descriptors()) {
            int position = Library.MODULES.indexOf(module.name());
            assertThat(ours(module)).as(module.name()).isSubsetOf(Library.MODULES.subList(0, position));
        }
    }

    @Test
    void nothingButTheJdkIsNeededAtRunTime() {
        for (ModuleDescriptor module : Library.descriptors()) {
            assertThat(module.requires().stream().filter(r -> !r.modifiers().contains(Requires.Modifier.STATIC))
                    .map(Requires::name).filter(name -> !Library.MODULES.contains(name)))
                    .as(module.name()).allMatch(name -> name.startsWith("java.") || name.startsWith("jdk."));
        }
    }

    @Test
    void noAutomaticModules() {
        assertThat(Library.descriptors()).noneMatch(ModuleDescriptor::isAutomatic);
    }

    @Test
    void everyPackageStartsWithTheNameOfItsModule() {
        for (ModuleDescriptor module : Library.descriptors()) {
            assertThat(module.packages()).as(module.name()).isNotEmpty()
                    .allMatch(name -> (name + ".").startsWith(module.name() + "."));
        }
    }

    @Test
    void testsRunOnTheModulePath() {
        assertThat(ModuleGraphTest.class.getModule().getName()).isEqualTo("zlink.tests");
        assertThat(System.getProperty("java.class.path")).isEmpty();
    }

    private static List<String> ours(ModuleDescriptor module) {
        return module.requires().stream().map(Requires::name).filter(name -> name.startsWith("zlink.")).sorted()
                .toList();
    }

    private static String render(List<ModuleDescriptor> modules) {
        List<String> lines = new ArrayList<>();
        lines.add("# Modules");
        lines.add("");
        lines.add("Generated from the descriptors by `ModuleGraphTest`; `mvn -B -ntp verify -Dzlink.update=true`"
                + " rewrites it.");
        lines.add("A thick arrow is `requires transitive`.");
        lines.add("");
        lines.add("```mermaid");
        lines.add("graph TD");
        for (ModuleDescriptor module : modules) {
            lines.add("    " + module.name());
            module.requires().stream().filter(r -> r.name().startsWith("zlink.")).sorted().forEach(r -> lines.add(
                    "    " + module.name() + (isTransitive(r) ? " ==> " : " --> ") + r.name()));
        }
        lines.add("```");
        for (ModuleDescriptor module : modules) {
            lines.add("");
            lines.add("## " + module.name());
            lines.add("");
            lines.addAll(bullets(module));
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> bullets(ModuleDescriptor module) {
        List<String> bullets = new ArrayList<>();
        module.requires().stream().filter(r -> !r.modifiers().contains(Requires.Modifier.MANDATED)).sorted()
                .map(r -> "- requires " + words(r.modifiers()) + "`" + r.name() + "`").forEach(bullets::add);
        module.exports().stream().sorted().map(e -> "- exports `" + e.source() + "`" + to(e)).forEach(bullets::add);
        module.uses().stream().sorted().map(service -> "- uses `" + service + "`").forEach(bullets::add);
        module.provides().stream().sorted().map(ModuleGraphTest::provides).forEach(bullets::add);
        return bullets.isEmpty() ? List.of("- requires nothing, exports nothing") : bullets;
    }

    private static boolean isTransitive(Requires requires) {
        return requires.modifiers().contains(Requires.Modifier.TRANSITIVE);
    }

    private static String words(Set<Requires.Modifier> modifiers) {
        return modifiers.stream().sorted().map(word -> word.name().toLowerCase(Locale.ROOT) + " ").collect(joining());
    }

    private static String to(Exports exports) {
        return exports.isQualified() ? " to " + quoted(exports.targets()) : "";
    }

    private static String provides(Provides provides) {
        return "- provides `" + provides.service() + "` with " + quoted(provides.providers());
    }

    private static String quoted(Collection<String> names) {
        return names.stream().sorted().map(name -> "`" + name + "`").collect(joining(", "));
    }
}

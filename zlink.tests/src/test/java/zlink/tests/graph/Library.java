package zlink.tests.graph;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;

/** The four published modules, as this test run found them on its module path. */
final class Library {
    /** From the one that needs nothing to the one that nothing needs. */
    static final List<String> MODULES = List.of("zlink.api", "zlink.transport", "zlink.engine", "zlink.patterns");

    /** The directory of the parent's {@code pom.xml}; Maven runs tests in their module's. */
    static final Path ROOT = Path.of("..");

    private Library() { }

    static List<ModuleDescriptor> descriptors() {
        return MODULES.stream().map(name -> resolved(name).reference().descriptor()).toList();
    }

    /** All four, for the option {@code --module-path} or {@code --class-path}. */
    static String path() {
        return MODULES.stream().map(name -> location(name).toString()).collect(joining(File.pathSeparator));
    }

    /** A jar, or the directory of the classes if the module has not been packaged. */
    static Path location(String module) {
        return Path.of(resolved(module).reference().location().orElseThrow());
    }

    /** Names of everything in the module, with slashes. */
    static List<String> resources(String module) {
        try (ModuleReader reader = resolved(module).reference().open(); var names = reader.list()) {
            return names.filter(name -> !name.endsWith("/")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Binary names of the module's top-level types. */
    static List<String> types(String module) {
        return resources(module).stream().filter(name -> name.endsWith(".class") && !name.contains("-info.class"))
                .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .filter(name -> name.indexOf('$') < 0).toList();
    }

    static InputStream open(String module, String resource) throws IOException {
        return ModuleLayer.boot().findModule(module).orElseThrow().getResourceAsStream(resource);
    }

    private static ResolvedModule resolved(String module) {
        return ModuleLayer.boot().configuration().findModule(module)
                .orElseThrow(() -> new IllegalStateException(module + " is not on the module path of this test run"));
    }
}

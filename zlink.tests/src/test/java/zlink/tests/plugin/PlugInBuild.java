package zlink.tests.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The JDK's own tools at work on somebody else's project; each fails with what the tool has said. */
final class PlugInBuild {
    /** The example's project; tests run in the directory of their module. */
    static final Path PROJECT = Path.of("..", "examples", "shared-memory");

    private PlugInBuild() { }

    /** Compiles, without a warning, against the jars or directories on a module path. */
    static void compile(Path classes, String modulePath, List<Path> sources) {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-Xlint:all", "-Werror",
                "--module-path", modulePath, "-d", classes.toString()));
        sources.forEach(source -> arguments.add(source.toString()));
        run("javac", arguments);
    }

    /** Packs what has been compiled, and resources beside it. */
    static void pack(Path jar, Path... directories) {
        List<String> arguments = new ArrayList<>(List.of("--create", "--file", jar.toString()));
        for (Path directory : directories) {
            arguments.addAll(List.of("-C", directory.toString(), "."));
        }
        run("jar", arguments);
    }

    /** Links the modules, their dependencies and the part of the JDK that they need. */
    static void link(Path image, String modulePath, String modules) {
        run("jlink", List.of("--module-path", modulePath, "--add-modules", modules, "--output", image.toString()));
    }

    /** Whether the running JDK has what images are made of; from 24 on one may take it from itself. */
    static boolean canLink() {
        return Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods"))
                || run("jlink", List.of("--help")).contains("Linking from run-time image enabled");
    }

    static List<Path> sourcesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static String run(String tool, List<String> arguments) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int exitCode = ToolProvider.findFirst(tool).orElseThrow()
                .run(writer, writer, arguments.toArray(String[]::new));
        assertThat(exitCode).as("%s %s: %s", tool, arguments, output).isZero();
        return output.toString();
    }
}

package zlink.tests.graph;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/** A user's sources, compiled by the running JDK against the library as it was built. */
final class Compilation {
    private final int exitCode;
    private final String diagnostics;

    private Compilation(int exitCode, String diagnostics) {
        this.exitCode = exitCode;
        this.diagnostics = diagnostics;
    }

    /**
     * Compiles files into {@code directory/classes}.
     *
     * @param sources file names and their content
     */
    static Compilation of(Path directory, Map<String, String> sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-XDrawDiagnostics", "-implicit:none",
                "--module-path", Library.path(), "-d", directory.resolve("classes").toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = directory.resolve("sources").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int exitCode = ToolProvider.findFirst("javac").orElseThrow()
                .run(writer, writer, arguments.toArray(String[]::new));
        return new Compilation(exitCode, output.toString());
    }

    boolean succeeded() {
        return exitCode == 0;
    }

    /** What javac printed: not its prose, which depends on the language, but its keys ({@code compiler.err...}). */
    String diagnostics() {
        return diagnostics;
    }

    /** The lines of the diagnostics that are errors. */
    List<String> errors() {
        return diagnostics.lines().filter(line -> line.contains(": compiler.err.")).toList();
    }
}

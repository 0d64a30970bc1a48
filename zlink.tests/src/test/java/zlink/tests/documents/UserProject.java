package zlink.tests.documents;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/** A directory in which a reader of the documents compiles and runs their code, with nothing but zlink beside it. */
final class UserProject {
    private static final List<String> MODULES =
            List.of("zlink.api", "zlink.transport", "zlink.engine", "zlink.patterns");

    private final Path directory;

    UserProject(Path directory) {
        this.directory = directory;
    }

    /**
     * Compiles source files.
     *
     * @param sources their names and content
     * @return what javac says; nothing if all is well
     */
    String compile(Map<String, String> sources, String pathOption) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-implicit:none", pathOption, library(),
                "-d", directory.resolve("classes").toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = directory.resolve("sources").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        return output.toString();
    }

    /** Runs a program to its end and returns what it printed. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ended in time: " + command).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The classes compiled so far and the library, for {@code --module-path} or {@code --class-path}. */
    String path() {
        return directory.resolve("classes") + File.pathSeparator + library();
    }

    private static String library() {
        return MODULES.stream().map(module -> ModuleLayer.boot().configuration().findModule(module).orElseThrow())
                .map(module -> Path.of(module.reference().location().orElseThrow()).toString())
                .collect(joining(File.pathSeparator));
    }
}

package zlink.benchmarks.libzmq;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The worker that measures libzmq. */
public final class LibzmqProgram {
    private static final String SOURCE = "worker.c";
    private static final String COMPILER = "gcc";

    private LibzmqProgram() {
    }

    /**
     * Compiles the program.
     *
     * @param directory where it goes
     * @return the program
     * @throws MissingLibzmqException if it cannot be compiled here; says what is missing
     */
    public static Path compile(Path directory) throws MissingLibzmqException, InterruptedException {
        return compile(directory, COMPILER);
    }

    static Path compile(Path directory, String compiler) throws MissingLibzmqException, InterruptedException {
        Path source = directory.resolve(SOURCE);
        Path program = directory.resolve("libzmq-worker");
        Path messages = directory.resolve("compiler.txt");
        try (InputStream resource = LibzmqProgram.class.getResourceAsStream(SOURCE)) {
            Files.write(source, resource.readAllBytes());
        } catch (IOException e) {
            throw new MissingLibzmqException("cannot write " + source + ": " + e);
        }
        List<String> command = List.of(compiler, "-O3", "-Wall", "-o", program.toString(), source.toString(), "-lzmq",
                "-lpthread");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(messages.toFile()).start();
            if (process.waitFor() == 0) {
                return program;
            }
            String said = Files.readString(messages, StandardCharsets.UTF_8);
            throw new MissingLibzmqException(said.contains("zmq.h") || said.contains("-lzmq")
                    ? "its headers are not installed (Debian's libzmq3-dev)"
                    : "its program does not compile: "
                            + said.lines().limit(5).collect(Collectors.joining("; ")));
        } catch (IOException e) {
            throw new MissingLibzmqException("there is no " + compiler + " to compile its program with");
        }
    }
}

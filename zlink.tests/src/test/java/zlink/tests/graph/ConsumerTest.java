package zlink.tests.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One program that knows {@code zlink.api} alone, started as its user starts it: from the module path and not. */
@Timeout(30)
class ConsumerTest {
    private static final String MAIN_CLASS = "consumer.Main";

    private static final Map<String, String> PROGRAM = Map.of(
            "module-info.java", """
                    module consumer {
                        requires zlink.api;
                    }
                    """,
            "consumer/Main.java", """
                    package consumer;

                    import zlink.api.Context;
                    import zlink.api.PairSocket;

                    public final class Main {
                        public static void main(String[] arguments) {
                            try (Context context = Context.create();
                                    PairSocket server = context.pair();
                                    PairSocket client = context.pair()) {
                                client.connect(server.bind(arguments[0]).endpoint());
                                client.send("ping");
                                server.send(server.receive().text() + " pong");
                                System.out.print(Main.class.getModule() + ": " + client.receive().text());
                            }
                        }
                    }
                    """);

    @TempDir
    private static Path directory;

    @BeforeAll
    static void compile() throws IOException {
        assertThat(Compilation.of(directory, PROGRAM).diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://consumer"})
    void runsFromTheModulePath(String endpoint) throws Exception {
        String output = java(0, "--module-path", with(Library.path()), "--module", "consumer/" + MAIN_CLASS, endpoint);

        assertThat(output).isEqualTo("module consumer: ping pong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "inproc://consumer"})
    void runsFromTheClassPath(String endpoint) throws Exception {
        String output = java(0, "--class-path", with(Library.path()), MAIN_CLASS, endpoint);

        assertThat(output).startsWith("unnamed module").endsWith(": ping pong");
    }

    @Test
    void withoutAnImplementationTheErrorNamesTheModulesToAdd() throws Exception {
        String output = java(1, "--module-path", with(Library.location("zlink.api").toString()),
                "--module", "consumer/" + MAIN_CLASS, "inproc://consumer");

        assertThat(output).contains("IllegalStateException", "zlink.patterns", "zlink.engine", "zlink.transport");
    }

    private static String with(String library) {
        return directory.resolve("classes") + File.pathSeparator + library;
    }

    private static String java(int exitCode, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ended in time: " + command).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(exitCode);
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }
}

package zlink.tests.plugin;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes talk over {@code shm://} by PAIR, PUB/SUB and ROUTER; all they know of the plug-in is its scheme. */
@Timeout(60) // it compiles, links, and starts processes
class SharedMemoryPlugInTest {
    private static final String MAIN = "talk.Main";

    private static final String MODULE = """
            module talk {
                requires zlink.api;
            }
            """;

    private static final String PROGRAM = """
            package talk;

            import zlink.api.*;

            public final class Main {
                private static final int MESSAGES = 1000;

                public static void main(String[] arguments) {
                    String at = arguments[1];
                    try (Context context = Context.create()) {
                        if (arguments[0].equals("serve")) {
                            serve(context, at);
                        } else {
                            visit(context, at);
                        }
                    }
                }

                private static void serve(Context context, String at) {
                    try (PairSocket pair = context.pair(); XPubSocket pub = context.xpub();
                            RouterSocket router = context.router()) {
                        pair.bind(at + "-pair");
                        pub.bind(at + "-pub");
                        router.bind(at + "-router");
                        for (int i = 0; i < MESSAGES; i++) {
                            pair.send(pair.receive());
                        }
                        pub.receive();
                        pub.send("sports 3:2");
                        pub.send("weather sunny");
                        Message question = router.receive();
                        router.send(question.routingId(), Message.of(question.text(1), "indeed"));
                        System.out.print(Main.class.getModule().isNamed() + " " + pair.receive().text());
                    }
                }

                private static void visit(Context context, String at) {
                    try (PairSocket pair = context.pair(); SubSocket sub = context.sub();
                            DealerSocket dealer = context.dealer()) {
                        pair.connect(at + "-pair");
                        byte[] content = new byte[1000];
                        for (int i = 0; i < MESSAGES; i++) {
                            pair.send(content);
                        }
                        long bytes = 0;
                        for (int i = 0; i < MESSAGES; i++) {
                            bytes += pair.receive().bytes().length;
                        }
                        sub.subscribe("weather");
                        sub.connect(at + "-pub");
                        dealer.connect(at + "-router");
                        dealer.send("question");
                        System.out.print(Main.class.getModule().isNamed() + " " + bytes + " " + sub.receive().text()
                                + " " + dealer.receive().texts());
                        pair.send("bye");
                    }
                }
            }
            """;

    @TempDir
    private static Path directory;

    private static Path plugIn;
    private static Path program;

    @BeforeAll
    @Timeout(60)
    static void build() throws IOException {
        Path classes = directory.resolve("plug-in");
        PlugInBuild.compile(classes, path(location("zlink.api"), location("zlink.transport")),
                PlugInBuild.sourcesOf(PlugInBuild.PROJECT.resolve("src/main/java")));
        plugIn = directory.resolve("acme.sharedmemory.jar");
        PlugInBuild.pack(plugIn, classes, PlugInBuild.PROJECT.resolve("src/main/resources"));

        Path sources = Files.createDirectories(directory.resolve("sources/talk"));
        Path module = Files.writeString(sources.resolveSibling("module-info.java"), MODULE);
        Path main = Files.writeString(sources.resolve("Main.java"), PROGRAM);
        program = directory.resolve("program");
        PlugInBuild.compile(program, path(location("zlink.api")), List.of(module, main));
    }

    @Test
    void twoProcessesTalkFromTheModulePath() throws Exception {
        twoProcessesTalk(true, java(), "--module-path", everything(), "--module", "talk/" + MAIN);
    }

    @Test
    void twoProcessesTalkFromTheClassPath() throws Exception {
        twoProcessesTalk(false, java(), "--class-path", everything(), MAIN);
    }

    @Test
    void twoProcessesTalkInALinkedImage() throws Exception {
        assumeTrue(PlugInBuild.canLink(), "this JDK has neither jmods nor a jlink that does without");
        Path image = directory.resolve("image");
        PlugInBuild.link(image, everything(), "talk,zlink.patterns,acme.sharedmemory");
        twoProcessesTalk(true, image.resolve("bin/java").toString(), "--module", "talk/" + MAIN);
    }

    private static void twoProcessesTalk(boolean modular, String... command) throws Exception {
        String at = "shm://" + directory.resolve(Long.toHexString(System.nanoTime()));
        Path served = directory.resolve("served");
        Path visited = directory.resolve("visited");
        Process server = start(served, "serve", at, command);
        Process visitor = start(visited, "visit", at, command);
        try {
            boolean ended = visitor.waitFor(25, TimeUnit.SECONDS) && server.waitFor(25, TimeUnit.SECONDS);
            assertThat(ended).as("ended in time; visitor: %s; server: %s", Files.readString(visited),
                    Files.readString(served)).isTrue();
            assertThat(visited).hasContent(modular + " 1000000 weather sunny [question, indeed]");
            assertThat(served).hasContent(modular + " bye");
        } finally {
            server.destroyForcibly();
            visitor.destroyForcibly();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(Path::toString)).as("files left behind").noneMatch(file -> ("shm://" + file)
                    .startsWith(at));
        }
    }

    private static Process start(Path output, String role, String at, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(role, at));
        return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String everything() {
        return path(program, plugIn, location("zlink.api"), location("zlink.transport"), location("zlink.engine"),
                location("zlink.patterns"));
    }

    private static String path(Path... elements) {
        return Stream.of(elements).map(Path::toString).collect(joining(File.pathSeparator));
    }

    /** As this test run found it on its module path. */
    private static Path location(String module) {
        return Path.of(ModuleLayer.boot().configuration().findModule(module).orElseThrow()
                .reference().location().orElseThrow());
    }
}

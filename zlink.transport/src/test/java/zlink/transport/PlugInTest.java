package zlink.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Endpoint;

/** Somebody else's jar beside ours, one of whose transports works: found on the class path and on the module path. */
@Timeout(60) // it compiles
class PlugInTest {

    private static final Path API = location(Endpoint.class);
    private static final Path TRANSPORT = location(Transports.class);

    @TempDir
    static Path directory;

    private static Path plugIn;

    @BeforeAll
    static void compile() throws IOException {
        Path sources = Files.createDirectories(directory.resolve("src/acme"));
        write(sources.resolve("AcmeTransport.java"), provider("AcmeTransport", "acme", ""));
        write(sources.resolve("BrokenTransport.java"), provider("BrokenTransport", "broken",
                "public BrokenTransport() { throw new IllegalStateException(\"no licence\"); }"));
        write(sources.resolve("UnreadyTransport.java"), provider("UnreadyTransport", "unready",
                "static final int READY = Integer.parseInt(\"not yet\");"));
        write(sources.resolveSibling("module-info.java"), """
                module acme {
                    requires zlink.transport;
                    provides zlink.transport.spi.TransportProvider
                        with acme.BrokenTransport, acme.UnreadyTransport, acme.AcmeTransport;
                }
                """);
        plugIn = directory.resolve("classes");
        StringWriter output = new StringWriter();
        int result = ToolProvider.findFirst("javac").orElseThrow().run(
                new PrintWriter(output), new PrintWriter(output),
                "-d", plugIn.toString(), "--release", "17", "--module-path", API + ":" + TRANSPORT,
                sources.resolve("AcmeTransport.java").toString(),
                sources.resolve("BrokenTransport.java").toString(),
                sources.resolve("UnreadyTransport.java").toString(),
                sources.resolveSibling("module-info.java").toString());
        assertThat(result).as(output.toString()).isZero();
        write(Files.createDirectories(plugIn.resolve("META-INF/services"))
                .resolve("zlink.transport.spi.TransportProvider"), """
                acme.BrokenTransport
                acme.Nonsense
                acme.UnreadyTransport
                acme.AcmeTransport
                """);
    }

    @Test
    void aPlugInIsFoundOnTheClassPath() throws Throwable {
        URL[] path = {url(API), url(plugIn), url(TRANSPORT)};
        // Any other parent would find the classes of the modules this test runs in.
        try (URLClassLoader loader = new URLClassLoader(path, null)) {
            Class<?> transports = loader.loadClass(Transports.class.getName());
            assertThat(transports.getModule().isNamed()).isFalse();
            Object installed = transports.getMethod("installed").invoke(null);
            assertFound(installed);
            assertThatThrownBy(() -> serving(installed, "nonsense://x")).hasMessageContaining("acme.Nonsense");
        }
    }

    @Test
    void aPlugInIsFoundOnTheModulePath() throws Throwable {
        ModuleLayer boot = ModuleLayer.boot();
        Configuration graph = Configuration.resolveAndBind(ModuleFinder.of(API, TRANSPORT, plugIn),
                List.of(boot.configuration()), ModuleFinder.of(), Set.of("zlink.transport"));
        ModuleLayer.Controller controller = ModuleLayer.defineModulesWithOneLoader(
                graph, List.of(boot), ClassLoader.getPlatformClassLoader());
        Module ours = controller.layer().findModule("zlink.transport").orElseThrow();
        controller.addOpens(ours, "zlink.transport", PlugInTest.class.getModule());
        Class<?> transports = Class.forName(ours, Transports.class.getName());
        assertThat(transports).isNotSameAs(Transports.class);
        assertFound(transports.getMethod("installed").invoke(null));
    }

    private static void assertFound(Object installed) throws Throwable {
        assertThat(installed.getClass().getMethod("schemes").invoke(installed))
                .isEqualTo(Set.of("acme", "ipc", "tcp"));
        assertThat(serving(installed, "acme://x").getClass().getName()).isEqualTo("acme.AcmeTransport");
        assertThatThrownBy(() -> serving(installed, "broken://x"))
                .hasMessageContaining("no transport for broken://, known: [acme, ipc, tcp]; not loaded: ")
                .hasMessageContaining("acme.BrokenTransport").hasMessageContaining("no licence")
                .hasMessageContaining("acme.UnreadyTransport").hasMessageContaining("not yet");
    }

    private static Object serving(Object installed, String endpoint) throws Throwable {
        Class<?> type = Class.forName(Endpoint.class.getName(), true, installed.getClass().getClassLoader());
        try {
            return installed.getClass().getMethod("serving", type)
                    .invoke(installed, type.getMethod("of", String.class).invoke(null, endpoint));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static String provider(String name, String scheme, String extra) {
        return """
                package acme;
                import zlink.api.Endpoint;
                import zlink.api.SocketOptions;
                import zlink.transport.spi.*;
                public final class %s implements TransportProvider {
                    %s
                    @Override public String scheme() { return "%s"; }
                    @Override public void check(Endpoint endpoint, Use use) { }
                    @Override public Listener bind(Endpoint endpoint, SocketOptions options) { return null; }
                    @Override public Connection connect(Endpoint endpoint, SocketOptions options) { return null; }
                }
                """.formatted(name, extra, scheme);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private static Path location(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static URL url(Path path) throws IOException {
        return path.toUri().toURL();
    }
}

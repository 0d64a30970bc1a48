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
import zlink.api.ContextOptions;
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
        Path classes = directory.resolve("classes");
        StringWriter output = new StringWriter();
        int result = ToolProvider.findFirst("javac").orElseThrow().run(
                new PrintWriter(output), new PrintWriter(output),
                "-d", classes.toString(), "--release", "17", "--module-path", API + ":" + TRANSPORT,
                sources.resolve("AcmeTransport.java").toString(),
                sources.resolve("BrokenTransport.java").toString(),
                sources.resolve("UnreadyTransport.java").toString(),
                sources.resolveSibling("module-info.java").toString());
        assertThat(result).as(output.toString()).isZero();
        write(Files.createDirectories(classes.resolve("META-INF/services"))
                .resolve("zlink.transport.spi.TransportProvider"), """
                acme.BrokenTransport
                acme.Nonsense
                acme.UnreadyTransport
                acme.AcmeTransport
                """);
        plugIn = directory.resolve("acme.jar");
        int packed = ToolProvider.findFirst("jar").orElseThrow().run(new PrintWriter(output), new PrintWriter(output),
                "--create", "--file", plugIn.toString(), "-C", classes.toString(), ".");
        assertThat(packed).as(output.toString()).isZero();
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

    @Test
    void aPlugInIsFoundWhereAGivenClassLoaderLooks() throws Throwable {
        assertThat(Transports.installed().schemes()).as("without").doesNotContain("acme");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url(plugIn)}, Transports.class.getClassLoader())) {
            assertFound(Transports.found(ContextOptions.defaults().withTransportsFrom(loader)));
        }
    }

    @Test
    void aPlugInIsFoundInAGivenLayerAndByItsClassLoader() throws Throwable {
        ModuleLayer layer = layer(plugIn);
        assertFound(Transports.found(ContextOptions.defaults().withTransportsFrom(layer)));
        ClassLoader loader = layer.findLoader("acme");
        assertFound(Transports.found(ContextOptions.defaults().withTransportsFrom(loader)));
        assertFound(Transports.found(ContextOptions.defaults().withTransportsFrom(loader).withTransportsFrom(layer)));
    }

    @Test
    void twoPlugInsForOneSchemeAreToldApartByWhereTheyAre() throws Throwable {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url(plugIn)}, Transports.class.getClassLoader())) {
            ContextOptions both = ContextOptions.defaults()
                    .withTransportsFrom(layer(plugIn)).withTransportsFrom(loader);
            assertThatThrownBy(() -> Transports.found(both)).isInstanceOf(IllegalStateException.class)
                    .hasMessage("two transports for acme://: acme.AcmeTransport of module acme and acme.AcmeTransport"
                            + " of " + url(plugIn));
        }
    }

    private static ModuleLayer layer(Path plugIn) {
        ModuleLayer boot = ModuleLayer.boot();
        Configuration graph = boot.configuration()
                .resolveAndBind(ModuleFinder.of(plugIn), ModuleFinder.of(), Set.of("acme"));
        return boot.defineModulesWithOneLoader(graph, Transports.class.getClassLoader());
    }

    private static void assertFound(Object installed) throws Throwable {
        assertThat(installed.getClass().getMethod("schemes").invoke(installed))
                .isEqualTo(Set.of("acme", "ipc", "tcp", "tls", "ws", "wss"));
        assertThat(serving(installed, "acme://x").getClass().getName()).isEqualTo("acme.AcmeTransport");
        assertThatThrownBy(() -> serving(installed, "broken://x"))
                .hasMessageContaining("no transport for broken://, known: [acme, ipc, tcp, tls, ws, wss]; not loaded: ")
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

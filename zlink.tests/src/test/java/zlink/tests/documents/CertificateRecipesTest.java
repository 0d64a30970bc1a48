package zlink.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zlink.api.Context;
import zlink.api.ContextOptions;
import zlink.api.PullSocket;
import zlink.api.PushSocket;
import zlink.api.SocketOption;
import zlink.api.SocketOptions;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Installed;

/** The commands for certificates that the page on TLS has make certificates that zlink takes. */
@Timeout(60)
class CertificateRecipesTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    private final Context context = Context.create(ContextOptions.defaults().withSocketDefaults(
            SocketOptions.defaults().with(SocketOption.LINGER, Duration.ZERO)));

    @BeforeEach
    void needsOpenssl() {
        Installed.program("openssl", "on Debian: apt-get install openssl");
    }

    @AfterEach
    void closeTheContext() {
        context.close();
    }

    /** The commands of all blocks in which the program stands first on a line. */
    private static String commands(String program) throws IOException {
        StringBuilder commands = new StringBuilder();
        for (Page.Block block : Page.of(Page.ROOT.resolve("docs/guide/tls.md")).blocks()) {
            if (block.info().equals("sh") && block.text().startsWith(program)) {
                commands.append(block.text());
            }
        }
        return commands.toString();
    }

    /** Runs them as a reader would, but with this JDK's tools before others. */
    private void run(String commands) throws IOException, InterruptedException {
        File log = directory.resolve("output.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(log);
        builder.environment().merge("PATH", Path.of(System.getProperty("java.home"), "bin").toString(),
                (path, jdk) -> jdk + File.pathSeparator + path);
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"); // keytool is started often
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)).as("ended in time").isTrue();
            assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private SocketOptions server(String certificate, String key) {
        return SocketOptions.defaults().with(SocketOption.TLS_CERTIFICATE_FILE, directory.resolve(certificate))
                .with(SocketOption.TLS_KEY_FILE, directory.resolve(key));
    }

    /** A server with the options is believed by a client that trusts the authority, under both its names. */
    private void assertTrusted(SocketOptions server) {
        PullSocket pull = context.pull(server);
        String port = pull.bind("tls://127.0.0.1:*").endpoint().address().replaceFirst(".*:", "");
        for (String host : List.of("127.0.0.1", "localhost")) {
            PushSocket push = context.push(SocketOptions.defaults()
                    .with(SocketOption.TLS_TRUST_FILE, directory.resolve("ca.pem")));
            push.connect("tls://" + host + ":" + port);
            push.send("to " + host);
            assertThat(pull.receive(Deadline.PATIENCE).orElseThrow(() -> new AssertionError("nothing came"))
                    .text()).isEqualTo("to " + host);
        }
    }

    @Test
    void certificatesOfOpensslAreTaken() throws Exception {
        run(commands("openssl"));

        assertTrusted(server("server.pem", "server-key.pem"));
        assertTrusted(server("server.pem", "server-encrypted.pem").with(SocketOption.TLS_KEY_PASSWORD, "changeit"));
    }

    @Test
    void certificatesOfKeytoolAreTaken() throws Exception {
        run(commands("keytool"));

        assertTrusted(server("server.pem", "server.pem"));
    }
}

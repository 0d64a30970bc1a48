package zlink.tests.documents;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import zlink.api.Endpoint;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Installed;

/** An nginx of our own, which keeps all it writes in one directory and needs no rights. */
final class Nginx implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final String AROUND = """
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path temporary;
                proxy_temp_path temporary;
                fastcgi_temp_path temporary;
                uwsgi_temp_path temporary;
                scgi_temp_path temporary;
            %s
            }
            """;

    private final Process process;

    private Nginx(Process process) {
        this.process = process;
    }

    /**
     * Starts it and waits until it serves; skips the test, or under {@code CI=true} fails it, if there is none.
     *
     * @param directory for its files
     * @param servers what a file in {@code conf.d} has
     * @param served one of the addresses it then serves
     */
    static Nginx start(Path directory, String servers, Endpoint served) throws IOException {
        String program = Installed.program("nginx", "on Debian: apt-get install nginx");
        Path file = Files.writeString(directory.resolve("nginx.conf"), AROUND.formatted(servers));
        Path log = directory.resolve("nginx.log");
        Nginx nginx = new Nginx(new ProcessBuilder(program, "-p", directory + "/", "-e", "stderr", "-c",
                file.toString()).redirectErrorStream(true).redirectOutput(log.toFile()).start());
        try {
            Deadline.await(() -> "nginx serves " + served + "; it says: " + read(log), START, () -> isServed(served));
            return nginx;
        } catch (AssertionError e) {
            nginx.close();
            throw e;
        }
    }

    private static boolean isServed(Endpoint endpoint) {
        int port = Integer.parseInt(endpoint.address().replaceFirst(".*:(\\d+).*", "$1"));
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends it and its workers. */
    @Override
    public void close() {
        process.destroy();
        Deadline.await("nginx has ended", START, () -> !process.isAlive());
    }
}

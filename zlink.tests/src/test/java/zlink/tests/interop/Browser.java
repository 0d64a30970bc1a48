package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zlink.tests.fixture.Deadline;
import zlink.tests.fixture.Installed;

/**
 * Chromium without a screen, driven as W3C WebDriver has it: ChromeDriver takes JSON by HTTP. Scripts return their text
 * percent-encoded, so that no JSON has to be understood.
 */
final class Browser implements AutoCloseable {
    /** Where its log is, and pictures of pages may be put. */
    static final Path ARTEFACTS = Path.of("target", "browser");

    private static final Duration START = Duration.ofSeconds(40);
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final Pattern SESSION = Pattern.compile("\"sessionId\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ELEMENT = Pattern.compile("\"element-[^\"]+\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern VALUE = Pattern.compile("\"value\"\\s*:\\s*\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process driver;
    private final String session;

    private Browser(Process driver, Path log, Certificate trusted) {
        this.driver = driver;
        Deadline.await("ChromeDriver has started; see " + log, START, () -> !group(PORT, read(log)).isEmpty());
        String sessions = "http://127.0.0.1:" + group(PORT, read(log)) + "/session";
        session = sessions + "/" + group(SESSION, post(sessions, """
                {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": [%s]}}}}
                """.formatted(arguments(trusted))));
    }

    /**
     * Starts one, with nothing in it from before; skips the test, or under {@code CI=true} fails it, if there is none.
     *
     * @param directory empty, for what it has to store
     * @param trusted taken from servers whoever has signed it
     */
    static Browser start(Path directory, Certificate trusted) {
        String program = Installed.program("chromedriver", "on Debian: apt-get install chromium chromium-driver");
        try {
            File log = Files.createDirectories(ARTEFACTS).resolve("chromedriver.log").toFile();
            Files.deleteIfExists(log.toPath());
            ProcessBuilder builder = new ProcessBuilder(program, "--port=0").redirectErrorStream(true)
                    .redirectOutput(log);
            builder.environment().put("TMPDIR", directory.toString());
            Process driver = builder.start();
            try {
                return new Browser(driver, log.toPath(), trusted);
            } catch (RuntimeException | AssertionError e) {
                end(driver);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String arguments(Certificate trusted) {
        return Stream.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--ignore-certificate-errors-spki-list=" + keyHash(trusted)).map(Browser::quoted)
                .collect(Collectors.joining(", "));
    }

    private static String keyHash(Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves the page there is for another. */
    void open(String url) {
        post(session + "/url", "{\"url\": " + quoted(url) + "}");
    }

    /** The texts of all elements that a CSS selector finds, in the order of the page. */
    List<String> texts(String selector) {
        String script = "return encodeURIComponent([...document.querySelectorAll(arguments[0])]"
                + ".map(element => element.textContent + '\\n').join(''))";
        String encoded = group(VALUE, post(session + "/execute/sync",
                "{\"script\": " + quoted(script) + ", \"args\": [" + quoted(selector) + "]}"));
        return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8).lines().toList();
    }

    /** The text of the first element that a CSS selector finds. */
    String text(String selector) {
        return texts(selector).get(0);
    }

    /** Types into an input field, and presses Enter. */
    void enter(String selector, String text) {
        String element = group(ELEMENT, post(session + "/element",
                "{\"using\": \"css selector\", \"value\": " + quoted(selector) + "}"));
        char enter = '\uE007';
        post(session + "/element/" + element + "/value", "{\"text\": " + quoted(text + enter) + "}");
    }

    /** Keeps a picture of the page; returns the file. */
    Path keepScreenshot(String name) throws IOException {
        String picture = group(VALUE, send(HttpRequest.newBuilder(URI.create(session + "/screenshot")).GET()));
        return Files.write(ARTEFACTS.resolve(name), Base64.getDecoder().decode(picture));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String post(String uri, String json) {
        return send(HttpRequest.newBuilder(URI.create(uri)).header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(json)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.timeout(START).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError("ChromeDriver says: " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for ChromeDriver", e);
        }
    }

    @Override
    public void close() {
        try {
            send(HttpRequest.newBuilder(URI.create(session)).DELETE());
        } finally {
            end(driver);
        }
    }

    private static void end(Process driver) {
        List<ProcessHandle> processes = Stream.concat(driver.descendants(), Stream.of(driver.toHandle())).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        // So that their files can be removed. A dead process that nobody asks about counts as alive.
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, 2, TimeUnit.SECONDS).join();
    }
}

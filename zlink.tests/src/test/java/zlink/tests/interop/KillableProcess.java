package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import zlink.tests.fixture.Deadline;

/** {@link KillableProgram} in a JVM of its own. */
final class KillableProcess implements AutoCloseable {
    private static final int START_SECONDS = 30;

    private final Process process;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private KillableProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readLines, "killable-lines");
        reader.setDaemon(true);
        reader.start();
    }

    static KillableProcess start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
                "-XX:TieredStopAtLevel=1", "-Xmx256m", "--module-path", System.getProperty("jdk.module.path"),
                "--module", "zlink.tests/" + KillableProgram.class.getName()));
        command.addAll(List.of(arguments));
        try {
            return new KillableProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLines() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
    }

    /** What it printed next. */
    String line() {
        try {
            String line = lines.poll(START_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("the child JVM says nothing; alive: " + process.isAlive());
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the child JVM", e);
        }
    }

    /** Waits until that many messages have gone through. */
    void awaitCount(int count) {
        String line = line();
        while (Integer.parseInt(line) < count) {
            line = line();
        }
    }

    /** Ends it without giving it a chance to say goodbye: SIGKILL. */
    void kill() {
        process.destroyForcibly();
        Deadline.await("the child JVM is dead", () -> !process.isAlive());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package zlink.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import zlink.tests.fixture.Deadline;

/** A process that takes commands as lines of words and answers each by a line: ok and what was asked for, or not ok. */
final class AnsweringProcess implements AutoCloseable {
    private static final String DEAD = "dead";
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final OutputStream commands;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private AnsweringProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        commands = process.getOutputStream();
        Thread reader = new Thread(this::readAnswers, name + "-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it; what it says beside its answers goes where ours does. */
    static AnsweringProcess start(String name, ProcessBuilder builder) {
        try {
            return new AnsweringProcess(name, builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAnswers() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add("error " + e);
        }
        answers.add(DEAD);
    }

    /** Bytes as a word. */
    static String word(byte[] bytes) {
        return "=" + Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes of such a word. */
    static byte[] bytes(String word) {
        return Base64.getDecoder().decode(word.substring(1));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Gives a command and waits for the answer, without its "ok". */
    String ask(String... words) {
        tell(words);
        return answer();
    }

    /** Gives a command whose answer is waited for by {@link #answer}, or never. */
    void tell(String... words) {
        try {
            commands.write((String.join(" ", words) + "\n").getBytes(UTF_8));
            commands.flush();
        } catch (IOException e) {
            throw new AssertionError("the " + name + " process takes no commands: " + e.getMessage(), e);
        }
    }

    /** Waits for the next answer. */
    String answer() {
        String line;
        try {
            line = answers.poll(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the " + name + " process", e);
        }
        if (line == null || line.equals(DEAD)) {
            close(); // what it says later would be taken for the answer to something else
            throw new AssertionError("the " + name + " process " + (line == null ? "does not answer" : "has ended"));
        }
        if (!line.startsWith("ok")) {
            throw new AssertionError("the " + name + " process says: " + line);
        }
        return line.substring(2).strip();
    }

    /** Ends the process without giving it a chance to say goodbye: SIGKILL. */
    void kill() {
        process.destroyForcibly();
        Deadline.await("the " + name + " process is dead", () -> !process.isAlive());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

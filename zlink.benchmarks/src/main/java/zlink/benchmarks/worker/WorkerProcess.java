package zlink.benchmarks.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.measure.Outcome;

/** A worker at work, seen from outside. It is waited for no longer than it may take. */
public final class WorkerProcess implements AutoCloseable {
    private static final long TICK_MS = 100;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Process process;
    private final Duration limit;
    private final BooleanSupplier stop;
    private final PrintWriter orders;
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>(); // empty: there are no more

    private WorkerProcess(Process process, Duration limit, BooleanSupplier stop) {
        this.process = process;
        this.limit = limit;
        this.stop = stop;
        this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(this::read, "answers");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a worker; does not wait until it is ready.
     *
     * @param limit how long it may take to become ready, or for a measurement
     * @param stop whether waiting should end at once, by a {@link CancellationException}
     */
    public static WorkerProcess start(ProcessBuilder command, Duration limit, BooleanSupplier stop)
            throws WorkerFailedException {
        try {
            return new WorkerProcess(command.redirectError(ProcessBuilder.Redirect.INHERIT).start(), limit, stop);
        } catch (IOException e) {
            throw new WorkerFailedException("does not start: " + e.getMessage());
        }
    }

    /** Waits until it is ready; returns what it measures. */
    public String awaitReady() throws WorkerFailedException, InterruptedException {
        return answer(Worker.READY);
    }

    /** Has an order followed. */
    public Outcome perform(Order order) throws WorkerFailedException, InterruptedException {
        tell(order.line());
        String answer = outcome();
        try {
            return Outcome.parse(answer);
        } catch (IllegalArgumentException e) {
            throw new WorkerFailedException("answers \"" + answer + "\": " + e.getMessage());
        }
    }

    /** Gives it an order, in a line; {@link #outcome} waits for what comes of it. */
    public void tell(String order) {
        orders.println(order);
    }

    /** Waits for the outcome of the oldest order that has none yet. */
    public String outcome() throws WorkerFailedException, InterruptedException {
        return answer(Worker.OUTCOME);
    }

    /** The rest of the next line that says this; others are a library's talk. */
    private String answer(String beginning) throws WorkerFailedException, InterruptedException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (true) {
            if (stop.getAsBoolean()) {
                throw new CancellationException();
            }
            Optional<String> line = answers.poll(TICK_MS, TimeUnit.MILLISECONDS);
            if (line == null) {
                if (System.nanoTime() > deadlineNs) {
                    throw new WorkerFailedException("does not answer for " + limit.toSeconds() + " s");
                }
            } else if (line.isEmpty()) {
                throw ended();
            } else if (line.get().startsWith(beginning)) {
                return line.get().substring(beginning.length());
            } else if (line.get().startsWith(Worker.FAILED)) {
                throw new WorkerFailedException(line.get().substring(Worker.FAILED.length()));
            }
        }
    }

    /** Ctrl-C reaches workers as well, and may reach them before this program hears of it. */
    private WorkerFailedException ended() throws InterruptedException {
        process.waitFor(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        for (int i = 0; i < 5; i++) {
            if (stop.getAsBoolean()) {
                throw new CancellationException();
            }
            TimeUnit.MILLISECONDS.sleep(TICK_MS);
        }
        return new WorkerFailedException("ended by itself"
                + (process.isAlive() ? "" : " with status " + process.exitValue()));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(Optional.of(line));
            }
        } catch (IOException closed) {
            // as good as its end
        }
        answers.add(Optional.empty());
    }

    /** Ends it whatever it does. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Ends it: by the end of its orders, or else by force. */
    @Override
    public void close() {
        orders.close();
        try {
            if (!process.waitFor(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package zlink.benchmarks.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import zlink.benchmarks.measure.Lane;
import zlink.benchmarks.measure.Lanes;
import zlink.benchmarks.measure.Measurement;
import zlink.benchmarks.measure.Order;
import zlink.benchmarks.measure.Outcome;
import zlink.benchmarks.run.Crew;
import zlink.benchmarks.run.RunFailedException;
import zlink.benchmarks.run.ThreadDump;
import zlink.benchmarks.scenario.Peer;

/**
 * The program that measures one peer: says that it is ready, answers each order with an outcome, ends with its input.
 *
 * <p>It also ends after a failure: what is left of one must not be measured.
 */
public final class Worker {
    /** Begins the line by which a worker says what it measures. */
    public static final String READY = "ready ";
    /** Begins the line of an outcome. */
    public static final String OUTCOME = "outcome ";
    /** Begins the line that says what went wrong. */
    public static final String FAILED = "failed ";

    private static final Duration ABORT_LIMIT = Duration.ofSeconds(2);

    private final Lanes lanes;
    private final Duration limit;
    private final PrintStream out;

    Worker(Lanes lanes, Duration limit, PrintStream out) {
        this.lanes = lanes;
        this.limit = limit;
        this.out = out;
    }

    /**
     * The program.
     *
     * @param arguments the peer's name in {@link Peer} and the seconds a measurement may take
     * @throws Exception if that is wrong, or the input cannot be read
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Lanes lanes = JavaPeers.of(Peer.valueOf(arguments[0]));
        boolean well = new Worker(lanes, Duration.ofSeconds(Long.parseLong(arguments[1])), out)
                .serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        System.exit(well ? 0 : 1); // a library's thread that hangs must not keep the program alive
    }

    /** Follows orders until there are no more; returns whether all went well. */
    boolean serve(BufferedReader orders) throws IOException, InterruptedException {
        return serve(lanes.name(), orders, out, line -> perform(Order.parse(line)).line());
    }

    /** What a worker does for an order. */
    @FunctionalInterface
    public interface Work {

        /** Does it and returns what came of it, in a line. */
        String perform(String order) throws RunFailedException, InterruptedException;
    }

    /**
     * Follows any kind of orders until there are no more.
     *
     * @param name what is measured
     * @return whether all went well
     */
    public static boolean serve(String name, BufferedReader orders, PrintStream out, Work work)
            throws IOException, InterruptedException {
        out.println(READY + name);
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            try {
                out.println(OUTCOME + work.perform(line));
            } catch (RunFailedException | RuntimeException e) {
                out.println(FAILED + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                return false;
            }
        }
        return true;
    }

    private Outcome perform(Order order) throws RunFailedException, InterruptedException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        AtomicReference<List<Lane>> opened = new AtomicReference<>();
        try {
            Crew opener = new Crew(() -> { });
            opener.start("opener", () -> opened.set(lanes.open(order.setup())));
            opener.await(deadlineNs);
            Outcome outcome = new Measurement(order, opened.get()).perform(new Crew(() -> { }), deadlineNs);
            Crew closer = new Crew(() -> { });
            closer.start("close", () -> opened.get().forEach(Lane::close));
            closer.await(deadlineNs);
            return outcome;
        } catch (RunFailedException e) {
            System.err.println(order + ": " + e.getMessage());
            if (e.getCause() != null) {
                e.getCause().printStackTrace();
            } else {
                System.err.println(ThreadDump.take()); // nothing was thrown, so something hangs
            }
            if (opened.get() != null) {
                System.err.println(Measurement.state(opened.get()));
            }
            abort(opened.get());
            throw e;
        }
    }

    /** As far as it goes; the process ends soon. */
    private static void abort(List<Lane> lanes) throws InterruptedException {
        if (lanes != null) {
            Crew closer = new Crew(() -> { });
            closer.start("abort", () -> lanes.forEach(Lane::abort));
            try {
                closer.await(System.nanoTime() + ABORT_LIMIT.toNanos());
            } catch (RunFailedException e) {
                System.err.println("closing at once does not work either: " + e.getMessage());
            }
        }
    }
}

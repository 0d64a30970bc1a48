package zlink.benchmarks.stress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import zlink.benchmarks.program.Program;
import zlink.benchmarks.program.ProgressStyle;
import zlink.benchmarks.run.Bodies;
import zlink.benchmarks.run.RunResult;
import zlink.benchmarks.scenario.Pattern;
import zlink.benchmarks.scenario.Transport;

/** Goes through the cases, shows how it goes and reports. */
public final class Stress {
    private static final int CLEAN = 0;
    private static final int NOT_CLEAN = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(10); // with threads that are on their way out
    private static final Duration LINE_EVERY = Duration.ofSeconds(30);
    /** Collecting garbage takes time; what is left behind can be found a little later as well. */
    private static final int CASES_PER_COLLECTION = 50;

    private final Options options;
    private final Plan plan;
    private final BooleanSupplier stop;
    private final PrintStream out;
    private final Score score = new Score();
    private Leftovers leftovers;
    private int number; // of cases done
    private Duration lineAt = LINE_EVERY;

    Stress(Options options, BooleanSupplier stop, PrintStream out) {
        this.options = options;
        this.plan = new Plan(options);
        this.stop = stop;
        this.out = out;
    }

    /**
     * The program.
     *
     * @param arguments see {@code --help}
     * @throws Exception never: nobody interrupts the main thread
     */
    public static void main(String[] arguments) throws Exception {
        Program.run(arguments, CommandLine.HELP,
                (given, stop, out) -> new Stress(CommandLine.parse(given), stop, out).run());
    }

    /** Does everything; returns the status to exit with. */
    int run() throws InterruptedException {
        boolean stopped = false;
        try {
            openWhatStaysOpen();
            leftovers = Leftovers.sinceNow(PATIENCE);
            if (options.only().isPresent()) {
                number = options.only().get() - 1;
                perform(plan.drawn(options.only().get()), "");
            } else if (options.soak().isPresent()) {
                soak(options.soak().get());
            } else {
                rounds();
            }
            lookForLeftovers("the end", true);
        } catch (CancellationException asked) {
            stopped = true;
        }
        score.report(out);
        if (stopped) {
            out.println("It was stopped before the end.");
        }
        return score.isClean() && !stopped ? CLEAN : NOT_CLEAN;
    }

    /** The JDK opens some things at their first use and keeps them. */
    private void openWhatStaysOpen() throws InterruptedException {
        for (Transport transport : options.transports()) {
            new StreamCase(Pattern.PAIR, Bodies.MIN_BYTES, 1, Consumer.STEADY, new Hardship(transport, true, 1, false),
                    options.timeout()).perform(received -> { });
        }
        if (Threads.hasVirtual()) {
            new CrowdCase(CrowdCase.Sockets.PAIR, 1, 1, 1, 1, Bodies.MIN_BYTES, Threads.VIRTUAL,
                    new Hardship(Transport.INPROC, true, 1, false), 1, options.timeout()).perform(received -> { });
        }
    }

    private void soak(Duration time) throws InterruptedException {
        out.println("Soak of " + time + ", seed " + options.seed() + ", on Java " + Runtime.version());
        while (score.elapsed().compareTo(time) < 0) {
            perform(plan.drawn(number + 1),
                    "; again: ./stress --seed " + options.seed() + " --only " + (number + 1)
                            + " and the same lists");
        }
    }

    private void rounds() throws InterruptedException {
        for (int round = 1; round <= options.rounds(); round++) {
            List<Case> cases = plan.matrix(round);
            out.println("Round " + round + " of " + options.rounds() + ": " + cases.size() + " cases, on Java "
                    + Runtime.version());
            for (Case next : cases) {
                perform(next, "");
            }
        }
    }

    private void perform(Case next, String again) throws InterruptedException {
        Optional<RunResult.Failure> failure = next.perform(received -> {
            if (stop.getAsBoolean()) {
                throw new CancellationException();
            }
        });
        number++;
        score.add(next, failure.isEmpty());
        failure.ifPresent(why -> {
            out.println("NOT COMPLETE: case " + number + ", " + next + ": " + why.reason() + again);
            why.evidence().lines().forEach(line -> out.println("    " + line));
            out.flush();
        });
        lookForLeftovers("case " + number + ", " + next, number % CASES_PER_COLLECTION == 0);
        if (options.progress() == ProgressStyle.LINES && score.elapsed().compareTo(lineAt) >= 0) {
            lineAt = score.elapsed().plus(LINE_EVERY);
            out.println(score.line() + "; last: " + next);
            out.flush();
        }
    }

    private void lookForLeftovers(String after, boolean memoryToo) {
        leftovers.look(memoryToo).ifPresent(what -> {
            score.addLeftover();
            out.println("LEFT BEHIND after " + after + ": " + what);
            leftovers = Leftovers.sinceNow(PATIENCE); // once is enough
        });
    }
}

package zlink.benchmarks.run;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import zlink.benchmarks.link.Link;
import zlink.benchmarks.link.LinkOpener;
import zlink.benchmarks.run.RunResult.Failure;

/** Does one run after the other, each on a fresh link, and comes back from each, whatever the link does. */
public final class Runner {
    /** Closing is bounded by one second of linger; what takes much longer will never end. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final Duration STATE_LIMIT = Duration.ofSeconds(2);
    private static final Duration DISMISS_LIMIT = Duration.ofSeconds(2);

    private final LinkOpener opener;
    private final Duration limit;

    /**
     * Prepares runs.
     *
     * @param opener makes the links
     * @param limit how long each run may take, from opening the link on
     */
    public Runner(LinkOpener opener, Duration limit) {
        this.opener = opener;
        this.limit = limit;
    }

    /**
     * Does a run.
     *
     * @param watcher told now and then how many messages have been received; what it throws ends the run and is
     *     thrown on
     * @return what has become of it, also if it failed or hung
     * @throws InterruptedException if the calling thread is interrupted; the run's link is closed then
     */
    public RunResult execute(Run run, LongConsumer watcher) throws InterruptedException {
        Attempt attempt = new Attempt(run, watcher);
        boolean clean = false;
        try {
            Measured measured = attempt.perform();
            clean = true;
            return RunResult.complete(run, measured);
        } catch (RunFailedException e) {
            String reason = attempt.reason(e);
            String evidence = attempt.evidence(e);
            clean = true;
            return RunResult.failed(run, new Failure(reason, evidence + attempt.cleanUp()));
        } finally {
            if (!clean) {
                attempt.cleanUp();
            }
        }
    }

    /** A run under way. All but the fields' contents is for the supervising thread. */
    private final class Attempt {
        private final Run run;
        private final LongConsumer watcher;
        private final long deadlineNs = System.nanoTime() + limit.toNanos();
        private final AtomicReference<Link> link = new AtomicReference<>();
        private Optional<Trial> trial = Optional.empty();
        private Crew crew = new Crew(this::tick);

        Attempt(Run run, LongConsumer watcher) {
            this.run = run;
            this.watcher = watcher;
        }

        private void tick() {
            watcher.accept(trial.map(Trial::progress).orElse(0L));
        }

        Measured perform() throws RunFailedException, InterruptedException {
            crew.start("opener", () -> {
                link.set(opener.open(run.cell()));
                Greeting.exchange(link.get());
            });
            crew.await(deadlineNs);
            Trial work = Trial.of(run, link.get());
            trial = Optional.of(work);
            crew = new Crew(this::tick);
            crew.start("far", work::far);
            crew.start("near", work::near);
            crew.await(deadlineNs);
            watched("close", CLOSE_LIMIT, link.get()::close);
            return work.measured();
        }

        String reason(RunFailedException failure) {
            return failure.getMessage() + trial.map(work -> "; " + work.progress() + " or some more were received")
                    .orElse("; before the first message");
        }

        /** The stack of what was thrown; of every thread if nothing was, since then one of them hangs. */
        String evidence(RunFailedException failure) throws InterruptedException {
            StringWriter stacks = new StringWriter();
            if (failure.getCause() == null) {
                stacks.append(ThreadDump.take());
            } else {
                failure.getCause().printStackTrace(new PrintWriter(stacks, true));
            }
            return state() + "\n\n" + stacks;
        }

        /** Sockets that hang may hang here as well. */
        private String state() throws InterruptedException {
            if (link.get() == null) {
                return "there is no link yet";
            }
            AtomicReference<String> state = new AtomicReference<>();
            try {
                watched("state", STATE_LIMIT, () -> state.set(link.get().state()));
                return state.get();
            } catch (RunFailedException e) {
                return "the sockets do not say how they are: " + e.getMessage();
            }
        }

        /** Sets the run's threads free and sees that none is left behind; returns what is wrong with that. */
        String cleanUp() throws InterruptedException {
            StringBuilder trouble = new StringBuilder();
            if (link.get() != null) {
                try {
                    watched("abort", CLOSE_LIMIT, link.get()::abort);
                } catch (RunFailedException e) {
                    trouble.append("\nclosing at once does not work either: ").append(e.getMessage());
                }
            }
            List<String> left = crew.dismiss(DISMISS_LIMIT);
            if (!left.isEmpty()) {
                trouble.append("\nneither closing nor interrupting ends these threads: ").append(left);
            }
            return trouble.toString();
        }

        private static void watched(String name, Duration limit, Crew.Task task)
                throws RunFailedException, InterruptedException {
            Crew watched = new Crew(() -> { });
            watched.start(name, task);
            watched.await(System.nanoTime() + limit.toNanos());
        }
    }
}

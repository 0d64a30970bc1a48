package zlink.benchmarks.stress;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongConsumer;
import zlink.api.Context;
import zlink.api.Socket;
import zlink.benchmarks.run.Crew;
import zlink.benchmarks.run.RunFailedException;
import zlink.benchmarks.run.RunResult;
import zlink.benchmarks.run.ThreadDump;

/** A context and a crew of threads that use it; comes back whatever they do. For the supervising thread. */
final class Bout {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
    private static final Duration STATE_LIMIT = Duration.ofSeconds(2);
    private static final Duration DISMISS_LIMIT = Duration.ofSeconds(5);

    private final Play play;
    private final Context context = Context.create();
    private final Crew crew;

    /** What happens in a bout. */
    interface Play {

        /** Opens sockets and starts the threads that use them. */
        List<Socket> begin(Context context, Crew crew) throws Exception;

        /** How many messages have been received so far, roughly; any thread. */
        long received();

        /**
         * All threads have ended.
         *
         * @throws RunFailedException naming what is missing or too much
         */
        void judge() throws RunFailedException;
    }

    private Bout(Play play, ThreadFactory threads, LongConsumer watcher) {
        this.play = play;
        this.crew = new Crew(() -> watcher.accept(play.received()), threads);
    }

    /** Plays; returns what went wrong, if something did. */
    static Optional<RunResult.Failure> of(Play play, Duration limit, ThreadFactory threads, LongConsumer watcher)
            throws InterruptedException {
        return new Bout(play, threads, watcher).play(System.nanoTime() + limit.toNanos());
    }

    private Optional<RunResult.Failure> play(long deadlineNs) throws InterruptedException {
        List<Socket> sockets = new ArrayList<>();
        boolean clean = false;
        try {
            begin(sockets);
            crew.await(deadlineNs);
            play.judge();
            watched("close", CLOSE_LIMIT, context::close);
            clean = true;
            return Optional.empty();
        } catch (RunFailedException e) {
            String evidence = evidence(e, sockets);
            clean = true;
            return Optional.of(new RunResult.Failure(e.getMessage() + "; " + play.received()
                    + " or some more were received", evidence + cleanUp()));
        } finally {
            if (!clean) {
                cleanUp();
            }
        }
    }

    private void begin(List<Socket> sockets) throws RunFailedException {
        try {
            sockets.addAll(play.begin(context, crew));
        } catch (Exception e) {
            throw new RunFailedException("cannot begin: " + e, e);
        }
    }

    /** The stack of what was thrown; of every thread if nothing was, since then one of them hangs. */
    private static String evidence(RunFailedException failure, List<Socket> sockets) throws InterruptedException {
        StringWriter text = new StringWriter();
        try {
            watched("state", STATE_LIMIT, () -> sockets.forEach(socket -> describe(socket, text)));
        } catch (RunFailedException e) {
            text.append("the sockets do not say how they are: ").append(e.getMessage());
        }
        text.append('\n');
        if (failure.getCause() == null) {
            text.append(ThreadDump.take());
        } else {
            failure.getCause().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    private static void describe(Socket socket, StringWriter text) {
        text.append(socket.type() + " " + socket.statistics()).append('\n');
        if (!socket.isClosed()) {
            socket.connections().forEach(connection -> text.append("  ").append(connection.toString()).append('\n'));
        }
    }

    private String cleanUp() throws InterruptedException {
        String trouble = "";
        try {
            watched("abort", CLOSE_LIMIT, () -> context.close(Duration.ZERO));
        } catch (RunFailedException e) {
            trouble += "\nclosing at once does not work either: " + e.getMessage();
        }
        List<String> left = crew.dismiss(DISMISS_LIMIT);
        return left.isEmpty() ? trouble : trouble + "\nneither closing nor interrupting ends these threads: " + left;
    }

    private static void watched(String name, Duration limit, Crew.Task task)
            throws RunFailedException, InterruptedException {
        Crew watched = new Crew(() -> { });
        watched.start(name, task);
        watched.await(System.nanoTime() + limit.toNanos());
    }
}

package zlink.engine.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;

/** Threads of a test, all gone at its end; what one of them throws, the test throws. */
public final class Crew implements AutoCloseable {

    /** Work whose failure is the test's. */
    public interface Work {
        void run() throws Exception;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final List<CompletableFuture<Void>> outcomes = new ArrayList<>();

    /** Starts a thread. */
    public Thread start(Work work) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            task.run();
            try {
                outcome.complete(task.get());
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        }, "test-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        outcomes.add(outcome);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        for (CompletableFuture<Void> outcome : outcomes) {
            try {
                Until.done(outcome);
            } catch (Exception e) {
                throw new AssertionError("a thread of the test failed", e);
            }
        }
    }
}

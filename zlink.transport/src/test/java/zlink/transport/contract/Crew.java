package zlink.transport.contract;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads of one test. Closing it ends them, and what they wait for. */
final class Crew implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "crew");
        thread.setDaemon(true);
        return thread;
    });

    /** What a member of the crew does. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    Future<Void> start(Task task) {
        return threads.submit(() -> {
            task.run();
            return null;
        });
    }

    /** Waits for all of them; the first failure is the test's. */
    @SafeVarargs
    final void join(Future<Void>... tasks) throws Exception {
        Deadline deadline = Deadline.waitingFor("a thread of the test");
        for (Future<Void> task : tasks) {
            deadline.get(task);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

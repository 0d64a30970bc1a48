package zlink.engine.monitor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A context's event threads: they run what may call user code, so that I/O threads never do.
 *
 * <p>Started when there is something to run, at most {@value #MOST_THREADS}, gone when idle. A task that throws is
 * logged. Tasks are never refused: one that comes after {@link #close} gets a thread to itself, so that whoever waits
 * for it does not wait for ever.
 */
public final class EventExecutor implements Executor, AutoCloseable {
    private static final int MOST_THREADS = 4;
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 1;
    private static final Logger LOG = System.getLogger(EventExecutor.class.getPackageName());

    private final ThreadFactory threads;
    private final String namePrefix;
    private final AtomicInteger started = new AtomicInteger();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet(); // each thread adds and removes itself
    private final ThreadPoolExecutor pool;

    /**
     * Describes the threads; none is started yet.
     *
     * @param threads makes them, as daemons if they are to hold up nobody
     * @param namePrefix of their names, which go on with a hyphen and a number
     */
    public EventExecutor(ThreadFactory threads, String namePrefix) {
        this.threads = Objects.requireNonNull(threads, "threads");
        this.namePrefix = Objects.requireNonNull(namePrefix, "namePrefix");
        this.pool = new ThreadPoolExecutor(MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), this::thread, (late, ignored) -> thread(late).start());
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(new Logged(task));
    }

    /**
     * Ends the threads once they have run what was asked for, waiting for that at most {@value #CLOSE_SECONDS} s and
     * not at all on one of them. Idempotent.
     */
    @Override
    public void close() {
        pool.shutdown();
        if (!running.contains(Thread.currentThread())) {
            try {
                pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // they end without us
            }
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = threads.newThread(() -> {
            running.add(Thread.currentThread());
            try {
                work.run();
            } finally {
                running.remove(Thread.currentThread());
            }
        });
        thread.setName(namePrefix + "-" + started.getAndIncrement());
        return thread;
    }

    private record Logged(Runnable task) implements Runnable {
        Logged {
            Objects.requireNonNull(task, "task");
        }

        @Override
        public void run() {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "an event task failed", e);
            }
        }
    }
}

package zlink.engine.async;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a task on an executor: never twice at once, and at least once after every call of {@link #schedule}.
 *
 * <p>What happened before a call of {@code schedule} happens before the run it asks for, also where it finds one asked
 * for already: both sides exchange the state, and an exchange sees the one before it.
 */
public final class SerialTask {

    private enum State { IDLE, ASKED_FOR, RUNNING }

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final Executor executor;
    private final Runnable task;
    private final Runnable turn = this::run; // once, so that scheduling allocates nothing here

    /**
     * Names the task and where it runs.
     *
     * @param executor must not refuse tasks
     * @param task one turn of the work; bounded, so that it calls {@link #schedule} itself if there is more
     */
    public SerialTask(Executor executor, Runnable task) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.task = Objects.requireNonNull(task, "task");
    }

    /** Asks for a run from now on. Any thread, never waits. */
    public void schedule() {
        if (state.getAndSet(State.ASKED_FOR) == State.IDLE) {
            executor.execute(turn);
        }
    }

    private void run() {
        state.getAndSet(State.RUNNING);
        try {
            task.run();
        } finally {
            if (!state.compareAndSet(State.RUNNING, State.IDLE)) {
                executor.execute(turn); // asked for again meanwhile; behind the others who wait for a thread
            }
        }
    }
}

package zlink.engine.pipe;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Pipes that woke up and wait to be noticed: pushed from any thread, taken all at once by whoever holds the side's
 * lock. A pipe is in it at most once, because only one wake-up per sleep pushes it; links are in the pipes, so
 * nothing is allocated. Tested by PipeRaces.Stack in zlink.races.
 */
public final class PipeStack {
    private final AtomicReference<Pipe> top = new AtomicReference<>();
    private final boolean writers;

    /** A stack of pipes to read from, or of pipes to write to. */
    public PipeStack(boolean writers) {
        this.writers = writers;
    }

    /** Adds a pipe. */
    public void push(Pipe pipe) {
        Pipe below;
        do {
            below = top.get();
            link(pipe, below);
        } while (!top.compareAndSet(below, pipe));
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return top.get() == null;
    }

    /** Takes all, linked from the last pushed to the first; go on with {@link #next}. */
    public Pipe takeAll() {
        return top.get() == null ? null : top.getAndSet(null);
    }

    /** The pipe pushed before this one, which is unlinked so that it can be pushed again. */
    public Pipe next(Pipe pipe) {
        Pipe below = writers ? pipe.nextInWriterStack : pipe.nextInStack;
        link(pipe, null);
        return below;
    }

    private void link(Pipe pipe, Pipe below) {
        if (writers) {
            pipe.nextInWriterStack = below;
        } else {
            pipe.nextInStack = below;
        }
    }
}

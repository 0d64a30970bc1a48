package zlink.engine.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import zlink.api.Message;

/**
 * The future of one receive.
 *
 * <p>Whoever completes it from outside (a user, a time-out) first withdraws it from its queue. That fails once the
 * queue has claimed it to take a message for it, and then the outsider is too late: so no message is taken in vain.
 */
final class PendingReceive extends CompletableFuture<Message> {
    private static final long LONGEST_WAIT_NS = 1_000_000;

    private final ReceiveQueue queue;
    private final boolean nested;
    private Thread claimant; // set when claimed, before anybody else can see that

    /** Waits in a queue; {@code nested} if the caller's stack is too deep for its continuation. */
    PendingReceive(ReceiveQueue queue, boolean nested) {
        this.queue = queue;
        this.nested = nested;
    }

    /** The calling thread will complete it. */
    void claim() {
        claimant = Thread.currentThread();
    }

    /**
     * Waits until it is complete, for the few instructions between its claim and that; its continuations run after it.
     * A thread that claimed it itself does not wait: it was called by an executor that runs tasks at once.
     */
    void awaitDone() {
        if (claimant == Thread.currentThread()) {
            return;
        }
        for (int looks = 0; !isDone(); looks++) {
            if (looks < 100) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // the claimant was descheduled: give it the core
            }
        }
    }

    /**
     * Gives a caller whose stack is deep the time to attach its continuation: if the future were complete by then, it
     * would run on that stack after all.
     */
    void awaitContinuation() {
        if (nested) {
            long startNs = System.nanoTime();
            while (getNumberOfDependents() == 0 && System.nanoTime() - startNs < LONGEST_WAIT_NS) {
                Thread.yield();
            }
        }
    }

    void received(Message message) {
        super.complete(message);
    }

    void failed(Throwable reason) {
        super.completeExceptionally(reason);
    }

    // ---- completed from outside -------------------------------------------------------------------------------------

    @Override
    public boolean complete(Message value) {
        return queue.withdraw(this) && super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable reason) {
        return queue.withdraw(this) && super.completeExceptionally(reason);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return queue.withdraw(this) && super.cancel(mayInterruptIfRunning) || isCancelled();
    }

    @Override
    public void obtrudeValue(Message value) {
        queue.withdraw(this);
        super.obtrudeValue(value);
    }

    @Override
    public void obtrudeException(Throwable reason) {
        queue.withdraw(this);
        super.obtrudeException(reason);
    }

    @Override
    public CompletableFuture<Message> completeAsync(Supplier<? extends Message> supplier, Executor executor) {
        executor.execute(() -> { // the inherited one goes past complete()
            try {
                complete(supplier.get());
            } catch (RuntimeException | Error e) {
                completeExceptionally(new CompletionException(e));
            }
        });
        return this;
    }
}

package zlink.engine.async;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import zlink.api.ClosedException;
import zlink.api.Message;
import zlink.engine.poll.Pollable;
import zlink.engine.poll.ReadinessListener;
import zlink.engine.sync.SocketLock;

/**
 * Futures that wait for messages, first come, first served.
 *
 * <p>A task on the executor serves one future: it claims the first, takes a message for it, both under the lock, then
 * starts another task if more wait, and completes the future outside the lock. So continuations, which run as part of
 * completing, hold up nobody; and futures become complete in their order all the same, because each waits until the one
 * before it, already claimed by a running thread, is. A lock rather than something cleverer: a cancellation has to know
 * for sure whether it came before the message.
 */
final class ReceiveQueue implements ReadinessListener {
    /** So many receives in a row that find a message are followed by a look at the depth of the stack. */
    private static final int RECEIVES_PER_LOOK = 32;
    private static final int DEEPEST_STACK = 512;

    private final Supplier<Optional<Message>> tryReceive;
    private final Pollable socket;
    private final Executor events;
    private final Runnable server = this::serve;
    private final AtomicBoolean started = new AtomicBoolean(); // whether a task is on its way
    private final SocketLock lock = new SocketLock();

    // Guarded by lock.
    private final Deque<PendingReceive> waiting = new ArrayDeque<>();
    private PendingReceive claimed; // the last one; null if none was
    private boolean closed;
    private int foundAtOnce;

    private volatile boolean anyWaiting; // written under lock, before the socket is asked to call

    ReceiveQueue(Supplier<Optional<Message>> tryReceive, Pollable socket, Executor events) {
        this.tryReceive = tryReceive;
        this.socket = socket;
        this.events = events;
    }

    CompletionStage<Message> receive() {
        PendingReceive pending;
        boolean serveNow;
        lock.lock();
        try {
            if (closed) {
                throw closedException();
            }
            boolean nested = isNested();
            if (waiting.isEmpty() && (claimed == null || claimed.isDone()) && !nested) {
                Optional<Message> message = tryReceive.get();
                if (message.isPresent()) {
                    foundAtOnce++;
                    return CompletableFuture.completedFuture(message.get());
                }
            }
            pending = new PendingReceive(this, nested);
            serveNow = enqueue(pending);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            lock.unlock();
        }
        if (serveNow) {
            start();
        }
        return pending;
    }

    /** Fails all that wait and all that come, on the executor. */
    void close() {
        lock.lock();
        closed = true;
        lock.unlock();
        start();
    }

    /** Takes back a future that waits; returns whether it still did. */
    boolean withdraw(PendingReceive pending) {
        lock.lock();
        try {
            boolean waited = waiting.remove(pending);
            anyWaiting = !waiting.isEmpty();
            return waited;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void receivable() {
        if (anyWaiting) {
            start();
        }
    }

    @Override
    public void sendable() { }

    private void start() {
        if (!started.getAndSet(true)) {
            events.execute(server);
        }
    }

    /**
     * Whether the caller's stack is deep. A continuation that receives again nests where messages are always there:
     * then one in many has to start from the bottom of an event thread's stack.
     */
    private boolean isNested() {
        if (foundAtOnce < RECEIVES_PER_LOOK) {
            return false;
        }
        foundAtOnce = 0;
        return StackWalker.getInstance().walk(frames -> frames.skip(DEEPEST_STACK).findAny().isPresent());
    }

    /** Puts it last; returns whether a message is there. If not, the socket calls when one comes. */
    private boolean enqueue(PendingReceive pending) {
        waiting.add(pending);
        anyWaiting = true;
        try {
            // Where others wait already, the socket has been asked to call or a task is about to look.
            return waiting.size() == 1 && socket.prepareToReceive();
        } catch (RuntimeException e) {
            waiting.remove(pending);
            throw e;
        }
    }

    // ---- on the executor --------------------------------------------------------------------------------------------

    private void serve() {
        started.getAndSet(false); // before looking: what comes from now on starts another task
        PendingReceive next;
        PendingReceive before;
        Message message = null;
        RuntimeException failure = null;
        boolean more;
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return;
            }
            try {
                message = take();
                if (message == null) {
                    return;
                }
            } catch (RuntimeException e) {
                failure = e;
                closed |= e instanceof ClosedException;
            }
            next = waiting.remove();
            next.claim();
            before = claimed;
            claimed = next;
            more = !waiting.isEmpty();
            anyWaiting = more;
        } finally {
            lock.unlock();
        }
        if (more) {
            start();
        }
        if (before != null) {
            before.awaitDone();
        }
        next.awaitContinuation();
        try {
            if (failure != null) {
                next.failed(failure);
            } else {
                next.received(message);
            }
        } finally {
            forget(next);
        }
    }

    private void forget(PendingReceive done) {
        lock.lock();
        if (claimed == done) {
            claimed = null; // or its message would live until the next one
        }
        lock.unlock();
    }

    /** Takes a message; null if there is none, and then the socket calls when one comes. */
    private Message take() {
        for (;;) {
            if (closed) {
                throw closedException();
            }
            Optional<Message> message = tryReceive.get();
            if (message.isPresent()) {
                return message.get();
            }
            if (!socket.prepareToReceive()) {
                return null;
            }
        }
    }

    private static ClosedException closedException() {
        return new ClosedException("the socket is closed");
    }
}

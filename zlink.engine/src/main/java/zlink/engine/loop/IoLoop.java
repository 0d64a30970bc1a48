package zlink.engine.loop;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import zlink.transport.spi.Readiness;

/**
 * A thread that serves the connections no caller is serving: handshakes, timers, blocked writes, reads while the
 * application is busy.
 *
 * <p>One turn: whatever the selector reports, then requests from other threads, timers, ticks of connections with a
 * batch under way. Each source does a bounded amount of work when it is called.
 *
 * <p><b>Falling asleep.</b> The loop publishes that it sleeps, looks for requests once more, and only then selects;
 * a requester publishes its request with a full fence and then looks whether the loop sleeps. Exactly one requester
 * wakes it. Tested by LoopRaces in zlink.races.
 */
public final class IoLoop implements Runnable {
    private static final Logger LOG = System.getLogger(IoLoop.class.getName());

    private static final int AWAKE = 0;
    private static final int SELECTING = 1;
    private static final int PARKED = 2;

    /** A tick sooner than this is waited for without looking at channels: a selector counts in milliseconds. */
    private static final long PRECISE_NS = 2_000_000L;

    /** Work without a look at anything else for longer than this is reported as a stall. */
    private static final long STALL_NS = 100_000_000L;

    private final Selector selector;
    private Thread thread;            // changed by step() only
    private final LongSupplier clock; // null for the system's
    private final StallListener stallListener;
    private final Timers timers = new Timers();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(8 * 1024);

    private final AtomicReference<LoopTask> requested = new AtomicReference<>();
    private final ConcurrentLinkedQueue<Runnable> submitted = new ConcurrentLinkedQueue<>();
    private final Deque<Runnable> thisTurn = new ArrayDeque<>(); // loop thread only
    private final AtomicInteger sleep = new AtomicInteger(AWAKE);
    private volatile boolean stopping; // set once by stop()
    private volatile int sources;      // written by the loop, read to balance

    private List<Ticking> ticking = new ArrayList<>();     // loop thread only
    private List<Ticking> stillTicking = new ArrayList<>(); // loop thread only
    private long nextTickNs;                                // loop thread only
    private boolean dispatching;                            // loop thread only: a channel was ready since the wait
    private long dispatchedNs;                              // loop thread only: when the first was
    private final Consumer<SelectionKey> dispatch = this::selected;
    private final Consumer<SelectionKey> dispatchAwake = key -> {
        sleep.setOpaque(AWAKE); // spares requesters a system call
        selected(key);
    };

    /** Hears of turns that took too long. */
    public interface StallListener {

        /** So long the loop worked without looking for more to do; what it waited does not count. On the loop. */
        void stalled(String loop, long durationNs);
    }

    /** A loop with a thread of its own, not started yet. */
    public IoLoop(String name, ThreadFactory threads, StallListener stallListener) throws IOException {
        this.stallListener = stallListener;
        this.clock = null;
        this.thread = threads.newThread(this); // the user's factory may fail; nothing is open yet
        this.thread.setName(name);
        this.selector = Selector.open();
        Defects.prepare();
    }

    /** A loop in a time of its own, whose thread need not be started: then it does nothing but in {@link #step}. */
    IoLoop(LongSupplier clock, StallListener stallListener) throws IOException {
        this.selector = Selector.open();
        this.stallListener = stallListener;
        this.clock = clock;
        this.thread = new Thread(this, "timeless");
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Gives back what a loop holds that will never be started. */
    public void abandon() {
        stop();
        run();
    }

    /** Ends the loop after the turn under way. Any thread. */
    public void stop() {
        stopping = true;
        wake();
    }

    /** Waits until the thread has ended; not on the loop itself. */
    public void join() {
        boolean interrupted = false;
        while (thread.isAlive() && !isCurrent()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // stopping is bounded; the caller sees the interrupt afterwards
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the calling thread is the loop's. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** The time, as of {@link System#nanoTime}. Any thread. */
    public long nanoTime() {
        return clock == null ? System.nanoTime() : clock.getAsLong();
    }

    /** Does something on the loop, soon; at once if this is the loop. Any thread. */
    public void execute(Runnable action) {
        if (isCurrent()) {
            action.run();
        } else {
            submit(action);
        }
    }

    /** Does something on the loop in a later turn. Any thread. */
    public void submit(Runnable action) {
        submitted.add(action);
        wake();
    }

    /** What it serves, roughly; to give new sources to the loop that has fewest. Any thread. */
    public int sources() {
        return sources;
    }

    // ---- loop thread only ------------------------------------------------------------------------------------------

    /** Timers of this loop. */
    public Timers timers() {
        return timers;
    }

    /** A direct buffer whose content does not outlive a call. */
    public ByteBuffer scratch() {
        return scratch.clear();
    }

    /** Watches a listener or connection, at first for nothing. */
    public Watch watch(Readiness readiness, ReadySource source) throws IOException {
        return new Watch(this, selector, readiness, source);
    }

    /** Looks at something every batch delay until it has had enough. */
    public void tick(Ticking source) {
        long atNs = nanoTime() + source.tickNs();
        if (ticking.isEmpty() || atNs - nextTickNs < 0) {
            nextTickNs = atNs;
        }
        ticking.add(source);
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                turn();
            }
            runRequests(); // closing tasks that came with the stop
        } catch (ClosedSelectorException e) {
            LOG.log(Level.DEBUG, "selector closed", e);
        } finally {
            try {
                selector.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "closing the selector failed", e);
            }
        }
    }

    /**
     * One turn on the calling thread, which is the loop's meanwhile; does not wait.
     *
     * @return whether nothing was asked for meanwhile that the next turn would do
     */
    boolean step() throws IOException {
        Thread own = thread;
        thread = Thread.currentThread();
        try {
            work(nanoTime());
            selector.selectNow(dispatch);
            return requested.get() == null && submitted.isEmpty();
        } finally {
            thread = own;
        }
    }

    private void work(long startNs) {
        runRequests();
        try {
            timers.fire(startNs);
        } catch (RuntimeException | Error e) {
            survive(e);
        }
        runTicks(startNs);
    }

    /**
     * One turn. Its work begins with the first channel that the wait before it found ready, for channels are served
     * inside the call that waits for them; so neither is the waiting measured nor each channel.
     */
    private void turn() {
        long startNs = nanoTime();
        long workingSinceNs = dispatching ? dispatchedNs : startNs;
        dispatching = false;
        work(startNs);
        long nowNs = nanoTime();
        if (nowNs - workingSinceNs > STALL_NS) {
            stallListener.stalled(thread.getName(), nowNs - workingSinceNs);
        }
        try {
            waitForWork(nowNs);
        } catch (IOException e) {
            Defects.log(LOG, "select failed, trying again", e);
            LockSupport.parkNanos(10_000_000L); // no busy loop whatever the kernel says
        }
        sources = selector.keys().size();
    }

    /** How many actions wait to be run. Any thread. */
    int submittedActions() {
        return submitted.size();
    }

    /** Whether it waits or is about to, and has to be woken for a request. Any thread. */
    boolean isAsleep() {
        return sleep.get() != AWAKE;
    }

    private void waitForWork(long nowNs) throws IOException {
        if (!ticking.isEmpty() && nextTickNs - nowNs < PRECISE_NS) {
            if (selector.selectNow(dispatch) == 0) {
                long left = Math.min(nextTickNs - nowNs, timers.untilNext(nowNs));
                if (left > 0 && fallAsleep(PARKED)) {
                    LockSupport.parkNanos(this, left);
                    sleep.set(AWAKE);
                }
            }
            return;
        }
        long untilTimer = timers.untilNext(nowNs);
        if (!ticking.isEmpty()) {
            untilTimer = Math.min(untilTimer, nextTickNs - nowNs);
        }
        if (untilTimer == 0 || !fallAsleep(SELECTING)) {
            selector.selectNow(dispatch);
            return;
        }
        // Rounded up: a timer that fires a millisecond late costs less than a turn that finds nothing due.
        long timeoutMs = untilTimer == Long.MAX_VALUE ? 0 : untilTimer / 1_000_000 + 1;
        try {
            selector.select(dispatchAwake, timeoutMs);
        } finally {
            sleep.set(AWAKE);
        }
    }

    private boolean fallAsleep(int how) {
        sleep.set(how);
        if (requested.get() != null || !submitted.isEmpty() || stopping) {
            sleep.set(AWAKE);
            return false;
        }
        return true;
    }

    private void wake() {
        int state = sleep.get();
        if (state != AWAKE && sleep.compareAndSet(state, AWAKE)) {
            if (state == SELECTING) {
                selector.wakeup();
            } else {
                LockSupport.unpark(thread);
            }
        }
    }

    void push(LoopTask task) {
        LoopTask below;
        do {
            below = requested.get();
            task.nextTask = below;
        } while (!requested.compareAndSet(below, task));
        if (below == null) {
            wake();
        }
    }

    private void runRequests() {
        for (Runnable action = submitted.poll(); action != null; action = submitted.poll()) {
            thisTurn.add(action); // what these submit is for the next turn
        }
        for (Runnable action = thisTurn.poll(); action != null; action = thisTurn.poll()) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                survive(e);
            }
        }
        LoopTask task = requested.get() == null ? null : requested.getAndSet(null);
        LoopTask inOrder = null;
        while (task != null) {
            LoopTask below = task.nextTask;
            task.nextTask = inOrder;
            inOrder = task;
            task = below;
        }
        while (inOrder != null) {
            LoopTask next = inOrder.nextTask;
            inOrder.nextTask = null;
            try {
                inOrder.run();
            } catch (RuntimeException | Error e) {
                survive(e);
            }
            inOrder = next;
        }
    }

    private void runTicks(long nowNs) {
        if (ticking.isEmpty() || nextTickNs - nowNs > 0) {
            return;
        }
        List<Ticking> due = ticking;
        ticking = stillTicking;
        for (int i = 0; i < due.size(); i++) {
            Ticking source = due.get(i);
            try {
                if (source.tick()) {
                    ticking.add(source);
                }
            } catch (RuntimeException | Error e) {
                survive(e);
            }
        }
        due.clear();
        stillTicking = due;
        long soonestNs = Long.MAX_VALUE;
        for (int i = 0; i < ticking.size(); i++) {
            soonestNs = Math.min(soonestNs, ticking.get(i).tickNs());
        }
        nextTickNs = nowNs + soonestNs;
    }

    private void selected(SelectionKey key) {
        if (!dispatching) {
            dispatching = true;
            dispatchedNs = nanoTime();
        }
        try {
            ((Watch) key.attachment()).ready();
        } catch (RuntimeException | Error e) {
            survive(e);
        }
    }

    /**
     * One source's failure is not the others': a defect of ours costs what it was doing, never the loop. No more do
     * memory that has run out, or a class that cannot be loaded because descriptors have.
     */
    private void survive(Throwable defect) {
        Defects.log(LOG, "defect in " + thread.getName() + ", going on", defect);
    }
}

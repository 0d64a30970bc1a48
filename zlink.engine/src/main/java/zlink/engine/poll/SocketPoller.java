package zlink.engine.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import zlink.api.ClosedException;
import zlink.api.InterruptedOperationException;
import zlink.api.Poller;
import zlink.api.Socket;
import zlink.engine.sync.Timeout;

/**
 * Waits until any of many sockets is ready, at a cost that grows with those that are.
 *
 * <p>The thread that waits looks at two kinds of registrations only: those that were ready at its last look, which are
 * in the hot list and stay there for as long as they are ready (that makes the poller level-triggered), and those that
 * somebody pushed onto the {@link ReadyStack} since. Any other one was found not ready, so its socket has promised to
 * push it. The hot list is also the result, so a wait allocates nothing.
 *
 * <p>Before it parks it publishes itself and looks at the stack again, while whoever pushes looks for it afterwards;
 * both orders are sequentially consistent, so one of them sees the other and no wake-up is lost. A push wakes only the
 * thread that is about to park, and once: a burst costs one wake-up. Tested by PollRaces in zlink.races.
 *
 * <p>A socket that is closed is reported once more, as ready for whatever its registration waits for, and its
 * registration ends with that: who then receives or sends gets the {@link ClosedException}, and who does not, does not
 * spin. An interrupt ends every call that may wait, even if sockets are ready, so that a busy loop can be stopped; one
 * that only looks, with a timeout of zero, ignores it.
 */
public final class SocketPoller implements Poller {
    private static final int LEAST_SPINS = 16;
    private static final int MOST_SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 1024 : 0;

    /** Where a wake-up could get lost on the way to sleep; tests step in here. */
    enum Gap { BEFORE_PUBLISHING, BEFORE_LOOKING_AGAIN, BEFORE_PARKING }

    private final Runnable onClose;
    private final Consumer<Gap> gaps;
    private final ConcurrentMap<Socket, PollRegistration> registrations = new ConcurrentHashMap<>();
    private final ReadyStack pushed = new ReadyStack();
    private final AtomicReference<Thread> parking = new AtomicReference<>(); // set before parking, taken by who wakes
    private final AtomicBoolean waiting = new AtomicBoolean();   // whether a thread is inside await
    private final AtomicBoolean wakeAsked = new AtomicBoolean(); // kept for the next await if nobody waits
    private final AtomicBoolean closed = new AtomicBoolean();

    // Waiting thread only; handed from one to the next through waiting.
    private final List<PollRegistration> hot = new ArrayList<>();
    private final List<Registration> result = Collections.unmodifiableList(hot);
    private int spins = LEAST_SPINS; // adapts: many while spinning pays, few when it does not

    /**
     * Opens a poller.
     *
     * @param onClose called once, when it is closed
     */
    public SocketPoller(Runnable onClose) {
        this(onClose, gap -> { });
    }

    SocketPoller(Runnable onClose, Consumer<Gap> gaps) {
        this.onClose = Objects.requireNonNull(onClose, "onClose");
        this.gaps = gaps;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ClosedException if the poller or the socket is closed
     */
    @Override
    public PollRegistration register(Socket socket, Interest interest, Object attachment) {
        PollRegistration registration = new PollRegistration(this, socket, interest, attachment);
        ensureOpen();
        if (socket.isClosed()) {
            throw new ClosedException("a closed " + socket.type() + " socket cannot be registered with a poller");
        }
        if (registrations.putIfAbsent(socket, registration) != null) {
            throw new IllegalArgumentException(socket + " is registered with this poller already: change its interest");
        }
        registration.listen();
        if (closed.get()) {
            registration.remove();
            registration.stopListening(); // close may have removed it before it listened
        }
        ensureOpen();
        lookAt(registration);
        return registration;
    }

    /** {@inheritDoc} Waits for the socket with itself as attachment. */
    @Override
    public PollRegistration register(Socket socket, Interest interest) {
        return register(socket, interest, socket);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if another thread waits already
     */
    @Override
    public List<Registration> await(Duration timeout) {
        return await(Timeout.nanos(timeout));
    }

    @Override
    public List<Registration> await() {
        return await(Long.MAX_VALUE);
    }

    /** Makes the wait under way, or the next one if there is none, return at once with what is ready, if anything. */
    public void wakeUp() {
        wakeAsked.set(true);
        wakeWaiting();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            wakeWaiting();
            registrations.values().forEach(PollRegistration::remove);
            onClose.run();
        }
    }

    @Override
    public String toString() {
        return "poller of " + registrations.size() + " sockets";
    }

    // ---- any thread -------------------------------------------------------------------------------------------------

    /** Has the waiting thread look at a registration; called under sockets' locks. */
    void lookAt(PollRegistration registration) {
        if (registration.enqueue()) {
            pushed.push(registration);
            wakeWaiting();
        }
    }

    void forget(PollRegistration registration) {
        registrations.remove(registration.socket(), registration);
    }

    private void wakeWaiting() {
        if (parking.get() != null) {
            Thread parked = parking.getAndSet(null);
            if (parked != null) {
                LockSupport.unpark(parked);
            }
        }
    }

    private void ensureOpen() {
        if (closed.get()) {
            throw new ClosedException("the poller is closed");
        }
    }

    // ---- waiting thread ---------------------------------------------------------------------------------------------

    private List<Registration> await(long timeoutNs) {
        if (!waiting.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread waits in this poller: give each thread its own");
        }
        try {
            if (timeoutNs > 0) {
                checkInterrupt();
            }
            if (!look() && timeoutNs > 0) {
                spin();
                if (!look()) {
                    park(timeoutNs);
                }
            }
            return result;
        } finally {
            waiting.set(false);
        }
    }

    private void park(long timeoutNs) {
        long startNs = System.nanoTime();
        for (;;) {
            gaps.accept(Gap.BEFORE_PUBLISHING);
            parking.set(Thread.currentThread());
            gaps.accept(Gap.BEFORE_LOOKING_AGAIN);
            try {
                if (pushed.isEmpty() && !closed.get() && !wakeAsked.get()) {
                    gaps.accept(Gap.BEFORE_PARKING);
                    if (timeoutNs == Long.MAX_VALUE) {
                        LockSupport.park(this);
                    } else {
                        LockSupport.parkNanos(this, timeoutNs - (System.nanoTime() - startNs));
                    }
                }
            } finally {
                parking.set(null);
            }
            checkInterrupt();
            if (look()) {
                return;
            }
            if (timeoutNs != Long.MAX_VALUE && System.nanoTime() - startNs >= timeoutNs) {
                return;
            }
        }
    }

    private void spin() {
        int left = Math.min(spins, MOST_SPINS);
        while (left > 0 && pushed.isEmpty()) {
            Thread.onSpinWait();
            left--;
        }
        spins = left > 0 ? Math.min(2 * spins, MOST_SPINS) : Math.max(spins / 2, LEAST_SPINS);
    }

    /** Looks at everything hot or pushed; returns whether the wait is over. */
    private boolean look() {
        for (PollRegistration next = pushed.takeAll(); next != null;) {
            PollRegistration registration = next;
            next = registration.dequeue();
            if (!registration.hot) {
                registration.hot = true;
                hot.add(registration);
            }
        }
        keepReady();
        ensureOpen();
        boolean woken = wakeAsked.get() && wakeAsked.getAndSet(false);
        return woken || !hot.isEmpty();
    }

    /** Leaves in the hot list, in their order, those that are ready. */
    private void keepReady() {
        int size = hot.size();
        int seen = 0;
        int kept = 0;
        try {
            while (seen < size) {
                PollRegistration registration = hot.get(seen);
                boolean ready = registration.look();
                seen++;
                if (ready) {
                    hot.set(kept++, registration);
                } else {
                    registration.hot = false;
                }
            }
        } finally { // also if a look failed: then those not seen stay
            while (seen < size) {
                hot.set(kept++, hot.get(seen++));
            }
            for (int i = size; i > kept; i--) {
                hot.remove(i - 1);
            }
        }
    }

    private void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedOperationException("interrupted while waiting in a poller");
        }
    }
}

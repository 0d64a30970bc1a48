package zlink.engine.async;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One subscriber of a publisher: takes an item from the source only for a request, and signals one thing at a time on
 * an executor.
 *
 * <p>A subscriber that throws is logged and counts as cancelled. A request of zero or less ends the subscription with
 * an {@link IllegalArgumentException}. An item that was taken when {@link #cancel} came is still signalled, so that it
 * is not lost.
 *
 * <p>Source: Reactive Streams 1.0.4, sections 1 and 3.
 */
public final class DemandSubscription<T> implements Flow.Subscription {

    /** Where items come from. Asked by one thread at a time, but for {@link #released}. */
    public interface Source<T> {

        /** Takes an item; null if there is none: then {@link #wake} is called when one comes. */
        T poll();

        /** Whether no item will ever come again; what is still queued counts. */
        boolean isExhausted();

        /** The subscription has ended, however that came about. Called once, by any thread. */
        void released();
    }

    private enum State { STARTING, ACTIVE, ENDED }

    private static final Logger LOG = System.getLogger(DemandSubscription.class.getPackageName());
    private static final int ITEMS_PER_TURN = 256;

    private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);
    private final AtomicLong demand = new AtomicLong();
    private final AtomicReference<IllegalArgumentException> badRequest = new AtomicReference<>();
    private final Source<T> source;
    private final SerialTask turns;
    private Flow.Subscriber<? super T> subscriber; // set at the start; turns only from then on; null after the end

    /** Describes the subscription; {@link #start} follows. */
    public DemandSubscription(Flow.Subscriber<? super T> subscriber, Source<T> source, Executor executor) {
        this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
        this.source = source;
        this.turns = new SerialTask(executor, this::turn);
    }

    /** Tells the subscriber of its subscription, on the calling thread; nothing else is signalled before that ends. */
    public void start() {
        try {
            subscriber.onSubscribe(this);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        state.compareAndSet(State.STARTING, State.ACTIVE);
        turns.schedule();
    }

    /** Refuses a subscriber: it gets a subscription that does nothing and then the error. */
    public static void refuse(Flow.Subscriber<?> subscriber, Throwable reason) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) { }

            @Override
            public void cancel() { }
        });
        subscriber.onError(reason);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badRequest.compareAndSet(null, new IllegalArgumentException("requested " + n + " items, 1 is the least"));
        } else {
            demand.getAndAccumulate(n, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        }
        turns.schedule();
    }

    @Override
    public void cancel() {
        if (end()) {
            turns.schedule(); // forgets the subscriber
        }
    }

    /** Looks at the source again: an item may be there, or the end. Any thread, never waits. */
    public void wake() {
        turns.schedule();
    }

    /** Whether an item would be signalled at once. */
    public boolean wantsItems() {
        return demand.get() > 0 && state.get() != State.ENDED;
    }

    private boolean end() {
        if (state.getAndSet(State.ENDED) == State.ENDED) {
            return false;
        }
        source.released();
        return true;
    }

    // ---- turns, one at a time ---------------------------------------------------------------------------------------

    private void turn() {
        if (state.get() == State.STARTING) {
            return; // start() comes back
        }
        try {
            for (int i = 0; i < ITEMS_PER_TURN; i++) {
                if (!signalOne()) {
                    return;
                }
            }
            turns.schedule();
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            if (state.get() == State.ENDED) {
                subscriber = null;
            }
        }
    }

    /** Signals the next thing; returns whether another may follow at once. */
    private boolean signalOne() {
        if (state.get() == State.ENDED) {
            return false;
        }
        if (badRequest.get() != null) {
            fail(badRequest.get());
            return false;
        }
        T item = null;
        if (demand.get() > 0) {
            try {
                item = source.poll();
            } catch (RuntimeException e) {
                fail(e);
                return false;
            }
        }
        if (item == null) {
            if (source.isExhausted() && end()) {
                subscriber.onComplete();
            }
            return false;
        }
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
        }
        subscriber.onNext(item);
        return true;
    }

    private void fail(Throwable reason) {
        if (end()) {
            subscriber.onError(reason);
        }
    }

    private void failed(Throwable thrown) {
        end();
        LOG.log(Level.WARNING, "a subscriber threw and is not told of anything any more", thrown);
    }
}

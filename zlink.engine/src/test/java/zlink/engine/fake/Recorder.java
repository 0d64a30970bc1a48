package zlink.engine.fake;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A subscriber that notes what it is told and checks that it is told one thing at a time. */
public class Recorder<T> implements Flow.Subscriber<T> {
    private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();
    private volatile Flow.Subscription subscription; // set once, by onSubscribe

    /** The end without an error, among the signals. */
    public static final String COMPLETE = "complete";

    /** Waits for the next item, error or end. */
    public final Object next() throws InterruptedException {
        return Until.next(signals);
    }

    /** Signals not looked at yet. */
    public final int waiting() {
        return signals.size();
    }

    public final int overlaps() {
        return overlaps.get();
    }

    public final void request(long n) {
        subscription.request(n);
    }

    public final void cancel() {
        subscription.cancel();
    }

    @Override
    public final void onSubscribe(Flow.Subscription given) {
        subscription = given;
        alone(this::subscribed);
    }

    @Override
    public final void onNext(T item) {
        alone(() -> {
            signals.add(item);
            took(item);
        });
    }

    @Override
    public final void onError(Throwable reason) {
        alone(() -> signals.add(reason));
    }

    @Override
    public final void onComplete() {
        alone(() -> signals.add(COMPLETE));
    }

    /** What else the test does with its subscription. */
    protected void subscribed() { }

    /** What else the test does with an item. */
    protected void took(T item) { }

    private void alone(Runnable work) {
        if (inside.getAndIncrement() != 0) {
            overlaps.incrementAndGet();
        }
        try {
            work.run();
        } finally {
            inside.decrementAndGet();
        }
    }
}

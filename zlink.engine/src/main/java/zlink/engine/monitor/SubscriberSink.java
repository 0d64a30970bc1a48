package zlink.engine.monitor;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import zlink.api.MonitorEvent;
import zlink.engine.async.DemandSubscription;

/** Signals a subscriber as many events as it requests; the others wait in its queue, which drops the oldest. */
final class SubscriberSink implements EventSink, DemandSubscription.Source<MonitorEvent> {
    private final EventQueue queue;
    private final Consumer<EventSink> onReleased;
    private final DemandSubscription<MonitorEvent> subscription;

    SubscriberSink(Flow.Subscriber<? super MonitorEvent> subscriber, EventQueue queue, Executor executor,
            Consumer<EventSink> onReleased) {
        this.queue = queue;
        this.onReleased = onReleased;
        this.subscription = new DemandSubscription<>(subscriber, this, executor);
    }

    void start() {
        subscription.start();
    }

    @Override
    public void offer(MonitorEvent event) {
        queue.offer(event);
        if (subscription.wantsItems()) {
            subscription.wake();
        }
    }

    @Override
    public void end() {
        queue.end();
        subscription.wake();
    }

    @Override
    public MonitorEvent poll() {
        return queue.poll();
    }

    @Override
    public boolean isExhausted() {
        return queue.isExhausted();
    }

    @Override
    public void released() {
        onReleased.accept(this);
    }
}

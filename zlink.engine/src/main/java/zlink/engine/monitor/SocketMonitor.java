package zlink.engine.monitor;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import zlink.api.MonitorEvent;
import zlink.api.MonitorHandle;
import zlink.api.MonitorListener;

/**
 * One socket's monitor: takes the engine's events and has the event threads tell whoever listens.
 *
 * <p>Every listener has a queue of its own, so that a slow one loses its own oldest events and holds up nobody. Events
 * of one connection are emitted by one thread at a time and reach every listener in that order. The last event each
 * listener gets is {@link MonitorEvent.MonitorStopped}.
 */
public final class SocketMonitor {
    private static final EventSink[] NOBODY = {};
    private static final EventSink[] STOPPED = {}; // another one, for its identity

    private final Executor events;
    private final int queueLength;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicReference<EventSink[]> sinks = new AtomicReference<>(NOBODY); // copied on write

    /**
     * Nobody listens yet.
     *
     * @param events runs the listeners, on several threads if one is not to hold up another; must not refuse tasks
     * @param queueLength most events that wait for one listener, at least 1
     */
    public SocketMonitor(Executor events, int queueLength) {
        if (queueLength < 1) {
            throw new IllegalArgumentException("a queue of " + queueLength + " events; 1 is the least");
        }
        this.events = Objects.requireNonNull(events, "events");
        this.queueLength = queueLength;
    }

    /** Whether anybody listens: if not, an event need not even be made. One volatile read. */
    public boolean isActive() {
        return sinks.get().length != 0;
    }

    /** Tells everybody who listens, later and elsewhere. Any thread, never waits. */
    public void emit(MonitorEvent event) {
        for (EventSink sink : sinks.get()) {
            sink.offer(event);
        }
    }

    /** Tells a listener from now on; one that comes after the end gets {@link MonitorEvent.MonitorStopped} at once. */
    public MonitorHandle add(MonitorListener listener) {
        Objects.requireNonNull(listener, "listener");
        EventSink sink = new ListenerSink(listener, queue(), events);
        enter(sink);
        return new Registration(this, sink, listener);
    }

    private record Registration(SocketMonitor monitor, EventSink sink, MonitorListener listener)
            implements MonitorHandle {
        @Override
        public void close() {
            monitor.leave(sink);
            sink.end();
        }

        @Override
        public String toString() {
            return "monitoring by " + listener;
        }
    }

    /**
     * The same events, for any number of subscribers, each from its subscription on.
     *
     * <p>What is not requested waits, up to the length of the queue. {@link MonitorEvent.MonitorStopped} is the last
     * item, and {@code onComplete} follows it.
     */
    public Flow.Publisher<MonitorEvent> publisher() {
        return subscriber -> {
            SubscriberSink sink = new SubscriberSink(subscriber, queue(), events, this::leave);
            enter(sink);
            sink.start();
        };
    }

    /** Events that listeners have lost so far because they were slow. */
    public long dropped() {
        return dropped.get();
    }

    /** Nothing is emitted any more: everybody is told of what was, and then of the end. Idempotent. */
    public void stop() {
        for (EventSink sink : sinks.getAndSet(STOPPED)) {
            sink.end();
        }
    }

    private EventQueue queue() {
        return new EventQueue(queueLength, dropped);
    }

    private void enter(EventSink sink) {
        for (;;) {
            EventSink[] before = sinks.get();
            if (before == STOPPED) {
                sink.end();
                return;
            }
            EventSink[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = sink;
            if (sinks.compareAndSet(before, after)) {
                return;
            }
        }
    }

    private void leave(EventSink sink) {
        for (;;) {
            EventSink[] before = sinks.get();
            int at = Arrays.asList(before).indexOf(sink);
            if (at < 0) {
                return;
            }
            EventSink[] after = NOBODY;
            if (before.length > 1) {
                after = Arrays.copyOf(before, before.length - 1);
                System.arraycopy(before, at + 1, after, at, before.length - 1 - at);
            }
            if (sinks.compareAndSet(before, after)) {
                return;
            }
        }
    }
}

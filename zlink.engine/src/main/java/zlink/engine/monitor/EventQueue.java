package zlink.engine.monitor;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import zlink.api.MonitorEvent;
import zlink.api.MonitorEvent.MonitorStopped;
import zlink.engine.sync.SpinLock;

/** The events that wait for one listener. When it is full the oldest is dropped and counted. Any thread. */
final class EventQueue {

    private enum State { OPEN, ENDED }

    private final SpinLock lock = new SpinLock();
    private final int capacity;
    private final AtomicLong dropped; // shared by a socket's queues

    // Guarded by lock.
    private final Deque<MonitorEvent> events = new ArrayDeque<>();
    private State state = State.OPEN;

    EventQueue(int capacity, AtomicLong dropped) {
        this.capacity = capacity;
        this.dropped = dropped;
    }

    /** Adds an event, unless the last one has been. */
    void offer(MonitorEvent event) {
        lock.lock();
        try {
            if (state == State.OPEN) {
                if (events.size() == capacity) {
                    events.poll();
                    dropped.incrementAndGet();
                }
                events.add(event);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds the last event, for which there is always room. Idempotent. */
    void end() {
        MonitorStopped last = new MonitorStopped(Instant.now());
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.ENDED;
                events.add(last);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest event; null if there is none. */
    MonitorEvent poll() {
        lock.lock();
        try {
            return events.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last event has been taken. */
    boolean isExhausted() {
        lock.lock();
        try {
            return state == State.ENDED && events.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}

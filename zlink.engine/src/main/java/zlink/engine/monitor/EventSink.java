package zlink.engine.monitor;

import zlink.api.MonitorEvent;

/** Where a monitor's events go. Any thread, never waits. */
sealed interface EventSink permits ListenerSink, SubscriberSink {

    /** Takes note of an event, to tell of it later. */
    void offer(MonitorEvent event);

    /** Tells of what was noted, then of the end, and then of nothing. Idempotent. */
    void end();
}

package zlink.api;

/** A listener's registration with a socket. */
public interface MonitorHandle extends AutoCloseable {

    /** Ends the monitoring; idempotent; the last event the listener gets is {@link MonitorEvent.MonitorStopped}. */
    @Override
    void close();
}

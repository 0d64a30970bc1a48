package zlink.api;

/**
 * Is told what happens to a socket's endpoints and connections.
 *
 * <p>Called on an event thread of the context, never on an I/O thread and never by two threads at once
 * for the same socket, in the order in which the events happened. It may use any socket and may block:
 * that holds up only other listeners of the context. Events wait in a queue of
 * {@link ContextOptions#monitorQueueLength()} per listener; when it is full the oldest is dropped and
 * counted in {@link SocketStatistics#monitorEventsDropped()}. What it throws is logged and otherwise
 * ignored.
 *
 * <p>Source: zmq_socket_monitor(3), without the socket.
 */
@FunctionalInterface
public interface MonitorListener {
    /**
     * Takes one event.
     *
     * @param event what happened; the last one is {@link MonitorEvent.MonitorStopped}
     */
    void on(MonitorEvent event);
}

package zlink.api;

/**
 * Forwards whole messages between two sockets, both ways where both can, on one thread of its own.
 *
 * <p>Source: zmq_proxy(3), zmq_proxy_steerable(3).
 */
public interface Proxy extends AutoCloseable {

    /** What a proxy is doing. */
    enum State { RUNNING, PAUSED, STOPPED }

    /**
     * Messages and bytes in each direction since the start, and what the capture socket missed.
     *
     * @param frontendMessagesReceived messages taken from the frontend
     * @param frontendBytesReceived their bytes
     * @param frontendMessagesSent messages given to the frontend
     * @param frontendBytesSent their bytes
     * @param backendMessagesReceived messages taken from the backend
     * @param backendBytesReceived their bytes
     * @param backendMessagesSent messages given to the backend
     * @param backendBytesSent their bytes
     * @param capturesDropped copies that the capture socket did not take at once; none are made once it is closed
     */
    record Statistics(long frontendMessagesReceived, long frontendBytesReceived,
            long frontendMessagesSent, long frontendBytesSent,
            long backendMessagesReceived, long backendBytesReceived,
            long backendMessagesSent, long backendBytesSent,
            long capturesDropped) { }

    /** Describes a proxy before it starts. */
    interface Builder {

        /**
         * Sends a copy of every forwarded message to this socket as well, which is never waited for: what it does not
         * take at once is dropped and counted.
         */
        Builder capture(Sender capture);

        /** Starts forwarding. The proxy does not close its sockets. */
        Proxy start();
    }

    /** Stops taking messages; what was taken is forwarded. Backpressure then reaches the peers. */
    void pause();

    /** Goes on. */
    void resume();

    /** What it is doing; {@link State#STOPPED} also after one of its sockets was closed. */
    State state();

    /** Counts so far. */
    Statistics statistics();

    /** Waits until it has stopped. */
    void awaitStopped();

    /** Stops after the message under way and waits for that; idempotent. */
    @Override
    void close();
}
